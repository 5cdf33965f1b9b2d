/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

/** \file
 * The clock by which programs for macOS measure time, in units that mach_timebase_info gives: nanoseconds here. It does
 * not run while the machine sleeps; the continuous one does.
 */
#include <stdint.h>
#include <time.h>

typedef int kern_return_t;
#ifndef KERN_SUCCESS
#define KERN_SUCCESS 0
#endif

/** Nanoseconds are a unit times numer / denom. */
struct mach_timebase_info {
  uint32_t numer;
  uint32_t denom;
};
typedef struct mach_timebase_info mach_timebase_info_data_t;
typedef struct mach_timebase_info* mach_timebase_info_t;

static inline kern_return_t mach_timebase_info(mach_timebase_info_t info) {
  info->numer = 1;
  info->denom = 1;
  return KERN_SUCCESS;
}

/* In strict ISO C the C library has the function and says nothing of it. The clocks' numbers are Linux's. */
#ifndef CLOCK_MONOTONIC
extern int clock_gettime(int clock, struct timespec* now);
#endif

static inline uint64_t pewter_mach_time(int clock) {
  struct timespec now;
  clock_gettime(clock, &now);
  return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}

static inline uint64_t mach_absolute_time(void) { return pewter_mach_time(1); }
static inline uint64_t mach_approximate_time(void) { return mach_absolute_time(); }
static inline uint64_t mach_continuous_time(void) { return pewter_mach_time(7); }
