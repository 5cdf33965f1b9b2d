// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <string>

namespace pewter::foundation {

class Object;

// What word 0 of every object points to: its class. One static record a class, laid out so that an Objective-C bridge can
// stand in the same word later.
struct ClassRecord {
  const char* name;           // "MTLBuffer", "NSString": what messages print
  const ClassRecord* super;   // null at the root
  void (*destroy)(Object*) noexcept;            // runs the destructor and frees; set by the concrete class
  std::string (*description)(const Object*);    // null: inherited
  bool (*equal)(const Object*, const Object*) = nullptr;  // both of this class or below it; null: inherited, at the root identity
  std::uint64_t (*hash)(const Object*) = nullptr;         // null: inherited, at the root the address
  Object* (*copy)(const Object*) = nullptr;               // owned by the caller; null: inherited, at the root a misuse
};

// The root of everything that a program can hold a pointer to. No virtual functions: word 0 is the class record.
// Retain and release are thread-safe; everything else is as thread-safe as the class says.
class Object {
 public:
  Object(const Object&) = delete;
  Object& operator=(const Object&) = delete;

  Object* retain() noexcept;
  // Destroys at zero. A release too many is forgiven, as programs that over-release run on a Mac: the freed object stays in
  // a quarantine as a zombie for a while, and a release or call on it does nothing but warn once a class.
  void release() noexcept;
  Object* autorelease() noexcept;  // into the calling thread's innermost pool; without a pool it leaks
  // False: the last reference is gone, and the object too or about to be. For whoever does not hold one.
  bool try_retain() noexcept;
  std::uint64_t retain_count() const noexcept;

  const ClassRecord* class_record() const noexcept { return isa_.load(std::memory_order_relaxed); }
  bool is_kind_of(const ClassRecord& record) const noexcept;
  std::string description() const;  // "<MTLBuffer: 0x...>" where the class has nothing better
  bool is_equal(const Object* other) const;
  std::uint64_t hash() const;
  Object* copy() const;  // owned by the caller
  // Lives until the process ends, whatever is released: for constants and singletons.
  void make_immortal() noexcept;

  static void* operator new(std::size_t size);
  static void operator delete(void* memory, std::size_t size) noexcept;  // into the quarantine

 protected:
  explicit Object(const ClassRecord& record) noexcept : isa_(&record) {}
  ~Object() = default;

 private:
  // Word 0. Written at construction and, as raw memory, when the object becomes a zombie.
  std::atomic<const ClassRecord*> isa_;
  // Above zero: alive. Releases are ordered by release/acquire so that whoever destroys sees all earlier uses. The thread
  // that moves it from 0 to kDying destroys; far below zero, so a retain from a destructor cannot bring it back.
  std::atomic<std::int64_t> references_{1};
};

extern const ClassRecord kObjectClass;  // NSObject
extern const ClassRecord kZombieClass;  // what a freed object's word 0 says

// The usual destroy and copy of a class record.
template <class T>
void destroy(Object* object) noexcept {
  delete static_cast<T*>(object);
}
inline Object* copy_by_retain(const Object* object) { return const_cast<Object*>(object)->retain(); }

// The typed way from a public pointer to the object behind it. Null stays null; a zombie becomes null, see
// use_zombie(); an object of another class ends the process with Objective-C's words: "-[MTLBuffer endEncoding]:
// unrecognized selector sent to instance 0x...".
template <class T>
T* cast(const void* self, const char* selector);

[[noreturn]] void unrecognized_selector(const Object* self, const char* selector);
// A call on a freed object, which does nothing. Warns once a class. Where somebody watches and knows the object by a
// number, that one is told instead, and may want the process to end, in Objective-C's words for it.
void use_zombie(const void* self, const char* selector) noexcept;
void use_destroyed(std::uint64_t number, const char* class_name, const void* self, const char* selector) noexcept;

template <class T>
T* cast(const void* self, const char* selector) {
  if (!self) return nullptr;
  auto* object = static_cast<Object*>(const_cast<void*>(self));
  if (object->is_kind_of(T::kClass)) return static_cast<T*>(object);
  if (object->class_record() == &kZombieClass) {
    use_zombie(self, selector);
    return nullptr;
  }
  unrecognized_selector(object, selector);
}

}  // namespace pewter::foundation
