// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <cstdint>

#include "preload/preload.h"

namespace pewter::preload {

struct Seat {
  Listener listener = nullptr;
  void* context = nullptr;
};

namespace detail {
// Null: nobody listens, which is all that an interposed call looks at then. Stored with release, and loaded with
// acquire again before the seat is read.
extern std::atomic<const Seat*> seat;
bool is_told(const void* caller, const void* object);
bool is_acquisition_told(const void* caller, const void* lock);
bool is_release_told(const void* caller, const void* lock);
void tell(model::SyncKind kind, std::uint64_t object, const char* call);
}  // namespace detail

// Whose code an address is.
enum class Owner : std::uint8_t { program, pewter, standard_library };
Owner owner_of(const void* address);

inline bool is_listening() { return detail::seat.load(std::memory_order_relaxed) != nullptr; }

// Whether the call that returns to `caller` is told: somebody listens, the code is not Pewter's, the object is not
// Python's, and this thread is not in the listener already.
inline bool is_told(const void* caller, const void* object = nullptr) {
  return __builtin_expect(detail::seat.load(std::memory_order_relaxed) != nullptr, 0) &&
         detail::is_told(caller, object);
}

// The same for a lock that was just acquired, or is about to be released. A lock that Pewter acquired is released
// unseen, wherever that call returns to: often it is the last one of a function, and returns to who called that.
inline bool is_acquisition_told(const void* caller, const volatile void* lock) {
  return __builtin_expect(detail::seat.load(std::memory_order_relaxed) != nullptr, 0) &&
         detail::is_acquisition_told(caller, const_cast<const void*>(lock));
}
inline bool is_release_told(const void* caller, const volatile void* lock) {
  return __builtin_expect(detail::seat.load(std::memory_order_relaxed) != nullptr, 0) &&
         detail::is_release_told(caller, const_cast<const void*>(lock));
}

// Around a wait on a condition, which lets go of the lock: told of it as of the acquisition before.
bool is_hidden(const void* lock);
void hide(const void* lock);

inline void tell(model::SyncKind kind, const volatile void* object, const char* call) {
  detail::tell(kind, reinterpret_cast<std::uint64_t>(object), call);
}
inline void tell(model::SyncKind kind, std::uint64_t number, const char* call) { detail::tell(kind, number, call); }

}  // namespace pewter::preload

#define PEWTER_CALLER __builtin_extract_return_addr(__builtin_return_address(0))
