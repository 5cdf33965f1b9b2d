/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

/** \file
 * The size of a page of memory, in bytes, under the names that Apple's header has for it.
 */
#include <stdint.h>
#include <unistd.h>

static inline uintptr_t pewter_vm_page_size(void) { return (uintptr_t)sysconf(_SC_PAGESIZE); }

#define vm_page_size (pewter_vm_page_size())
#define vm_page_mask (pewter_vm_page_size() - 1)
#define vm_kernel_page_size (pewter_vm_page_size())
