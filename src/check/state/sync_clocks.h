// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <mutex>
#include <unordered_map>

#include "check/state/thread_state.h"
#include "model/sync.h"

namespace pewter::check {

// What locks, conditions, threads and Metal's own waits pass on from one thread to another. Thread-safe: objects are
// spread over shards, each under a lock of its own, since programs lock far more often than they call Metal.
class SyncClocks {
 public:
  // The namespaces of the numbers that objects have.
  enum class Space : std::uint8_t { address, thread, metal };
  struct Key {
    Space space;
    std::uint64_t number;
    bool operator==(const Key&) const = default;
  };

  // `thread` does what the event says.
  void apply(ThreadState& thread, const model::SyncEvent& event);

  // A hand-over through `key`: whoever awaits comes after all that signaled before.
  void signal(ThreadState& thread, Key key);
  void await(ThreadState& thread, Key key);
  // What was handed to `from` is handed on to `to`, by nobody in particular.
  void pass_on(Key from, Key to);
  // Whether that point is among what was handed to `key`.
  bool covers(Key key, Epoch point);

 private:
  struct Hash {
    std::size_t operator()(const Key& key) const {
      return static_cast<std::size_t>((key.number * 4 + static_cast<unsigned>(key.space)) * 0x9e3779b97f4a7c15u >> 16);
    }
  };
  struct Shard {
    std::mutex mutex;  // guards `clocks`
    std::unordered_map<Key, Clocks, Hash> clocks;
  };

  Shard& shard(const Key& key) { return shards_[Hash()(key) % shards_.size()]; }
  void acquire(ThreadState& thread, Key lock);
  void release(ThreadState& thread, Key lock);
  void forget(Key key);  // another object may come to lie at the address

  std::array<Shard, 64> shards_;
};

}  // namespace pewter::check
