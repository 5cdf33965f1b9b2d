// SPDX-License-Identifier: Apache-2.0
#include "stacks/depot.h"

#include <sys/mman.h>

#include <algorithm>
#include <cstring>
#include <new>

#include "support/check.h"

namespace pewter::stacks {
namespace {

constexpr std::size_t kChunk = std::size_t{1} << 20;

// Zeroed, and backed by memory only where it is used.
void* map(std::size_t bytes) {
  void* memory = mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  return memory == MAP_FAILED ? nullptr : memory;
}

bool same(const StoredStack& stack, std::uint64_t hash, std::span<const std::uint64_t> addresses,
          std::uint64_t python_key) {
  return stack.hash == hash && stack.python_key == python_key && stack.return_addresses.size() == addresses.size() &&
         std::memcmp(stack.return_addresses.data(), addresses.data(), addresses.size_bytes()) == 0;
}

}  // namespace

Depot::Depot() {
  slots_ = static_cast<std::atomic<const StoredStack*>*>(map(kSlots * sizeof *slots_));
  by_id_ = static_cast<std::atomic<const StoredStack*>*>(map((kMaxStacks + 1) * sizeof *by_id_));
  PEWTER_CHECK(slots_ && by_id_);
}

std::uint64_t Depot::hash(std::span<const std::uint64_t> return_addresses, std::uint64_t python_key) {
  // Two chains, since a multiplication waits for the one before it.
  std::uint64_t a = python_key ^ 0x9ae16a3b2f90404f, b = return_addresses.size();
  std::size_t i = 0;
  for (; i + 1 < return_addresses.size(); i += 2) {
    a = (a ^ return_addresses[i]) * 0x9e3779b97f4a7c15;
    b = (b ^ return_addresses[i + 1]) * 0xc2b2ae3d27d4eb4f;
    a ^= a >> 29;
    b ^= b >> 31;
  }
  if (i < return_addresses.size()) a = (a ^ return_addresses[i]) * 0x9e3779b97f4a7c15;
  a ^= (b << 23 | b >> 41);
  a *= 0xff51afd7ed558ccd;
  return a ^ a >> 32;
}

const StoredStack* Depot::find(std::uint64_t hash, std::span<const std::uint64_t> addresses,
                               std::uint64_t python_key) const {
  for (std::uint32_t i = 0; i < kSlots; ++i) {
    const StoredStack* stack = slots_[(hash + i) % kSlots].load(std::memory_order_acquire);
    if (!stack) return nullptr;
    if (same(*stack, hash, addresses, python_key)) return stack;
  }
  return nullptr;
}

void* Depot::allocate(std::size_t bytes) {
  bytes = (bytes + 15) & ~std::size_t{15};
  if (bytes > left_) {
    const std::size_t size = std::max(kChunk, bytes);
    if (taken_ + size > kMaxBytes) return nullptr;
    void* chunk = map(size);
    if (!chunk) return nullptr;
    taken_ += size;
    chunk_ = static_cast<std::byte*>(chunk);
    left_ = size;
  }
  void* result = chunk_;
  chunk_ += bytes;
  left_ -= bytes;
  return result;
}

model::StackId Depot::add(const StoredStack& stack) {
  std::lock_guard lock(mutex_);
  if (const StoredStack* there = find(stack.hash, stack.return_addresses, stack.python_key)) return there->id;
  const std::uint32_t count = count_.load(std::memory_order_relaxed);
  if (count == kMaxStacks) return 0;
  const std::size_t addresses = stack.return_addresses.size_bytes();
  void* memory = allocate(sizeof(StoredStack) + addresses + stack.python_text.size());
  if (!memory) return 0;

  auto* kept = new (memory) StoredStack(stack);
  auto* numbers = reinterpret_cast<std::uint64_t*>(kept + 1);
  std::memcpy(numbers, stack.return_addresses.data(), addresses);
  kept->return_addresses = {numbers, stack.return_addresses.size()};
  auto* text = reinterpret_cast<char*>(numbers) + addresses;
  if (!stack.python_text.empty()) std::memcpy(text, stack.python_text.data(), stack.python_text.size());
  kept->python_text = {text, stack.python_text.size()};
  kept->id = count + 1;

  by_id_[kept->id].store(kept, std::memory_order_release);
  count_.store(count + 1, std::memory_order_relaxed);
  for (std::uint32_t i = 0;; ++i) {
    auto& slot = slots_[(stack.hash + i) % kSlots];
    if (slot.load(std::memory_order_relaxed)) continue;
    slot.store(kept, std::memory_order_release);
    return kept->id;
  }
}

const StoredStack* Depot::get(model::StackId id) const {
  return id == 0 || id > kMaxStacks ? nullptr : by_id_[id].load(std::memory_order_acquire);
}

}  // namespace pewter::stacks
