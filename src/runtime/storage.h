// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>

#include "runtime/types.h"
#include "runtime/scheduler/hazard_state.h"

namespace pewter::runtime {

class HeapSpace;
class WatchedMemory;

// The memory behind a buffer or heap. It outlives the object when a command buffer in flight still needs it, so that not even
// an unretained resource released too early lets a kernel write into memory that is no longer there. (The deallocator of
// no-copy memory runs with the object all the same, as the program expects.) Counted; thread-safe but for `hazards`.
struct Storage {
  // Zeroed pages; null without memory. `watched`: mapped twice where the system can, so that touches can be seen.
  static Storage* allocate(Device* device, std::uint64_t length, bool tracked, bool watched = false);
  static Storage* wrap(Device* device, void* memory, std::uint64_t length, bool tracked, std::function<void(void*, std::uint64_t)> deallocator);
  // A piece of a heap's memory; `space` gets it back (null: it does not, as in placement heaps).
  static Storage* cut(Storage* heap, std::shared_ptr<HeapSpace> space, std::uint64_t offset, std::uint64_t length, std::uint64_t size, bool tracked);

  // Relaxed: the caller holds a reference.
  void retain() { references.fetch_add(1, std::memory_order_relaxed); }
  void release();
  void run_deallocator();  // once; no-copy memory whose object is destroyed
  void make_aliasable();   // gives a heap piece back early, once

  // What hazard tracking looks at: the whole heap for pieces of a tracked heap.
  Storage* hazard_root() { return parent && parent->tracked ? parent : this; }

  std::atomic<std::uint32_t> references{1};
  std::byte* base = nullptr;     // as kernels and blits see it
  std::byte* program = nullptr;  // as the program sees it: the same, or another view of the same memory
  std::uint64_t length = 0;   // as the program asked
  std::uint64_t size = 0;     // what may be touched: rounded up to pages or heap units
  bool tracked = true;
  // Duplicates in a recording are kept out by remembering who saw this storage last. Relaxed: a lost race between two
  // command buffers only costs a second entry.
  std::atomic<std::uint64_t> keep_tag{0};  // id of the recording that holds a reference
  std::atomic<std::uint64_t> use_tag{0};   // pass tag * 2 + writes
  HazardState hazards;                     // guarded by the scheduler's registration lock
  std::atomic<ObjectId> owner{0};          // the buffer or heap, for observers and traces

  // Where the memory came from.
  Device* device = nullptr;   // counts it; everything that holds a reference keeps the device alive
  enum class Kind : std::uint8_t { pages, aligned, watched, wrapped, piece } kind = Kind::pages;
  std::unique_ptr<WatchedMemory> watched;  // Kind::watched
  std::function<void(void*, std::uint64_t)> deallocator;
  std::atomic<bool> deallocated{false};
  Storage* parent = nullptr;  // one reference
  std::uint64_t parent_offset = 0;
  std::shared_ptr<HeapSpace> space;
  std::atomic<bool> aliasable{false};

 private:
  Storage();
  ~Storage();
};

std::uint64_t page_size();
inline std::uint64_t round_up(std::uint64_t value, std::uint64_t unit) { return (value + unit - 1) / unit * unit; }

}  // namespace pewter::runtime
