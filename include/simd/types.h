/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

/** \file Vectors and matrices: what headers need that hosts share with kernels. */
#include <simd/matrix_types.h>
#include <simd/vector_types.h>
