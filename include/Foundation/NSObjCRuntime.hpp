// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "NSDefines.hpp"
#include "NSTypes.hpp"

namespace NS {

/// How the receiver of a comparison stands to its argument.
_NS_ENUM(Integer, ComparisonResult){
    OrderedAscending = -1L,
    OrderedSame,
    OrderedDescending,
};

/// The location of a range that is nowhere.
const Integer NotFound = IntegerMax;

}  // namespace NS
