// SPDX-License-Identifier: Apache-2.0
#include "runtime/argument_encoder.h"

#include <algorithm>
#include <cstring>

#include "runtime/assertion.h"
#include "runtime/buffer.h"
#include "runtime/device.h"
#include "runtime/storage.h"

namespace pewter::runtime {

constinit const foundation::ClassRecord ArgumentEncoder::kClass{
    .name = "MTLArgumentEncoder", .super = &foundation::kObjectClass, .destroy = destroy<ArgumentEncoder>, .description = nullptr};

ArgumentEncoder::ArgumentEncoder(Device* device, std::map<std::uint64_t, Member> members, std::uint64_t length, std::uint64_t alignment, bool uniform)
    : DeviceObject(kClass, model::ObjectClass::argument_encoder, device, device->id()), members_(std::move(members)), length_(length),
      alignment_(alignment), uniform_(uniform) {}

void ArgumentEncoder::set_argument_buffer(Buffer* buffer, std::uint64_t offset) {
  observe_access("setArgumentBuffer:offset:", true);
  buffer_ = Ref<Buffer>(buffer);
  offset_ = offset;
}

void ArgumentEncoder::set_argument_buffer(Buffer* buffer, std::uint64_t start_offset, std::uint64_t array_element) {
  observe_access("setArgumentBuffer:startOffset:arrayElement:", true);
  buffer_ = Ref<Buffer>(buffer);
  offset_ = start_offset + array_element * round_up(length_, alignment_);
}

std::byte* ArgumentEncoder::slot(std::uint64_t index, const char* call) {
  if (!buffer_) return nullptr;
  std::uint64_t offset = 8 * index, size = 8;
  if (!uniform_) {
    // The member whose ids, one an array element, the index falls into.
    auto member = members_.upper_bound(index);
    if (member == members_.begin()) return nullptr;
    --member;
    const std::uint64_t element = index - member->first;
    if (element >= member->second.count) return nullptr;
    offset = member->second.offset + element * member->second.size;
    size = member->second.size;
  }
  const std::uint64_t room = buffer_->storage()->size;
  if (offset_ > room || offset > room - offset_ || size > room - offset_ - offset) fail(Assertion::argument_buffer_range, id(), call, index);
  return buffer_->storage()->base + offset_ + offset;
}

void ArgumentEncoder::set_buffer(Buffer* buffer, std::uint64_t offset, std::uint64_t index) {
  const char* call = "setBuffer:offset:atIndex:";
  observe_access(call, true);
  std::byte* to = slot(index, call);
  if (!to) return;
  const std::uint64_t address = buffer ? buffer->gpu_address() + offset : 0;
  std::memcpy(to, &address, sizeof(address));
}

void ArgumentEncoder::set_buffers(std::span<Buffer* const> buffers, const std::uint64_t* offsets, Range range) {
  for (std::uint64_t i = 0; i < std::min<std::uint64_t>(range.length, buffers.size()); ++i)
    set_buffer(buffers[i], offsets ? offsets[i] : 0, range.location + i);
}

void* ArgumentEncoder::constant_data(std::uint64_t index) {
  const char* call = "constantDataAtIndex:";
  observe_access(call, true);
  return slot(index, call);
}

}  // namespace pewter::runtime
