// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "foundation/object.h"
#include "foundation/ref.h"
#include "mps/operand.h"
#include "mps/types.h"
#include "runtime/runtime.h"

namespace pewter::mps {

using foundation::Ref;

// MPSNDArrayDescriptor. Dimension 0 is the one whose elements lie side by side. It also describes a view of an array:
// its dimensions in another order, or a part of each. Not thread-safe; copied wherever it is given.
class NDArrayDescriptor final : public foundation::Object {
 public:
  static const foundation::ClassRecord kClass;
  static constexpr std::size_t kMaxDimensions = 16;

  struct Dimension {
    std::uint64_t source = 0;             // which dimension of the array it is
    std::uint64_t source_size = 1;        // how long that is
    std::uint64_t start = 0, length = 1;  // the part of it
  };

  NDArrayDescriptor() : Object(kClass) {}
  NDArrayDescriptor(const NDArrayDescriptor& other)
      : Object(kClass), type(other.type), packed_rows(other.packed_rows), dimensions(other.dimensions) {}

  // Dimensions of these lengths, fastest first, and nothing else. False, after a refusal: too many of them, or one is
  // 0.
  bool reshape(std::vector<std::uint64_t> lengths, const char* call);
  void transpose(std::uint64_t first, std::uint64_t second);
  void slice(std::uint64_t dimension, std::uint64_t start, std::uint64_t length);
  bool permute(const std::vector<std::uint64_t>& order);
  void set_count(std::uint64_t count);
  std::uint64_t length_of(std::uint64_t dimension) const {
    return dimension < dimensions.size() ? dimensions[dimension].length : 1;
  }

  DataType type = DataType::invalid;
  bool packed_rows = false;  // rows take no more bytes than their elements; else whole runs of 16
  std::vector<Dimension> dimensions;
};

// MPSNDArray: elements in a buffer, in any number of dimensions. Immutable once made; thread-safe.
class NDArray final : public foundation::Object {
 public:
  static const foundation::ClassRecord kClass;
  NDArray() : Object(kClass) {}

  struct Dimension {
    std::uint64_t length = 1, stride = 0;  // elements
  };

  // For init...(). False: the arguments make no array, which has been refused, or there is no memory.
  bool init(runtime::Device* device, const NDArrayDescriptor& descriptor, const char* call);
  bool init(runtime::Buffer* buffer, std::uint64_t offset, const NDArrayDescriptor& descriptor, const char* call);

  // The same memory seen as `descriptor` says, which began as this array's. Null, after a refusal: it is another
  // array's.
  Ref<NDArray> view(const NDArrayDescriptor& descriptor, const char* call) const;
  Ref<NDArrayDescriptor> descriptor() const;

  runtime::Buffer* buffer() const { return buffer_.get(); }
  runtime::Device* device() const { return buffer_ ? buffer_->device() : nullptr; }
  std::uint64_t offset() const { return offset_; }
  DataType type() const { return type_; }
  const std::vector<Dimension>& dimensions() const { return dimensions_; }
  Dimension dimension(std::size_t index) const { return index < dimensions_.size() ? dimensions_[index] : Dimension{}; }
  NDArray* parent() const { return parent_.get(); }
  std::uint64_t resource_size() const;  // bytes from its first element on, rows with their padding

  // Between the array and elements side by side, dimension 0 first. `strides` of the memory in bytes, one a dimension;
  // null: packed.
  void copy_out(void* to, const std::int64_t* strides) const;
  void copy_in(const void* from, const std::int64_t* strides);

 private:
  template <class Copy>
  void for_each_element(const std::int64_t* strides, Copy copy) const;
  bool lay_out(const NDArrayDescriptor& descriptor, const char* call, std::uint64_t* bytes);

  Ref<runtime::Buffer> buffer_;
  Ref<NDArray> parent_;
  std::uint64_t offset_ = 0;  // bytes
  DataType type_ = DataType::invalid;
  bool packed_rows_ = false;
  std::vector<Dimension> dimensions_;
};

}  // namespace pewter::mps
