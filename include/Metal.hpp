// SPDX-License-Identifier: Apache-2.0
#pragma once

/// \file
/// What metal-cpp's one-file header holds.
#include "Foundation/Foundation.hpp"
#include "Metal/Metal.hpp"
