// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "NSCompat.hpp"
#include "NSDefines.hpp"

#include <cstddef>
#include <cstdint>

namespace NS {

/// Seconds.
using TimeInterval = double;

using Integer = std::intptr_t;
using UInteger = std::uintptr_t;

const Integer IntegerMax = INTPTR_MAX;
const Integer IntegerMin = INTPTR_MIN;
const UInteger UIntegerMax = UINTPTR_MAX;

/// A version such as 14.2.1.
struct OperatingSystemVersion {
  Integer majorVersion;
  Integer minorVersion;
  Integer patchVersion;
};

}  // namespace NS
