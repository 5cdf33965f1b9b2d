// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "model/byte_set.h"
#include "model/command.h"

namespace pewter::model {

// How compiled code says that it touches memory: a number that it passes on.
enum class TouchKind : std::uint32_t { read = 0, write = 1, atomic = 2 };
inline constexpr std::size_t kTouchKinds = 3;

// Takes down which bytes of some resources one dispatch touches, a bit a byte. Memory for that comes from the system as
// it is needed; what lies in no resource of the table is passed over. Any number of threads may note at once; all() is
// for after they have ended.
class TouchTable {
 public:
  struct Watched {
    ObjectId resource = 0;
    const std::byte* base = nullptr;  // as kernels see it
    std::uint64_t length = 0;         // bytes
  };

  explicit TouchTable(std::span<const Watched> resources);
  ~TouchTable();
  TouchTable(const TouchTable&) = delete;
  TouchTable& operator=(const TouchTable&) = delete;

  // Somebody takes part whose touches are noted. Without that nothing is known.
  void listen() { heard_.store(true, std::memory_order_relaxed); }
  bool heard() const { return heard_.load(std::memory_order_relaxed); }
  void note(const void* address, std::uint64_t bytes, TouchKind kind);

  std::size_t size() const;
  ObjectId resource(std::size_t i) const;
  TouchedBytes bytes(std::size_t i) const;  // of the i-th resource

 private:
  struct Shadow;
  std::vector<Shadow> shadows_;
  std::atomic<bool> heard_{false};  // relaxed, as the bits are
};

}  // namespace pewter::model
