// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>

#include "runtime/descriptors.h"
#include "runtime/heap_space.h"
#include "runtime/resource.h"

namespace pewter::runtime {

// MTL::Heap: one piece of memory from which buffers are cut. Automatic heaps place them first fit, in units of
// kHeapAlignment; placement heaps put them where the program says. Untracked unless the descriptor says tracked; a tracked
// heap is one resource to hazard tracking, as on a Mac. Thread-safe.
class Heap final : public Allocation {
 public:
  static const foundation::ClassRecord kClass;
  static constexpr std::uint64_t kHeapAlignment = 256;

  Heap(Device* device, const HeapDescriptor& descriptor, Storage* storage);  // takes over the reference to `storage`
  ~Heap();

  std::uint64_t size() const { return size_; }                  // as asked for, rounded up to pages
  std::uint64_t used_size() const;                              // placement heaps: up to the furthest end
  std::uint64_t current_allocated_size() const { return size_; }
  std::uint64_t max_available_size(std::uint64_t alignment) const;
  HeapType type() const { return descriptor_.type; }
  ResourceOptions resource_options() const { return descriptor_.options; }
  StorageMode storage_mode() const { return descriptor_.options.storage_mode(); }
  CpuCacheMode cpu_cache_mode() const { return descriptor_.options.cpu_cache_mode(); }
  HazardTrackingMode hazard_tracking_mode() const;
  PurgeableState set_purgeable_state(PurgeableState state);

  // Null where nothing large enough is free, or where the storage mode is not the heap's.
  Ref<Buffer> new_buffer(std::uint64_t length, ResourceOptions options);
  // Placement heaps only, offset a multiple of kHeapAlignment; ranges may overlap.
  Ref<Buffer> new_buffer(std::uint64_t length, ResourceOptions options, std::uint64_t offset);

 private:
  // Where somebody watches. `offset`: null where the call gives none.
  void validate(std::uint64_t length, ResourceOptions options, const std::uint64_t* offset, const char* call) const;
  Ref<Buffer> make_buffer(Storage* piece, std::uint64_t length, ResourceOptions options);

  const HeapDescriptor descriptor_;
  const std::uint64_t size_;
  const std::shared_ptr<HeapSpace> space_;  // automatic heaps: all of it; placement heaps: none of it taken
  std::atomic<std::uint64_t> placed_end_{0};  // placement heaps: end of the furthest buffer ever placed
  std::atomic<std::uint32_t> purgeable_{static_cast<std::uint32_t>(PurgeableState::non_volatile)};
};

}  // namespace pewter::runtime
