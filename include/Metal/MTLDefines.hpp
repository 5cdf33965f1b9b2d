// SPDX-License-Identifier: Apache-2.0
#pragma once

/// \file
/// The macros of the Metal headers, and the types that Apple's other frameworks lend them.
#include "../Foundation/NSDefines.hpp"

#define _MTL_EXPORT _NS_EXPORT
#define _MTL_EXTERN _NS_EXTERN
#define _MTL_INLINE _NS_INLINE
#define _MTL_PACKED _NS_PACKED

#define _MTL_ENUM(type, name) _NS_ENUM(type, name)
#define _MTL_OPTIONS(type, name) _NS_OPTIONS(type, name)

/// Seconds, as CoreFoundation names them.
typedef double CFTimeInterval;

/// A surface of IOSurface, which there is none of on Linux: always null.
typedef struct __IOSurface* IOSurfaceRef;
