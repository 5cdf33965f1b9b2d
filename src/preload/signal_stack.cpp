// SPDX-License-Identifier: Apache-2.0
#include "preload/signal_stack.h"

#include <signal.h>
#include <sys/mman.h>

namespace pewter::preload {
namespace {

// What the handler needs: the registers of the widest vectors, the C library's unwinder. Touched only in a crash.
constexpr unsigned long kBytes = 128 * 1024;

}  // namespace

void* take_signal_stack() {
  stack_t now = {};
  if (sigaltstack(nullptr, &now) != 0 || !(now.ss_flags & SS_DISABLE)) return nullptr;
  void* memory = mmap(nullptr, kBytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (memory == MAP_FAILED) return nullptr;
  stack_t own = {};
  own.ss_sp = memory;
  own.ss_size = kBytes;
  if (sigaltstack(&own, nullptr) == 0) return memory;
  munmap(memory, kBytes);
  return nullptr;
}

void give_signal_stack(void* stack) {
  stack_t now = {};
  // Another one by now, or none: whoever saw to that may have seen to the memory. It cannot be given back twice.
  if (!stack || sigaltstack(nullptr, &now) != 0 || now.ss_sp != stack || (now.ss_flags & SS_DISABLE)) return;
  stack_t none = {};
  none.ss_flags = SS_DISABLE;
  if (sigaltstack(&none, nullptr) == 0) munmap(stack, kBytes);  // else it is in use
}

}  // namespace pewter::preload
