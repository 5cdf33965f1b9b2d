// SPDX-License-Identifier: Apache-2.0
#include "Metal/MTLHeap.hpp"

#include "api/metal/descriptor.h"

using namespace pewter;
using namespace pewter::api;

PEWTER_DESCRIPTOR(HeapDescriptor, MTLHeapDescriptor);

namespace {

// The options word holds three properties, each in its own bits.
template <class Type>
Type bits_of(const void* object, const char* selector, unsigned shift, std::uint64_t mask) {
  auto* self = cast<Descriptor<HeapDescriptor>>(object, selector);
  return self ? static_cast<Type>(self->data.runtime.options.bits >> shift & mask) : Type{};
}

void set_bits(const void* object, const char* selector, unsigned shift, std::uint64_t mask, std::uint64_t value) {
  auto* self = cast<Descriptor<HeapDescriptor>>(object, selector);
  if (!self) return;
  std::uint64_t& bits = self->data.runtime.options.bits;
  bits = (bits & ~(mask << shift)) | (value & mask) << shift;
}

}  // namespace

PEWTER_PROPERTY(HeapDescriptor, HeapDescriptor, NS::UInteger, size, setSize_, runtime.size)
PEWTER_PROPERTY(HeapDescriptor, HeapDescriptor, MTL::HeapType, type, setType_, runtime.type)
PEWTER_PROPERTY(HeapDescriptor, HeapDescriptor, MTL::ResourceOptions, resourceOptions, setResourceOptions_,
                runtime.options.bits)
PEWTER_PROPERTY(HeapDescriptor, HeapDescriptor, MTL::SparsePageSize, sparsePageSize, setSparsePageSize_,
                sparse_page_size)
PEWTER_PROPERTY(HeapDescriptor, HeapDescriptor, MTL::SparsePageSize, maxCompatiblePlacementSparsePageSize,
                setMaxCompatiblePlacementSparsePageSize_, max_compatible_placement_sparse_page_size)

MTL::CPUCacheMode pewter_MTLHeapDescriptor_cpuCacheMode(const void* object) {
  return bits_of<MTL::CPUCacheMode>(object, "cpuCacheMode", 0, 0xf);
}
void pewter_MTLHeapDescriptor_setCpuCacheMode_(const void* object, MTL::CPUCacheMode mode) {
  set_bits(object, "setCpuCacheMode:", 0, 0xf, mode);
}

MTL::StorageMode pewter_MTLHeapDescriptor_storageMode(const void* object) {
  return bits_of<MTL::StorageMode>(object, "storageMode", 4, 0xf);
}
void pewter_MTLHeapDescriptor_setStorageMode_(const void* object, MTL::StorageMode mode) {
  set_bits(object, "setStorageMode:", 4, 0xf, mode);
}

MTL::HazardTrackingMode pewter_MTLHeapDescriptor_hazardTrackingMode(const void* object) {
  return bits_of<MTL::HazardTrackingMode>(object, "hazardTrackingMode", 8, 0x3);
}
void pewter_MTLHeapDescriptor_setHazardTrackingMode_(const void* object, MTL::HazardTrackingMode mode) {
  set_bits(object, "setHazardTrackingMode:", 8, 0x3, mode);
}
