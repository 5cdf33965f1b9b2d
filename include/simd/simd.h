/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

/** \file
 * The vectors and matrices that hosts share with kernels, and what is usually done with them. C has the types only; quaternions
 * are not there. Any thread may call any function: all are pure.
 */
#include <simd/math.h>
#include <simd/matrix.h>
#include <simd/types.h>
#include <simd/vector.h>
