// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "foundation/array.h"
#include "foundation/autorelease_pool.h"
#include "foundation/error.h"
#include "foundation/object.h"
#include "foundation/ref.h"
#include "foundation/string.h"
#include "runtime/runtime.h"

// What every function behind the Metal headers does: unwrap, forward, wrap. Each source file of this folder holds the
// functions of one public class; a null receiver yields zero, a null argument is passed on or makes the call do
// nothing.
namespace pewter::api {

using foundation::cast;
using foundation::Ref;

// A reference that the caller owns: what methods named new, copy, alloc and Create return.
template <class T>
void* give(Ref<T> object) {
  return object.leak();
}

// An autoreleased object: what every other method returns.
template <class T>
void* lend(Ref<T> object) {
  return object ? object.leak()->autorelease() : nullptr;
}

// Text for the program, autoreleased.
inline void* lend_text(std::string_view text) { return lend(foundation::string(text)); }
// A label or the like: null where there is none.
inline void* lend_label(std::string_view text) { return text.empty() ? nullptr : lend_text(text); }

// Text from the program; empty for null. Lives as long as the string.
inline std::string_view text_of(const void* string) {
  return foundation::view(cast<foundation::String>(string, "UTF8String"));
}

// An object of any class.
inline Ref<foundation::Object> any_object(const void* object) {
  return Ref<foundation::Object>(static_cast<foundation::Object*>(const_cast<void*>(object)));
}

inline runtime::ResourceOptions options_of(std::uint64_t bits) { return {.bits = bits}; }
template <class MetalSize>
runtime::Size size_of(const MetalSize& size) {
  return {size.width, size.height, size.depth};
}
template <class MetalRange>
runtime::Range range_of(const MetalRange& range) {
  return {range.location, range.length};
}

// An NS::Error for a failure of the runtime.
Ref<foundation::Error> error_of(const runtime::Error& error);

// NS::Error** of the public methods: written whatever happens, null on success; the pointer itself may be null.
void* fail(void** error, const runtime::Error& reason);  // returns null
inline void succeed(void** error) {
  if (error) *error = nullptr;
}

// The value, which the caller owns, or null and an error.
template <class T>
void* give(runtime::Expected<Ref<T>> result, void** error) {
  if (!result) return fail(error, result.error());
  succeed(error);
  return give(std::move(result).value());
}

// Objects of a C array of the program's; null where one is null.
template <class T>
std::vector<T*> objects_of(const void* const* objects, std::uint64_t count, const char* selector) {
  std::vector<T*> result;
  if (!objects) return result;
  result.reserve(count);
  for (std::uint64_t i = 0; i < count; ++i) result.push_back(cast<T>(objects[i], selector));
  return result;
}

// A function of the program's, as it comes over the C border: `destroy(context)` runs when the last copy goes. Copies
// share it.
template <class... Args>
class Callback {
 public:
  using Function = void (*)(void*, Args...);

  Callback(Function call, void* context, void (*destroy)(void*)) : call_(call) {
    if (context) context_ = std::shared_ptr<void>(context, destroy);
  }

  explicit operator bool() const { return context_ != nullptr; }
  void operator()(Args... args) const {
    if (!context_) return;
    foundation::PoolScope pool;  // the program's function may autorelease
    call_(context_.get(), args...);
  }

 private:
  Function call_;
  std::shared_ptr<void> context_;
};

}  // namespace pewter::api

// bool pewter_MTLHeap_x(const void*): the value of `expression`, in which `self` is the runtime's object; zero for
// null.
#define PEWTER_GET(Class, Type, selector, expression)                                 \
  Type pewter_MTL##Class##_##selector(const void* object) {                           \
    auto* self = pewter::foundation::cast<pewter::runtime::Class>(object, #selector); \
    if (!self) return {};                                                             \
    return static_cast<Type>(expression);                                             \
  }

// void pewter_MTLHeap_x(const void*): runs `statement`, in which `self` is the runtime's object; nothing for null.
#define PEWTER_DO(Class, selector, statement)                                                        \
  void pewter_MTL##Class##_##selector(const void* object) {                                          \
    if (auto* self = pewter::foundation::cast<pewter::runtime::Class>(object, #selector)) statement; \
  }

// label and setLabel: of a class whose objects have one.
#define PEWTER_LABEL(Class)                                                                 \
  PEWTER_GET(Class, void*, label, pewter::api::lend_label(self->label()))                   \
  void pewter_MTL##Class##_setLabel_(const void* object, const void* label) {               \
    if (auto* self = pewter::foundation::cast<pewter::runtime::Class>(object, "setLabel:")) \
      self->set_label(pewter::api::text_of(label));                                         \
  }
