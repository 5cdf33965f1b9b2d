// SPDX-License-Identifier: Apache-2.0
#include "MetalPerformanceShaders/MPSNDArray.hpp"

#include <algorithm>

#include "api/mps/support.h"
#include "foundation/value.h"

using namespace pewter;
using namespace pewter::api;

namespace {

constexpr NS::UInteger kAliasingMask = MPS::AliasingStrategyAliasingReserved;

// NSNumbers, the slowest dimension first, as lengths, dimension 0 first.
std::vector<std::uint64_t> lengths_of(const void* shape, const char* selector) {
  std::vector<std::uint64_t> lengths;
  if (auto* array = cast<foundation::Array>(shape, selector))
    for (const auto& number : array->objects())
      lengths.push_back(cast<foundation::Number>(number.get(), selector)->as<unsigned long>());
  std::reverse(lengths.begin(), lengths.end());
  return lengths;
}
std::vector<std::uint64_t> lengths_of(NS::UInteger count, const NS::UInteger* sizes) {
  // Too many are refused; none of them is read then.
  if (!sizes || count > mps::NDArrayDescriptor::kMaxDimensions)
    return std::vector<std::uint64_t>(std::min<NS::UInteger>(count, mps::NDArrayDescriptor::kMaxDimensions + 1));
  return std::vector<std::uint64_t>(sizes, sizes + count);
}

void* make_descriptor(MPS::DataType type, std::vector<std::uint64_t> lengths, const char* call) {
  auto descriptor = foundation::make<mps::NDArrayDescriptor>();
  descriptor->type = static_cast<mps::DataType>(type);
  return descriptor->reshape(std::move(lengths), call) ? lend(std::move(descriptor)) : nullptr;
}

// Null stands for a descriptor of nothing, which makes no array.
Ref<mps::NDArrayDescriptor> descriptor_of(const void* descriptor, const char* call) {
  auto* given = cast<mps::NDArrayDescriptor>(descriptor, call);
  return given ? Ref<mps::NDArrayDescriptor>(given) : foundation::make<mps::NDArrayDescriptor>();
}

}  // namespace

void* pewter_MPSNDArrayDescriptor_descriptorWithDataType_shape_(MPS::DataType type, const void* shape) {
  const char* call = "descriptorWithDataType:shape:";
  return make_descriptor(type, lengths_of(shape, call), call);
}
void* pewter_MPSNDArrayDescriptor_descriptorWithDataType_dimensionCount_dimensionSizes_(MPS::DataType type,
                                                                                        NS::UInteger count,
                                                                                        const NS::UInteger* sizes) {
  return make_descriptor(type, lengths_of(count, sizes), "descriptorWithDataType:dimensionCount:dimensionSizes:");
}

PEWTER_MPS_GET(NDArrayDescriptor, MPS::DataType, dataType, self->type)
PEWTER_MPS_SET(NDArrayDescriptor, MPS::DataType, setDataType, self->type = static_cast<mps::DataType>(value))
PEWTER_MPS_GET(NDArrayDescriptor, NS::UInteger, numberOfDimensions, self->dimensions.size())
PEWTER_MPS_SET(NDArrayDescriptor, NS::UInteger, setNumberOfDimensions, self->set_count(value))
PEWTER_MPS_GET(NDArrayDescriptor, bool, preferPackedRows, self->packed_rows)
PEWTER_MPS_SET(NDArrayDescriptor, bool, setPreferPackedRows, self->packed_rows = value)

NS::UInteger pewter_MPSNDArrayDescriptor_lengthOfDimension_(const void* object, NS::UInteger dimension) {
  auto* self = cast<mps::NDArrayDescriptor>(object, "lengthOfDimension:");
  return self ? self->length_of(dimension) : 0;
}

void* pewter_MPSNDArrayDescriptor_getShape(const void* object) {
  auto* self = cast<mps::NDArrayDescriptor>(object, "getShape");
  if (!self) return nullptr;
  std::vector<Ref<foundation::Object>> numbers;
  for (std::size_t i = self->dimensions.size(); i-- > 0;)
    numbers.push_back(foundation::make<foundation::Number>(static_cast<unsigned long>(self->dimensions[i].length)));
  return lend(foundation::Array::create(std::move(numbers)));
}

