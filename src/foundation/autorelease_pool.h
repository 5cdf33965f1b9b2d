// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>

#include "foundation/object.h"

namespace pewter::foundation {

// Names one pool: never 0, never used twice in a process.
using PoolToken = std::uint64_t;

// Pushes a pool on the calling thread's stack. A thread that ends drains the pools that it left; the main thread does not,
// as on a Mac, since static destructors may still use what is in them.
PoolToken push_pool();

// Releases what the pool and the pools above it hold, newest first, then removes them. A token that is not on the calling
// thread's stack (popped already with an outer pool, or of another thread) is ignored.
void pop_pool(PoolToken token) noexcept;

// For threads of Pewter that call into programs: handlers may autorelease.
class PoolScope {
 public:
  PoolScope() : token_(push_pool()) {}
  ~PoolScope() { pop_pool(token_); }
  PoolScope(const PoolScope&) = delete;
  PoolScope& operator=(const PoolScope&) = delete;

 private:
  PoolToken token_;
};

// The pool that programs make by alloc()->init(). Belongs to the thread that called init().
class AutoreleasePool final : public Object {
 public:
  static const ClassRecord kClass;

  AutoreleasePool() : Object(kClass) {}
  ~AutoreleasePool() { pop_pool(token_); }

  void init() {
    if (!token_) token_ = push_pool();
  }
  // Takes over a reference of the caller's.
  void add(Object* object);

 private:
  PoolToken token_ = 0;
};

// One line an entry of the calling thread's stack, oldest first.
std::string describe_pools();

}  // namespace pewter::foundation
