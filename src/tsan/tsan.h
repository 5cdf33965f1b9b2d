// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/observer.h"

// What libpewter-tsan.so exports to libpewter.so, which loads it into programs built with ThreadSanitizer.
namespace pewter::tsan {

// An observer that tells ThreadSanitizer of every use of an object that is for one thread at a time, and of the order
// that Metal makes (commit before handlers and waits, signal before wait), and passes all on to `next`, which may be
// null. `caller_code`: an address in libpewter.so. Lives for ever.
using MakeObserver = model::Observer* (*)(model::Observer* next, const void* caller_code);
inline constexpr char kMakeObserver[] = "pewter_tsan_observer_1";  // with the number of this contract

}  // namespace pewter::tsan

// ThreadSanitizer's interface for libraries that are not instrumented. Weak: there only in a program that was built
// with it. No dlsym(): a program exports them only because a library that it is linked with asks for them.
extern "C" {
[[gnu::weak]] void* __tsan_external_register_tag(const char* name);
[[gnu::weak]] void __tsan_external_register_header(void* tag, const char* header);
[[gnu::weak]] void __tsan_external_assign_tag(void* address, void* tag);
[[gnu::weak]] void __tsan_external_read(void* address, void* caller, void* tag);
[[gnu::weak]] void __tsan_external_write(void* address, void* caller, void* tag);
[[gnu::weak]] void __tsan_acquire(void* address);
[[gnu::weak]] void __tsan_release(void* address);
[[gnu::weak]] void AnnotateIgnoreReadsBegin(const char* file, int line);
[[gnu::weak]] void AnnotateIgnoreReadsEnd(const char* file, int line);
[[gnu::weak]] void AnnotateIgnoreWritesBegin(const char* file, int line);
[[gnu::weak]] void AnnotateIgnoreWritesEnd(const char* file, int line);
[[gnu::weak]] void AnnotateIgnoreSyncBegin(const char* file, int line);
[[gnu::weak]] void AnnotateIgnoreSyncEnd(const char* file, int line);
}
