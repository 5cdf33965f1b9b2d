// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <vector>

#include "runtime/descriptors.h"
#include "runtime/device_object.h"

namespace pewter::runtime {

// MTL::ArgumentEncoder: writes device pointers and constants into a buffer that a kernel reads as a struct. A buffer argument is
// 8 bytes: the address. Not thread-safe.
class ArgumentEncoder final : public DeviceObject {
 public:
  static const foundation::ClassRecord kClass;

  // Where [[id(n)]] lies in the struct.
  struct Member {
    std::uint64_t offset = 0;
    std::uint64_t size = 8;  // bytes of one element
    std::uint64_t count = 1;
  };

  ArgumentEncoder(Device* device, std::map<std::uint64_t, Member> members, std::uint64_t length, std::uint64_t alignment);
  ~ArgumentEncoder() = default;

  std::uint64_t encoded_length() const { return length_; }  // bytes
  std::uint64_t alignment() const { return alignment_; }

  void set_argument_buffer(Buffer* buffer, std::uint64_t offset);
  void set_argument_buffer(Buffer* buffer, std::uint64_t start_offset, std::uint64_t array_element);
  // Ids that the struct has not, or that are too small for an address, are told to who watches, else in the log, and
  // left alone.
  void set_buffer(Buffer* buffer, std::uint64_t offset, std::uint64_t index);
  void set_buffers(std::span<Buffer* const> buffers, const std::uint64_t* offsets, Range range);
  void* constant_data(std::uint64_t index);  // null without an argument buffer or where the index is not in the struct

 private:
  void validate_offset(std::uint64_t offset, const char* call) const;
  void tell_no_member(const char* what, std::uint64_t index, std::string_view why, const char* call) const;
  std::byte* slot(std::uint64_t index, std::uint64_t least_size, const char* call);

  const std::map<std::uint64_t, Member> members_;
  const std::uint64_t length_;
  const std::uint64_t alignment_;
  Ref<Buffer> buffer_;
  std::uint64_t offset_ = 0;
};

}  // namespace pewter::runtime
