// SPDX-License-Identifier: Apache-2.0
#pragma once

/// \file
/// Empty: Pewter has no windows. The header only exists so that programs that include it without using it compile.
#include <Foundation/Foundation.hpp>
