// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

// What AddressSanitizer and ThreadSanitizer must be told about fibers; nothing in other builds.
#if __has_feature(address_sanitizer)
#include <sanitizer/asan_interface.h>
#include <sanitizer/common_interface_defs.h>
#endif
#if __has_feature(thread_sanitizer)
#include <sanitizer/tsan_interface.h>
#endif

namespace pewter::exec::sanitizers {

#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
inline constexpr bool kActive = true;
#else
inline constexpr bool kActive = false;
#endif

// `save` null: the stack that is left will not be come back to.
inline void start_switch([[maybe_unused]] void** save, [[maybe_unused]] const void* low,
                         [[maybe_unused]] std::size_t size) {
#if __has_feature(address_sanitizer)
  __sanitizer_start_switch_fiber(save, low, size);
#endif
}

inline void finish_switch([[maybe_unused]] void* saved, [[maybe_unused]] const void** from_low,
                          [[maybe_unused]] std::size_t* from_size) {
#if __has_feature(address_sanitizer)
  __sanitizer_finish_switch_fiber(saved, from_low, from_size);
#endif
}

inline void unpoison([[maybe_unused]] const void* low, [[maybe_unused]] std::size_t size) {
#if __has_feature(address_sanitizer)
  __asan_unpoison_memory_region(low, size);
#endif
}

inline void* create_fiber() {
#if __has_feature(thread_sanitizer)
  return __tsan_create_fiber(0);
#else
  return nullptr;
#endif
}

inline void* current_fiber() {
#if __has_feature(thread_sanitizer)
  return __tsan_get_current_fiber();
#else
  return nullptr;
#endif
}

// Without the flag that says otherwise, a switch also orders what the two did: they share a thread.
inline void switch_to([[maybe_unused]] void* fiber) {
#if __has_feature(thread_sanitizer)
  __tsan_switch_to_fiber(fiber, 0);
#endif
}

inline void destroy_fiber([[maybe_unused]] void* fiber) {
#if __has_feature(thread_sanitizer)
  if (fiber) __tsan_destroy_fiber(fiber);
#endif
}

}  // namespace pewter::exec::sanitizers