void pewter_MPSNDArrayDescriptor_reshapeWithShape_(const void* object, const void* shape) {
  if (auto* self = cast<mps::NDArrayDescriptor>(object, "reshapeWithShape:"))
    self->reshape(lengths_of(shape, "reshapeWithShape:"), "reshapeWithShape:");
}
void pewter_MPSNDArrayDescriptor_reshapeWithDimensionCount_dimensionSizes_(const void* object, NS::UInteger count,
                                                                           const NS::UInteger* sizes) {
  const char* call = "reshapeWithDimensionCount:dimensionSizes:";
  if (auto* self = cast<mps::NDArrayDescriptor>(object, call)) self->reshape(lengths_of(count, sizes), call);
}
void pewter_MPSNDArrayDescriptor_transposeDimension_withDimension_(const void* object, NS::UInteger dimension,
                                                                   NS::UInteger other) {
  if (auto* self = cast<mps::NDArrayDescriptor>(object, "transposeDimension:withDimension:"))
    self->transpose(dimension, other);
}
void pewter_MPSNDArrayDescriptor_sliceDimension_withSubrange_(const void* object, NS::UInteger dimension,
                                                              NS::UInteger start, NS::UInteger length) {
  if (auto* self = cast<mps::NDArrayDescriptor>(object, "sliceDimension:withSubrange:"))
    self->slice(dimension, start, length);
}
void pewter_MPSNDArrayDescriptor_permuteWithDimensionOrder_(const void* object, const NS::UInteger* order) {
  auto* self = cast<mps::NDArrayDescriptor>(object, "permuteWithDimensionOrder:");
  if (self && order) self->permute(std::vector<std::uint64_t>(order, order + self->dimensions.size()));
}

void* pewter_MPSNDArray_initWithDevice_descriptor_(const void* object, const void* device, const void* descriptor) {
  const char* call = "initWithDevice:descriptor:";
  auto* self = cast<mps::NDArray>(object, call);
  return self ? initialised(self,
                            self->init(cast<runtime::Device>(device, call), *descriptor_of(descriptor, call), call))
              : nullptr;
}
void* pewter_MPSNDArray_initWithBuffer_offset_descriptor_(const void* object, const void* buffer, NS::UInteger offset,
                                                          const void* descriptor) {
  const char* call = "initWithBuffer:offset:descriptor:";
  auto* self = cast<mps::NDArray>(object, call);
  return self ? initialised(self, self->init(cast<runtime::Buffer>(buffer, call), offset,
                                             *descriptor_of(descriptor, call), call))
              : nullptr;
}

void* pewter_MPSNDArray_arrayViewWithDescriptor_(const void* object, const void* descriptor) {
  const char* call = "arrayViewWithDescriptor:";
  auto* self = cast<mps::NDArray>(object, call);
  return self ? lend(self->view(*descriptor_of(descriptor, call), call)) : nullptr;
}
void* pewter_MPSNDArray_arrayViewWithCommandBuffer_descriptor_aliasing_(const void* object, const void* commands,
                                                                        const void* descriptor,
                                                                        MPS::AliasingStrategy aliasing) {
  const char* call = "arrayViewWithCommandBuffer:descriptor:aliasing:";
  auto* self = cast<mps::NDArray>(object, call);
  cast<runtime::CommandBuffer>(commands, call);
  if (!self || (aliasing & kAliasingMask) == MPS::AliasingStrategyShallNotAlias) return nullptr;
  return lend(self->view(*descriptor_of(descriptor, call), call));
}

PEWTER_MPS_GET(NDArray, void*, descriptor, lend(self->descriptor()))
PEWTER_MPS_GET(NDArray, void*, device, self->device())
PEWTER_MPS_GET(NDArray, void*, parent, self->parent())
PEWTER_MPS_GET(NDArray, void*, userBuffer, self->buffer())
PEWTER_MPS_GET(NDArray, MPS::DataType, dataType, self->type())
PEWTER_MPS_GET(NDArray, NS::UInteger, dataTypeSize, mps::size_of(self->type()))
PEWTER_MPS_GET(NDArray, NS::UInteger, numberOfDimensions, self->dimensions().size())
PEWTER_MPS_GET(NDArray, NS::UInteger, resourceSize, self->resource_size())
PEWTER_MPS_SET(NDArray, const void*, synchronizeOnCommandBuffer,
               cast<runtime::CommandBuffer>(value, "synchronizeOnCommandBuffer:"))

NS::UInteger pewter_MPSNDArray_lengthOfDimension_(const void* object, NS::UInteger dimension) {
  auto* self = cast<mps::NDArray>(object, "lengthOfDimension:");
  return self ? self->dimension(dimension).length : 0;
}
void pewter_MPSNDArray_readBytes_strideBytes_(const void* object, void* buffer, const NS::Integer* strides) {
  auto* self = cast<mps::NDArray>(object, "readBytes:strideBytes:");
  if (self && buffer) self->copy_out(buffer, strides);
}
void pewter_MPSNDArray_writeBytes_strideBytes_(const void* object, const void* buffer, const NS::Integer* strides) {
  auto* self = cast<mps::NDArray>(object, "writeBytes:strideBytes:");
  if (self && buffer) self->copy_in(buffer, strides);
}
