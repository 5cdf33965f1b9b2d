// SPDX-License-Identifier: Apache-2.0
#pragma once

/// \file
/// Apple's Foundation headers bring these in, and programs written against them rely on it.
#include <assert.h>
#include <float.h>
#include <inttypes.h>
#include <limits.h>
#include <math.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/param.h>
#include <sys/types.h>
#include <time.h>
#include <unistd.h>

// From <objc/objc.h>, which metal-cpp includes.
#ifndef nil
#define nil nullptr
#endif
#ifndef Nil
#define Nil nullptr
#endif
