// SPDX-License-Identifier: Apache-2.0
#pragma once

/// \file
/// metal-cpp's list of selectors. Pewter's methods need none; the file exists to be included.
#include "MTLPrivate.hpp"
