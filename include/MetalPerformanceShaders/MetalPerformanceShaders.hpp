// SPDX-License-Identifier: Apache-2.0
#pragma once

/// \file
/// The part of MetalPerformanceShaders that multiplies matrices. MPS_PRIVATE_IMPLEMENTATION, in the manner of
/// metal-cpp's macros, changes nothing.
#include "MPSKernel.hpp"
#include "MPSMatrix.hpp"
#include "MPSMatrixMultiplication.hpp"
#include "MPSNDArray.hpp"
#include "MPSNDArrayMatrixMultiplication.hpp"
#include "MPSTypes.hpp"
