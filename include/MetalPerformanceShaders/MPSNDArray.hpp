// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "MPSTypes.hpp"

PEWTER_IMPORT void* pewter_MPSNDArrayDescriptor_descriptorWithDataType_shape_(MPS::DataType dataType,
                                                                              const void* shape);
PEWTER_IMPORT void* pewter_MPSNDArrayDescriptor_descriptorWithDataType_dimensionCount_dimensionSizes_(
    MPS::DataType dataType, NS::UInteger numberOfDimensions, const NS::UInteger* dimensionSizes);
PEWTER_IMPORT NS::UInteger pewter_MPSNDArrayDescriptor_lengthOfDimension_(const void* self, NS::UInteger dimension);
PEWTER_IMPORT void* pewter_MPSNDArrayDescriptor_getShape(const void* self);
PEWTER_IMPORT void pewter_MPSNDArrayDescriptor_reshapeWithShape_(const void* self, const void* shape);
PEWTER_IMPORT void pewter_MPSNDArrayDescriptor_reshapeWithDimensionCount_dimensionSizes_(
    const void* self, NS::UInteger numberOfDimensions, const NS::UInteger* dimensionSizes);
PEWTER_IMPORT void pewter_MPSNDArrayDescriptor_transposeDimension_withDimension_(const void* self,
                                                                                 NS::UInteger dimension,
                                                                                 NS::UInteger other);
PEWTER_IMPORT void pewter_MPSNDArrayDescriptor_sliceDimension_withSubrange_(const void* self, NS::UInteger dimension,
                                                                            NS::UInteger start, NS::UInteger length);
PEWTER_IMPORT void pewter_MPSNDArrayDescriptor_permuteWithDimensionOrder_(const void* self, const NS::UInteger* order);
PEWTER_IMPORT MPS::DataType pewter_MPSNDArrayDescriptor_dataType(const void* self);
PEWTER_IMPORT void pewter_MPSNDArrayDescriptor_setDataType_(const void* self, MPS::DataType dataType);
PEWTER_IMPORT NS::UInteger pewter_MPSNDArrayDescriptor_numberOfDimensions(const void* self);
PEWTER_IMPORT void pewter_MPSNDArrayDescriptor_setNumberOfDimensions_(const void* self,
                                                                      NS::UInteger numberOfDimensions);
PEWTER_IMPORT bool pewter_MPSNDArrayDescriptor_preferPackedRows(const void* self);
PEWTER_IMPORT void pewter_MPSNDArrayDescriptor_setPreferPackedRows_(const void* self, bool preferPackedRows);
PEWTER_IMPORT void* pewter_MPSNDArray_initWithDevice_descriptor_(const void* self, const void* device,
                                                                 const void* descriptor);
PEWTER_IMPORT void* pewter_MPSNDArray_initWithBuffer_offset_descriptor_(const void* self, const void* buffer,
                                                                        NS::UInteger offset, const void* descriptor);
PEWTER_IMPORT void* pewter_MPSNDArray_arrayViewWithDescriptor_(const void* self, const void* descriptor);
PEWTER_IMPORT void* pewter_MPSNDArray_arrayViewWithCommandBuffer_descriptor_aliasing_(const void* self,
                                                                                      const void* commandBuffer,
                                                                                      const void* descriptor,
                                                                                      MPS::AliasingStrategy aliasing);
PEWTER_IMPORT void* pewter_MPSNDArray_descriptor(const void* self);
PEWTER_IMPORT void* pewter_MPSNDArray_device(const void* self);
PEWTER_IMPORT void* pewter_MPSNDArray_parent(const void* self);
PEWTER_IMPORT void* pewter_MPSNDArray_userBuffer(const void* self);
PEWTER_IMPORT NS::UInteger pewter_MPSNDArray_lengthOfDimension_(const void* self, NS::UInteger dimension);
PEWTER_IMPORT void pewter_MPSNDArray_readBytes_strideBytes_(const void* self, void* buffer,
                                                            const NS::Integer* strideBytes);
PEWTER_IMPORT void pewter_MPSNDArray_writeBytes_strideBytes_(const void* self, const void* buffer,
                                                             const NS::Integer* strideBytes);
