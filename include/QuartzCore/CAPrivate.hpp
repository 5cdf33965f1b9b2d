// SPDX-License-Identifier: Apache-2.0
#pragma once

/// \file
/// CA_PRIVATE_IMPLEMENTATION changes nothing in Pewter: see Foundation/NSPrivate.hpp.
#include "CADefines.hpp"
