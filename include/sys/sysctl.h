/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

/** \file
 * The part of sysctl that Metal programs ask about the machine, by name or by the numbers of hw.memsize. Every other name
 * fails with ENOENT, as an unknown name does on a Mac. Where the C library still has this header, its own is used.
 */
#ifdef __GNUC__
#pragma GCC system_header
#endif

#if __has_include_next(<sys/sysctl.h>)
#include_next <sys/sysctl.h>
#else

#include <errno.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <unistd.h>

#define CTL_HW 6
#define HW_NCPU 3
#define HW_PAGESIZE 7
#define HW_MEMSIZE 24

static inline int pewter_sysctl_number(uint64_t value, size_t width, void* old_value, size_t* old_length) {
  uint32_t narrow = (uint32_t)value;
  if (!old_length) return 0;
  if (old_value) {
    if (*old_length < width) {
      errno = ENOMEM;
      return -1;
    }
    memcpy(old_value, width == sizeof(narrow) ? (const void*)&narrow : (const void*)&value, width);
  }
  *old_length = width;
  return 0;
}

/** Returns 0, or -1 with errno set. `*old_length` is in bytes, in and out. Nothing can be set. Thread-safe. */
static inline int sysctlbyname(const char* name, void* old_value, size_t* old_length, const void* new_value, size_t new_length) {
  const uint64_t page = (uint64_t)sysconf(_SC_PAGESIZE);
  (void)new_length;
  if (new_value) {
    errno = EPERM;
    return -1;
  }
  if (!strcmp(name, "hw.memsize")) return pewter_sysctl_number((uint64_t)sysconf(_SC_PHYS_PAGES) * page, 8, old_value, old_length);
  if (!strcmp(name, "hw.pagesize")) return pewter_sysctl_number(page, 8, old_value, old_length);
  if (!strcmp(name, "hw.ncpu") || !strcmp(name, "hw.logicalcpu") || !strcmp(name, "hw.activecpu") ||
      !strcmp(name, "hw.physicalcpu") || !strcmp(name, "hw.perflevel0.physicalcpu"))
    return pewter_sysctl_number((uint64_t)sysconf(_SC_NPROCESSORS_ONLN), 4, old_value, old_length);
  errno = ENOENT;
  return -1;
}

static inline int sysctl(const int* name, unsigned count, void* old_value, size_t* old_length, const void* new_value, size_t new_length) {
  if (count == 2 && name[0] == CTL_HW) {
    if (name[1] == HW_MEMSIZE) return sysctlbyname("hw.memsize", old_value, old_length, new_value, new_length);
    if (name[1] == HW_NCPU) return sysctlbyname("hw.ncpu", old_value, old_length, new_value, new_length);
    if (name[1] == HW_PAGESIZE) return sysctlbyname("hw.pagesize", old_value, old_length, new_value, new_length);
  }
  errno = ENOENT;
  return -1;
}

#endif
