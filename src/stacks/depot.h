// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <span>
#include <string_view>

#include "model/stack.h"

namespace pewter::stacks {

// One distinct stack. Never changes, never goes.
struct StoredStack {
  std::uint64_t hash = 0;
  std::uint64_t python_key = 0;  // of the interpreter's frames at the time; 0: none
  std::string_view python_text;  // as _Py_DumpTraceback wrote them; empty: none
  std::uint32_t generation = 0;  // of the modules that it was taken among
  model::StackId id = 0;
  bool truncated = false;
  std::span<const std::uint64_t> return_addresses;  // innermost first
};

// Every stack that was taken, once. Finding one that is there takes no lock; adding one takes a lock and memory
// straight from the system. At most kMaxStacks and kMaxBytes: after that no stack is added, and add() says 0.
class Depot {
 public:
  static constexpr std::uint32_t kMaxStacks = 1 << 17;
  static constexpr std::size_t kMaxBytes = std::size_t{128} << 20;

  Depot();

  static std::uint64_t hash(std::span<const std::uint64_t> return_addresses, std::uint64_t python_key);

  // Null: it is not there.
  const StoredStack* find(std::uint64_t hash, std::span<const std::uint64_t> return_addresses,
                          std::uint64_t python_key) const;

  // The stack's number, given by another thread in the meantime perhaps. `stack` points to memory of the caller's.
  model::StackId add(const StoredStack& stack);

  const StoredStack* get(model::StackId id) const;

  std::uint32_t size() const { return count_.load(std::memory_order_relaxed); }

  // Around fork(): the child must not find the lock held by a thread that it does not have.
  void lock() { mutex_.lock(); }
  void unlock() { mutex_.unlock(); }

 private:
  void* allocate(std::size_t bytes);

  static constexpr std::uint32_t kSlots = kMaxStacks * 2;
  // Open addressing. A slot is written once, under the lock, with release; who reads it with acquire sees the whole
  // stack.
  std::atomic<const StoredStack*>* slots_;
  std::atomic<const StoredStack*>* by_id_;
  std::atomic<std::uint32_t> count_{0};
  std::mutex mutex_;  // holds: a slot is chosen, memory is taken. Nothing is called under it but mmap.
  std::byte* chunk_ = nullptr;
  std::size_t left_ = 0, taken_ = 0;
};

}  // namespace pewter::stacks
