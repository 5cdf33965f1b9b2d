// SPDX-License-Identifier: Apache-2.0
#include "foundation/quarantine.h"

#include <array>
#include <atomic>
#include <mutex>
#include <new>

#include "foundation/object.h"

namespace pewter::foundation {
namespace {

// What stands in the memory of a freed object. All atomics, because a stale pointer may lead here on any thread; `isa`
// is stored last, with release, so that who sees the zombie sees its former class.
struct Zombie {
  std::atomic<const ClassRecord*> isa;
  std::atomic<std::int64_t> unused;
  std::atomic<std::uint64_t> number;
  std::atomic<const ClassRecord*> former;
};
static_assert(sizeof(Zombie) == kZombieSize);

// The quarantine is split so that threads seldom wait for each other: each thread frees into one shard.
constexpr std::size_t kShards = 16;
constexpr std::size_t kShardObjects = kQuarantineObjects / kShards;
constexpr std::size_t kShardBytes = kQuarantineBytes / kShards;
constexpr std::size_t kRoom = kShardObjects * kWiderBy;  // of a shard, whose untouched pages cost nothing

// How many times the sizes above hold. Relaxed: orders nothing else, and grows once.
constinit std::atomic<std::size_t> wider{1};

class Shard {
 public:
  void push(void* memory, std::size_t size) noexcept {
    std::lock_guard lock(mutex_);
    const std::size_t times = wider.load(std::memory_order_relaxed);
    while (count_ == kShardObjects * times || (count_ && bytes_ + size > kShardBytes * times)) pop();
    entries_[(first_ + count_++) % kRoom] = {memory, size};
    bytes_ += size;
  }

 private:
  struct Entry {
    void* memory;
    std::size_t size;
  };

  void pop() noexcept {
    const Entry oldest = entries_[first_];
    first_ = (first_ + 1) % kRoom;
    --count_;
    bytes_ -= oldest.size;
    ::operator delete(oldest.memory, oldest.size);
  }

  std::mutex mutex_;
  std::array<Entry, kRoom> entries_{};
  std::size_t first_ = 0;
  std::size_t count_ = 0;
  std::size_t bytes_ = 0;
};

// Trivially destroyed: objects may be freed until the very end of the process, and a leak checker finds the zombies
// here.
constinit std::array<Shard, kShards> shards;

Shard& shard_of_this_thread() noexcept {
  // Relaxed: only spreads threads over shards.
  static constinit std::atomic<std::size_t> next{0};
  thread_local const std::size_t mine = next.fetch_add(1, std::memory_order_relaxed) % kShards;
  return shards[mine];
}

}  // namespace

void widen_quarantine() noexcept { wider.store(kWiderBy, std::memory_order_relaxed); }

void quarantine(void* memory, std::size_t size, std::uint64_t number) noexcept {
  const ClassRecord* former = __atomic_load_n(static_cast<const ClassRecord**>(memory), __ATOMIC_RELAXED);
  auto* zombie = static_cast<Zombie*>(memory);
  zombie->former.store(former, std::memory_order_relaxed);
  zombie->number.store(number, std::memory_order_relaxed);
  zombie->isa.store(&kZombieClass, std::memory_order_release);
  if (size > kShardBytes) return ::operator delete(memory, size);
  shard_of_this_thread().push(memory, size);
}

const ClassRecord* former_class(const void* zombie) noexcept {
  const auto* entry = static_cast<const Zombie*>(zombie);
  return entry->isa.load(std::memory_order_acquire) == &kZombieClass ? entry->former.load(std::memory_order_relaxed)
                                                                     : nullptr;
}

std::uint64_t former_number(const void* zombie) noexcept {
  const auto* entry = static_cast<const Zombie*>(zombie);
  return entry->isa.load(std::memory_order_acquire) == &kZombieClass ? entry->number.load(std::memory_order_relaxed)
                                                                     : 0;
}

}  // namespace pewter::foundation
