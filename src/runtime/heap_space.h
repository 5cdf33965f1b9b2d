// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <optional>

namespace pewter::runtime {

// Which parts of a heap are free. Shared by the heap and the pieces cut from it, which may outlive it while they are in flight.
// First fit, neighbours are merged. Thread-safe.
class HeapSpace {
 public:
  explicit HeapSpace(std::uint64_t size);

  // Offset of `size` bytes at a multiple of `alignment`; nothing where no gap is large enough.
  std::optional<std::uint64_t> take(std::uint64_t size, std::uint64_t alignment);
  void give_back(std::uint64_t offset, std::uint64_t size);
  std::uint64_t used() const;
  std::uint64_t largest(std::uint64_t alignment) const;  // bytes that one take() could get

 private:
  mutable std::mutex mutex_;
  std::map<std::uint64_t, std::uint64_t> free_;  // guarded by mutex_: offset -> size
  std::uint64_t used_ = 0;                       // guarded by mutex_
};

}  // namespace pewter::runtime