PEWTER_IMPORT void pewter_MPSNDArray_synchronizeOnCommandBuffer_(const void* self, const void* commandBuffer);
PEWTER_IMPORT MPS::DataType pewter_MPSNDArray_dataType(const void* self);
PEWTER_IMPORT NS::UInteger pewter_MPSNDArray_dataTypeSize(const void* self);
PEWTER_IMPORT NS::UInteger pewter_MPSNDArray_numberOfDimensions(const void* self);
PEWTER_IMPORT NS::UInteger pewter_MPSNDArray_resourceSize(const void* self);

namespace MPS {

/// What an array is made from, and how a view sees one. Dimension 0 is the one whose elements lie side by side: shapes
/// name it last, dimension sizes first. Not thread-safe; copied wherever it is given.
class NDArrayDescriptor : public NS::Copying<NDArrayDescriptor> {
 public:
  /// `shape` holds NS::Number objects, the slowest dimension first: {rows, columns}. Autoreleased.
  static NDArrayDescriptor* descriptor(DataType dataType, const NS::Array* shape) {
    return static_cast<NDArrayDescriptor*>(pewter_MPSNDArrayDescriptor_descriptorWithDataType_shape_(dataType, shape));
  }

  /// `dimensionSizes` with dimension 0 first: {columns, rows}. Autoreleased.
  static NDArrayDescriptor* descriptor(DataType dataType, NS::UInteger numberOfDimensions,
                                       const NS::UInteger* dimensionSizes) {
    return static_cast<NDArrayDescriptor*>(
        pewter_MPSNDArrayDescriptor_descriptorWithDataType_dimensionCount_dimensionSizes_(dataType, numberOfDimensions,
                                                                                          dimensionSizes));
  }

  /// What an element is.
  MPS::DataType dataType() const { return pewter_MPSNDArrayDescriptor_dataType(this); }

  /// Sets dataType().
  void setDataType(MPS::DataType dataType) { pewter_MPSNDArrayDescriptor_setDataType_(this, dataType); }

  /// At most 16. Dimensions that are added have length 1.
  NS::UInteger numberOfDimensions() const { return pewter_MPSNDArrayDescriptor_numberOfDimensions(this); }

  /// Sets numberOfDimensions().
  void setNumberOfDimensions(NS::UInteger numberOfDimensions) {
    pewter_MPSNDArrayDescriptor_setNumberOfDimensions_(this, numberOfDimensions);
  }

  /// Whether rows take no more bytes than their elements; otherwise whole runs of 16. False at first.
  bool preferPackedRows() const { return pewter_MPSNDArrayDescriptor_preferPackedRows(this); }

  /// Sets preferPackedRows().
  void setPreferPackedRows(bool preferPackedRows) {
    pewter_MPSNDArrayDescriptor_setPreferPackedRows_(this, preferPackedRows);
  }

  /// Elements in that dimension; 1 for one that there is not.
  NS::UInteger lengthOfDimension(NS::UInteger dimensionIndex) const {
    return pewter_MPSNDArrayDescriptor_lengthOfDimension_(this, dimensionIndex);
  }

  /// The lengths as NS::Number objects, the slowest dimension first. Autoreleased.
  NS::Array* getShape() const { return static_cast<NS::Array*>(pewter_MPSNDArrayDescriptor_getShape(this)); }

  /// New dimensions instead of those that there are.
  void reshape(const NS::Array* shape) { pewter_MPSNDArrayDescriptor_reshapeWithShape_(this, shape); }
  void reshape(NS::UInteger numberOfDimensions, const NS::UInteger* dimensionSizes) {
    pewter_MPSNDArrayDescriptor_reshapeWithDimensionCount_dimensionSizes_(this, numberOfDimensions, dimensionSizes);
  }

  /// The two dimensions change places; memory stays as it is.
  void transposeDimension(NS::UInteger dimensionIndex, NS::UInteger dimensionIndex2) {
    pewter_MPSNDArrayDescriptor_transposeDimension_withDimension_(this, dimensionIndex, dimensionIndex2);
  }

  /// Only `length` elements of the dimension from `start` on.
  void sliceDimension(NS::UInteger dimensionIndex, NS::UInteger start, NS::UInteger length) {
    pewter_MPSNDArrayDescriptor_sliceDimension_withSubrange_(this, dimensionIndex, start, length);
  }

