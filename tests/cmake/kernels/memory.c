/* SPDX-License-Identifier: Apache-2.0 */
#include <mach/vm_page_size.h>
#include <sys/sysctl.h>

int has_memory(void) {
  size_t size = 0, length = sizeof(size);
  if (sysctlbyname("hw.memsize", &size, &length, NULL, 0) != 0) return 0;
  /* In C it is another macro. */
  if (__builtin_available(macOS 99, *)) return 0;
  if (__builtin_available(macOS 13, *)) return size >= vm_page_size && vm_page_size % 4096 == 0;
  return 0;
}
