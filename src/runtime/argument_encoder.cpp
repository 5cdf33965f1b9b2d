// SPDX-License-Identifier: Apache-2.0
#include "runtime/argument_encoder.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>

#include "runtime/assertion.h"
#include "runtime/buffer.h"
#include "runtime/device.h"
#include "runtime/storage.h"
#include "support/log.h"

namespace pewter::runtime {

constinit const foundation::ClassRecord ArgumentEncoder::kClass{
    .name = "MTLArgumentEncoder", .super = &foundation::kObjectClass, .destroy = destroy<ArgumentEncoder>, .description = nullptr};

ArgumentEncoder::ArgumentEncoder(Device* device, std::map<std::uint64_t, Member> members, std::uint64_t length, std::uint64_t alignment)
    : DeviceObject(kClass, model::ObjectClass::argument_encoder, device, device->id()), members_(std::move(members)), length_(length),
      alignment_(alignment) {}

void ArgumentEncoder::set_argument_buffer(Buffer* buffer, std::uint64_t offset) {
  observe_access("setArgumentBuffer:offset:", true);
  if (model::observed() && buffer) validate_offset(offset, "setArgumentBuffer:offset:");
  buffer_ = Ref<Buffer>(buffer);
  offset_ = offset;
}

void ArgumentEncoder::set_argument_buffer(Buffer* buffer, std::uint64_t start_offset, std::uint64_t array_element) {
  observe_access("setArgumentBuffer:startOffset:arrayElement:", true);
  if (model::observed() && buffer) validate_offset(start_offset, "setArgumentBuffer:startOffset:arrayElement:");
  buffer_ = Ref<Buffer>(buffer);
  offset_ = start_offset + array_element * round_up(length_, alignment_);
}

void ArgumentEncoder::validate_offset(std::uint64_t offset, const char* call) const {
  if (offset % alignment_)
    invalid(Assertion::argument_buffer_alignment, id(), call, call, offset, alignment_, offset % alignment_);
}

void ArgumentEncoder::tell_no_member(const char* what, std::uint64_t index, std::string_view why,
                                     const char* call) const {
  if (model::observed()) return invalid(Assertion::argument_id, id(), call, call, what, index, why);
  log::error(
      fmt::format("-[MTLArgumentEncoder {}]: the argument buffer has no {} with id {}. {}", call, what, index, why));
}

std::byte* ArgumentEncoder::slot(std::uint64_t index, std::uint64_t least_size, const char* call) {
  if (!buffer_) {
    if (model::observed()) invalid(Assertion::no_argument_buffer, id(), call, call, index);
    return nullptr;
  }
  // The member whose ids, one an array element, the index falls into.
  auto member = members_.upper_bound(index);
  const std::uint64_t first = member == members_.begin() ? 0 : (--member)->first;
  if (member == members_.end() || index < first || index - first >= member->second.count) {
    tell_no_member("member", index,
                   fmt::format("Its {} members have ids up to {}.", members_.size(),
                               members_.empty() ? 0 : members_.rbegin()->first + members_.rbegin()->second.count - 1),
                   call);
    return nullptr;
  }
  const std::uint64_t size = member->second.size;
  if (size < least_size) {
    tell_no_member("buffer", index, fmt::format("The member with that id has {} bytes, which is no address.", size),
                   call);
    return nullptr;
  }
  const std::uint64_t room = buffer_->storage()->size;
  const std::uint64_t offset = member->second.offset + (index - first) * size;
  if (offset_ > room || offset > room - offset_ || size > room - offset_ - offset) {
    refuse(Assertion::argument_buffer_range, id(), call, call, index);
    return nullptr;
  }
  // Memory is given out in pages. The program asked for less, and for no more than that.
  const std::uint64_t begin = offset_ + offset, asked = buffer_->length();
  if (begin + size > asked && model::observed())
    invalid(Assertion::argument_buffer_length, id(), call, call, index, begin, begin + size, asked);
  return buffer_->storage()->program + begin;
}

void ArgumentEncoder::set_buffer(Buffer* buffer, std::uint64_t offset, std::uint64_t index) {
  const char* call = "setBuffer:offset:atIndex:";
  observe_access(call, true);
  std::byte* to = slot(index, sizeof(std::uint64_t), call);
  if (!to) return;
  const std::uint64_t address = buffer ? buffer->gpu_address() + offset : 0;
  std::memcpy(to, &address, sizeof(address));
  if (model::observed())
    model::observe({.kind = model::EventKind::argument_written,
                    .object_class = model::ObjectClass::buffer,
                    .object = buffer_->id(),
                    .parent = id(),
                    .value = static_cast<std::uint64_t>(to - buffer_->storage()->program),
                    .aux = buffer ? buffer->id() : 0,
                    .call = call});
}

void ArgumentEncoder::set_buffers(std::span<Buffer* const> buffers, const std::uint64_t* offsets, Range range) {
  for (std::uint64_t i = 0; i < std::min<std::uint64_t>(range.length, buffers.size()); ++i)
    set_buffer(buffers[i], offsets ? offsets[i] : 0, range.location + i);
}

void* ArgumentEncoder::constant_data(std::uint64_t index) {
  const char* call = "constantDataAtIndex:";
  observe_access(call, true);
  return slot(index, 0, call);
}

}  // namespace pewter::runtime
