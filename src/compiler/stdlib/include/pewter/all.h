// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <pewter/macros.h>
// Where user source is preprocessed only the macros count, and the address-space words are not defined.
#ifdef __pewter_device
#include <pewter/array.h>
#include <pewter/atomic.h>
#include <pewter/geometric.h>
#include <pewter/group.h>
#include <pewter/integer.h>
#include <pewter/limits.h>
#include <pewter/logging.h>
#include <pewter/math.h>
#include <pewter/matrix.h>
#include <pewter/pack.h>
#include <pewter/relational.h>
#include <pewter/simd_types.h>
#include <pewter/simdgroup_matrix.h>
#include <pewter/synchronization.h>
#include <pewter/uniform.h>
#include <pewter/unsupported.h>
#include <pewter/vector.h>
#endif
