// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <mutex>
#include <span>
#include <unordered_map>
#include <vector>

#include "runtime/descriptors.h"
#include "runtime/resource.h"

namespace pewter::runtime {

// MTL::ResidencySet: bookkeeping only, since all memory is resident. Additions and removals count from commit(). Memory-safe
// from several threads, though Metal asks for one at a time.
class ResidencySet final : public DeviceObject {
 public:
  static const foundation::ClassRecord kClass;

  ResidencySet(Device* device, const ResidencySetDescriptor& descriptor);
  ~ResidencySet();

  void add_allocation(Allocation* allocation);
  void add_allocations(std::span<Allocation* const> allocations);
  void remove_allocation(Allocation* allocation);
  void remove_allocations(std::span<Allocation* const> allocations);
  void remove_all_allocations();
  bool contains_allocation(Allocation* allocation) const;  // additions not yet committed included
  std::vector<Ref<Allocation>> all_allocations() const;    // likewise
  std::uint64_t allocation_count() const;                  // likewise
  std::uint64_t allocated_size() const;                    // bytes, as of the last commit()
  void commit();
  // Additions that no commit() has made count, not one yet: how many.
  std::uint64_t never_committed() const;
  void request_residency() {}
  void end_residency() {}

 private:
  mutable std::mutex mutex_;
  std::vector<Ref<Allocation>> allocations_;  // guarded by mutex_, like what follows
  std::unordered_map<const Allocation*, std::size_t> place_;  // in allocations_
  std::uint64_t pending_size_ = 0;            // bytes of allocations_
  std::uint64_t committed_size_ = 0;
  bool committed_ = false;  // ever
};

// `holder` is a command queue or a command buffer; it keeps the sets in mind itself.
void tell_residency_sets(const DeviceObject& holder, std::span<ResidencySet* const> sets, model::EventKind kind,
                         const char* call);

}  // namespace pewter::runtime
