// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <cstdint>

#include "runtime/device_object.h"

namespace pewter::runtime {

struct Storage;

// MTL::Allocation: what a residency set can hold (resources and heaps).
class Allocation : public DeviceObject {
 public:
  static const foundation::ClassRecord kClass;

  std::uint64_t allocated_size() const;  // bytes of memory behind it, rounded up to pages; for heap buffers to the heap's unit
  Storage* storage() const { return storage_; }  // for the runtime

 protected:
  Allocation(const foundation::ClassRecord& record, model::ObjectClass object_class, Device* device, ObjectId parent, Storage* storage);
  ~Allocation();

  Storage* storage_;  // one reference
};

// MTL::Resource: memory with a storage mode. Attributes never change; the purgeable state is thread-safe.
class Resource : public Allocation {
 public:
  static const foundation::ClassRecord kClass;

  ResourceOptions resource_options() const { return options_; }
  StorageMode storage_mode() const { return options_.storage_mode(); }
  CpuCacheMode cpu_cache_mode() const { return options_.cpu_cache_mode(); }
  HazardTrackingMode hazard_tracking_mode() const;  // effective: tracked or untracked
  // The state before. Nothing is ever purged; `empty` makes no promise about the contents.
  PurgeableState set_purgeable_state(PurgeableState state);
  Heap* heap() const { return heap_.get(); }        // null where it has none
  std::uint64_t heap_offset() const;
  void make_aliasable();                            // heap resources: the heap may use the memory again
  bool is_aliasable() const;

 protected:
  Resource(const foundation::ClassRecord& record, model::ObjectClass object_class, Device* device, Heap* heap, Storage* storage, ResourceOptions options);
  ~Resource();

 private:
  const ResourceOptions options_;
  Ref<Heap> heap_;
  std::atomic<std::uint32_t> purgeable_{static_cast<std::uint32_t>(PurgeableState::non_volatile)};
};

}  // namespace pewter::runtime
