// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "model/memory_watch.h"
#include "runtime/types.h"

namespace pewter::runtime {

// Memory of a buffer that is mapped twice, once for the program and once for the GPU, so that what one side touches can be
// seen without standing in the other's way. Made where the device is watched (DeviceOptions::watch_memory).
//
// A view has up to 16 parts of whole pages. Protection is the system's (mprotect); the first touch of a closed part comes
// as SIGSEGV to the thread, whose handler opens the part, tells the observer, and lets the instruction run again. That a
// lock is taken there, and memory, is no danger: the signal comes from an instruction of the program or of a kernel that
// touches a buffer, where no lock of ours or of the allocator's is held, so the handler may do whatever a call in that
// place might.
class WatchedMemory {
 public:
  using Side = model::MemoryWatch::Side;
  using Closed = model::MemoryWatch::Closed;

  // `size` is a multiple of pages; zeroed. Null where the system does not give it.
  static std::unique_ptr<WatchedMemory> map(std::uint64_t size);
  ~WatchedMemory();
  WatchedMemory(const WatchedMemory&) = delete;
  WatchedMemory& operator=(const WatchedMemory&) = delete;

  std::byte* view(Side side) const { return views_[static_cast<std::size_t>(side)].base; }
  void set_owner(ObjectId owner);  // the buffer, whose id events have. Once

  // For calls of the system that read or write memory of the program and would fail instead of faulting: opens what they
  // are about to touch, as if the program did it itself. Ranges that are not watched are passed over.
  static void touch(const void* address, std::uint64_t length, bool writes);

  static bool exists();  // or did, anywhere in the process
  // Those of `addresses`, null or the GPU's, whose memory it has not touched at all since it was closed.
  static std::vector<std::byte*> untouched_by_gpu(std::span<std::byte* const> addresses);
  // Closes the GPU's view of the memory at each, so that its next touches are seen, too. Memory that has gone is passed over, and so is
  // memory of many parts: most of them are closed still.
  static void close_again(std::span<std::byte* const> addresses);

  // Of all buffers, by id.
  static model::MemoryWatch& watch();

 private:
  friend class WatchedMemoryTable;
  static constexpr std::uint64_t kParts = 16, kFewParts = 8;
  struct View {
    std::byte* base = nullptr;
    std::array<Closed, kParts> closed{};
  };

  WatchedMemory(std::uint64_t size, std::byte* program, std::byte* gpu);

  // Under the table's lock. Whether `access` to that byte was closed, and is open now.
  bool open(Side side, std::uint64_t offset, bool writes);
  void close(Side side, Closed closed);
  bool is_all(Side side, Closed closed) const;
  std::uint64_t parts() const { return (size_ + part_ - 1) / part_; }

  const std::uint64_t size_;
  const std::uint64_t part_;  // bytes
  std::array<View, 2> views_;
  ObjectId owner_ = 0;  // under the table's lock
};

}  // namespace pewter::runtime
