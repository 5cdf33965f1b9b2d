/* SPDX-License-Identifier: Apache-2.0 */
#include <mach/mach_time.h>
#include <mach/vm_page_size.h>
#include <sys/sysctl.h>

int has_memory(void) {
  mach_timebase_info_data_t unit = {0, 0};
  if (mach_timebase_info(&unit) != KERN_SUCCESS || unit.numer == 0 || unit.denom == 0) return 0;
  const uint64_t before = mach_absolute_time();
  if (before == 0 || mach_absolute_time() < before) return 0;

  size_t size = 0, length = sizeof(size);
  if (sysctlbyname("hw.memsize", &size, &length, NULL, 0) != 0) return 0;
  /* In C it is another macro. */
  if (__builtin_available(macOS 99, *)) return 0;
  if (__builtin_available(macOS 13, *)) return size >= vm_page_size && vm_page_size % 4096 == 0;
  return 0;
}
