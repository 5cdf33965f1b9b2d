/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

/** \file
 * The few names of CoreFoundation that Metal programs use without calling it. CoreFoundation itself is not supported.
 */
#include <CoreGraphics/CGGeometry.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define CF_ENUM(type, name) enum name
#define CF_OPTIONS(type, name) enum name

typedef unsigned char Boolean;
typedef const void* CFTypeRef;
typedef const struct __CFString* CFStringRef;
typedef long CFIndex;
/** Seconds. */
typedef double CFTimeInterval;
/** Seconds since the start of 2001, GMT. */
typedef double CFAbsoluteTime;