  /// Dimension i becomes what dimension `dimensionOrder[i]` was.
  void permute(const NS::UInteger* dimensionOrder) {
    pewter_MPSNDArrayDescriptor_permuteWithDimensionOrder_(this, dimensionOrder);
  }
};

/// Elements in any number of dimensions, in a buffer. Never changes, so any number of threads may use it; its elements
/// are as thread-safe as the buffer's.
class NDArray : public NS::Referencing<NDArray> {
 public:
  /// A new object, +1, for one of the init methods.
  static NDArray* alloc() { return Object::alloc<NDArray>("MPSNDArray"); }

  /// With a new shared buffer of its own, zeroed. Null without memory.
  NDArray* init(const MTL::Device* device, const NDArrayDescriptor* descriptor) {
    return static_cast<NDArray*>(pewter_MPSNDArray_initWithDevice_descriptor_(this, device, descriptor));
  }

  /// From `offset` bytes of `buffer` on, which is retained and must be large enough: otherwise the process ends with an
  /// assertion. Rows are padded to whole runs of 16 bytes unless the descriptor prefers packed ones.
  NDArray* init(const MTL::Buffer* buffer, NS::UInteger offset, const NDArrayDescriptor* descriptor) {
    return static_cast<NDArray*>(pewter_MPSNDArray_initWithBuffer_offset_descriptor_(this, buffer, offset, descriptor));
  }

  /// The same memory as `descriptor` sees it, which came from descriptor() and was transposed, permuted or sliced.
  /// Autoreleased.
  NDArray* arrayView(const NDArrayDescriptor* descriptor) const {
    return static_cast<NDArray*>(pewter_MPSNDArray_arrayViewWithDescriptor_(this, descriptor));
  }

  /// The same. A view always shares the memory: asked for one that shall not, the result is null.
  NDArray* arrayView(const MTL::CommandBuffer* commandBuffer, const NDArrayDescriptor* descriptor,
                     AliasingStrategy aliasing) const {
    return static_cast<NDArray*>(
        pewter_MPSNDArray_arrayViewWithCommandBuffer_descriptor_aliasing_(this, commandBuffer, descriptor, aliasing));
  }

  /// A descriptor of this array, for views. Autoreleased.
  NDArrayDescriptor* descriptor() const { return static_cast<NDArrayDescriptor*>(pewter_MPSNDArray_descriptor(this)); }

  /// The buffer's device.
  MTL::Device* device() const { return static_cast<MTL::Device*>(pewter_MPSNDArray_device(this)); }

  /// The array that this is a view of; null where it is none.
  NDArray* parent() const { return static_cast<NDArray*>(pewter_MPSNDArray_parent(this)); }

  /// The buffer that holds the elements.
  MTL::Buffer* userBuffer() const { return static_cast<MTL::Buffer*>(pewter_MPSNDArray_userBuffer(this)); }

  /// What an element is.
  MPS::DataType dataType() const { return pewter_MPSNDArray_dataType(this); }

  /// Bytes of an element.
  NS::UInteger dataTypeSize() const { return pewter_MPSNDArray_dataTypeSize(this); }

  /// How many dimensions it has.
  NS::UInteger numberOfDimensions() const { return pewter_MPSNDArray_numberOfDimensions(this); }

  /// Bytes from its first element to the end of its last row.
  NS::UInteger resourceSize() const { return pewter_MPSNDArray_resourceSize(this); }

  /// Elements in that dimension; 1 for one that there is not.
  NS::UInteger lengthOfDimension(NS::UInteger dimensionIndex) const {
    return pewter_MPSNDArray_lengthOfDimension_(this, dimensionIndex);
  }

  /// Copies all elements to `buffer`. `strideBytes`: bytes from one element to the next there, one a dimension; null:
  /// packed, dimension 0 first. Reads memory now: wait for the commands that write it.
  void readBytes(void* buffer, const NS::Integer* strideBytes) const {
    pewter_MPSNDArray_readBytes_strideBytes_(this, buffer, strideBytes);
  }

  /// Copies all elements from `buffer`; see readBytes().
  void writeBytes(const void* buffer, const NS::Integer* strideBytes) {
    pewter_MPSNDArray_writeBytes_strideBytes_(this, buffer, strideBytes);
  }

  /// For managed storage, which is shared here: does nothing.
  void synchronize(const MTL::CommandBuffer* commandBuffer) {
    pewter_MPSNDArray_synchronizeOnCommandBuffer_(this, commandBuffer);
  }
};

}  // namespace MPS
