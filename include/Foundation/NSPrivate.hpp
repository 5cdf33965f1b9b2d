// SPDX-License-Identifier: Apache-2.0
#pragma once

/// \file
/// metal-cpp keeps its selectors here and wants NS_PRIVATE_IMPLEMENTATION defined in one source file. Pewter's methods are
/// inline wrappers of functions in the library, so the macro changes nothing, and the file only exists to be included.
#include "NSDefines.hpp"
