// SPDX-License-Identifier: Apache-2.0
#include "mps/ndarray.h"

#include <fmt/format.h>

#include <cstring>

#include "foundation/class_registry.h"
#include "mps/kernel.h"
#include "mps/matrix.h"
#include "runtime/storage.h"

namespace pewter::mps {
namespace {

using runtime::Assertion;

// More elements than Apple's arrays may have.
constexpr std::uint64_t kMaxElements = std::uint64_t{1} << 31;

}  // namespace

constinit const foundation::ClassRecord NDArray::kClass{.name = "MPSNDArray",
                                                        .super = &foundation::kObjectClass,
                                                        .destroy = foundation::destroy<NDArray>,
                                                        .description = nullptr};
static const foundation::AllocatableClass kAlloc(NDArray::kClass, allocate<NDArray>);

// Dimensions lie in memory in the order in which they were given, before any transposition.
bool NDArray::lay_out(const NDArrayDescriptor& descriptor, const char* call, std::uint64_t* bytes) {
  const std::uint64_t size = size_of(descriptor.type);
  if (size == 0) {
    mps::refuse(Assertion::mps_data_type, 0, call, kClass.name,
                fmt::format("data type {} is not supported.", name_of(descriptor.type)));
    return false;
  }
  const std::size_t count = descriptor.dimensions.size();
  std::vector<std::uint64_t> lengths(count, 1);
  std::uint64_t elements = 1;
  for (const auto& dimension : descriptor.dimensions) {
    if (dimension.source >= count) {
      mps::refuse(Assertion::mps_argument, 0, call, kClass.name, "the descriptor is one of a view.");
      return false;
    }
    lengths[dimension.source] = dimension.length;
    if (__builtin_mul_overflow(elements, dimension.length, &elements) || elements > kMaxElements) {
      mps::refuse(Assertion::mps_shape, 0, call, kClass.name, "product of dimension sizes > 2**31");
      return false;
    }
  }
  const std::uint64_t row = count ? lengths[0] : 1;
  const std::uint64_t row_bytes = descriptor.packed_rows ? row * size : padded_bytes(row, descriptor.type);
  std::vector<std::uint64_t> strides(count, 1);
  std::uint64_t stride = row_bytes / size;
  std::uint64_t rows = 1;
  for (std::size_t i = 1; i < count; ++i) {
    strides[i] = stride;
    stride *= lengths[i];
    rows *= lengths[i];
  }
  type_ = descriptor.type;
  packed_rows_ = descriptor.packed_rows;
  for (const auto& dimension : descriptor.dimensions)
    dimensions_.push_back({dimension.length, strides[dimension.source]});
  // The last row's padding is not needed.
  *bytes = (rows - 1) * row_bytes + row * size;
  return true;
}

bool NDArray::init(runtime::Device* device, const NDArrayDescriptor& descriptor, const char* call) {
  if (!device) {
    mps::refuse(Assertion::mps_argument, 0, call, kClass.name, "device may not be nil.");
    return false;
  }
  std::uint64_t bytes = 0;
  if (!lay_out(descriptor, call, &bytes)) return false;
  buffer_ = device->new_buffer(runtime::round_up(bytes, 16), runtime::ResourceOptions{});
  return static_cast<bool>(buffer_);
}

bool NDArray::init(runtime::Buffer* buffer, std::uint64_t offset, const NDArrayDescriptor& descriptor,
                   const char* call) {
  const auto wrong = [&](Assertion assertion, std::string_view sentence) {
    mps::refuse(assertion, buffer ? buffer->id() : 0, call, kClass.name, sentence);
    return false;
  };
  if (!buffer) return wrong(Assertion::mps_argument, "buffer may not be nil.");
  std::uint64_t bytes = 0;
  if (!lay_out(descriptor, call, &bytes)) return false;
  if (offset % size_of(type_))
    return wrong(Assertion::mps_shape,
                 fmt::format("offset ({}) must be a multiple of the element size ({}).", offset, size_of(type_)));
  if (offset > buffer->length() || bytes > buffer->length() - offset)
    return wrong(Assertion::mps_buffer_size,
                 fmt::format("buffer is not large enough. Must be {} bytes, has {} from offset {} on.", bytes,
                             buffer->length() - std::min(offset, buffer->length()), offset));
  buffer_ = Ref<runtime::Buffer>(buffer);
  offset_ = offset;
  return true;
}

Ref<NDArray> NDArray::view(const NDArrayDescriptor& descriptor, const char* call) const {
  const auto wrong = [&](Assertion assertion, std::string_view sentence) {
    mps::refuse(assertion, 0, call, kClass.name, sentence);
    return nullptr;
  };
  if (descriptor.type != type_)
    return wrong(Assertion::mps_data_type,
                 fmt::format("a view of {} cannot have data type {}.", name_of(type_), name_of(descriptor.type)));
  auto view = foundation::make<NDArray>();
  view->buffer_ = buffer_;
  view->parent_ = Ref<NDArray>(parent_ ? parent_.get() : const_cast<NDArray*>(this));
  view->type_ = type_;
  view->packed_rows_ = packed_rows_;
  std::uint64_t start = 0;
  for (const auto& part : descriptor.dimensions) {
    const Dimension whole = dimension(part.source);
    if (part.source >= dimensions_.size() ? part.length != 1
                                          : part.start > whole.length || part.length > whole.length - part.start)
      return wrong(Assertion::mps_shape, fmt::format("elements {} to {} + {} are not within dimension[{}] ({}).",
                                                     part.start, part.start, part.length, part.source, whole.length));
    start += part.start * whole.stride;
    view->dimensions_.push_back({part.length, whole.stride});
  }
  view->offset_ = offset_ + start * size_of(type_);
  return view;
}

Ref<NDArrayDescriptor> NDArray::descriptor() const {
  auto descriptor = foundation::make<NDArrayDescriptor>();
  descriptor->type = type_;
  descriptor->packed_rows = packed_rows_;
  for (std::size_t i = 0; i < dimensions_.size(); ++i)
    descriptor->dimensions.push_back({i, dimensions_[i].length, 0, dimensions_[i].length});
  return descriptor;
}

std::uint64_t NDArray::resource_size() const {
  std::uint64_t last = 0;
  for (const Dimension& dimension : dimensions_) last += (dimension.length - 1) * dimension.stride;
  return runtime::round_up((last + 1) * size_of(type_), packed_rows_ ? 1 : 16);
}

template <class Copy>
void NDArray::for_each_element(const std::int64_t* strides, Copy copy) const {
  const std::uint64_t size = size_of(type_);
  if (!buffer_ || size == 0) return;
  std::vector<std::int64_t> packed(dimensions_.size());
  std::int64_t next = static_cast<std::int64_t>(size);
  for (std::size_t i = 0; i < dimensions_.size(); ++i) {
    packed[i] = strides ? strides[i] : next;
    next *= static_cast<std::int64_t>(dimensions_[i].length);
  }
  std::vector<std::uint64_t> at(dimensions_.size());
  std::byte* const base = buffer_->storage()->program + offset_;  // it is the program that touches it
  for (;;) {
    std::uint64_t inside = 0;
    std::int64_t outside = 0;
    for (std::size_t i = 0; i < at.size(); ++i) {
      inside += at[i] * dimensions_[i].stride;
      outside += static_cast<std::int64_t>(at[i]) * packed[i];
    }
    copy(base + inside * size, outside, size);
    std::size_t i = 0;
    while (i < at.size() && ++at[i] == dimensions_[i].length) at[i++] = 0;
    if (i == at.size()) return;
  }
}

void NDArray::copy_out(void* to, const std::int64_t* strides) const {
  for_each_element(strides, [&](const std::byte* element, std::int64_t offset, std::size_t size) {
    std::memcpy(static_cast<std::byte*>(to) + offset, element, size);
  });
}

void NDArray::copy_in(const void* from, const std::int64_t* strides) {
  for_each_element(strides, [&](std::byte* element, std::int64_t offset, std::size_t size) {
    std::memcpy(element, static_cast<const std::byte*>(from) + offset, size);
  });
}

}  // namespace pewter::mps
