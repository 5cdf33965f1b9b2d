// SPDX-License-Identifier: Apache-2.0
#include "runtime/blit_command_encoder.h"

#include "runtime/assertion.h"
#include "runtime/buffer.h"
#include "runtime/command_buffer.h"
#include "runtime/device.h"
#include "runtime/recording/recording.h"
#include "runtime/storage.h"
#include "runtime/validation.h"

namespace pewter::runtime {
namespace {

constexpr const char* kLayer = "MTLDebugBlitCommandEncoder";

}  // namespace

constinit const foundation::ClassRecord BlitCommandEncoder::kClass{
    .name = "MTLBlitCommandEncoder", .super = &CommandEncoder::kClass, .destroy = &BlitCommandEncoder::destroy, .description = nullptr};

void BlitCommandEncoder::destroy(foundation::Object* object) noexcept {
  auto* encoder = static_cast<BlitCommandEncoder*>(object);
  encoder->end_if_open();
  bury(encoder);
}

BlitCommandEncoder::BlitCommandEncoder(CommandBuffer* buffer, Recording& recording, Pass* pass)
    : CommandEncoder(kClass, model::ObjectClass::blit_command_encoder, buffer, recording, pass) {
  device()->counters().blit_encoders.fetch_add(1, std::memory_order_relaxed);
}

void BlitCommandEncoder::copy_from_buffer(Buffer* source, std::uint64_t source_offset, Buffer* destination, std::uint64_t destination_offset, std::uint64_t size) {
  const char* call = "copyFromBuffer:sourceOffset:toBuffer:destinationOffset:size:";
  Inside inside(this, call);
  if (!inside) return;
  if (model::observed()) [[unlikely]]
    validate_copy(source, source_offset, destination, destination_offset, size, call);
  if (!source || !destination || size == 0) return;
  const model::ResourceUse uses[] = {{.resource = source->id(),
                                      .offset = source_offset,
                                      .length = size,
                                      .access = model::Access::read,
                                      .how = model::Touching::plain,
                                      .tracked = source->storage()->hazard_root()->tracked,
                                      .exact = true},
                                     {.resource = destination->id(),
                                      .offset = destination_offset,
                                      .length = size,
                                      .access = model::Access::write,
                                      .how = model::Touching::plain,
                                      .tracked = destination->storage()->hazard_root()->tracked,
                                      .exact = true}};
  model::Command told;
  told.kind = model::CommandKind::copy_buffer;
  told.uses = uses;
  if (!admit(told, call)) return;
  use(source, false);
  use(destination, true);
  auto* command = recording().arena.make<CopyCommand>(0);
  command->op = Op::copy;
  command->source = source->storage();
  command->source_offset = source_offset;
  command->destination = destination->storage();
  command->destination_offset = destination_offset;
  command->size = size;
  recording().append(pass_, command);
}

void BlitCommandEncoder::fill_buffer(Buffer* buffer, Range range, std::uint8_t value) {
  const char* call = "fillBuffer:range:value:";
  Inside inside(this, call);
  if (!inside) return;
  if (model::observed()) [[unlikely]]
    validate_fill(buffer, range, call);
  if (!buffer || range.length == 0) return;
  const model::ResourceUse use_told{.resource = buffer->id(),
                                    .offset = range.location,
                                    .length = range.length,
                                    .access = model::Access::write,
                                    .how = model::Touching::plain,
                                    .tracked = buffer->storage()->hazard_root()->tracked,
                                    .exact = true};
  model::Command told;
  told.kind = model::CommandKind::fill_buffer;
  told.uses = {&use_told, 1};
  told.value = value;
  if (!admit(told, call)) return;
  use(buffer, true);
  auto* command = recording().arena.make<FillCommand>(0);
  command->op = Op::fill;
  command->storage = buffer->storage();
  command->offset = range.location;
  command->size = range.length;
  command->value = value;
  recording().append(pass_, command);
}

void BlitCommandEncoder::synchronize_resource(Resource* resource) {
  const char* call = "synchronizeResource:";
  Inside inside(this, call);
  if (!inside) return;
  if (model::observed()) [[unlikely]] {
    if (resource)
      validate_managed(id(), kLayer, call, *resource);
    else
      invalid(Assertion::nil_argument, id(), call, kLayer, call, "resource");
  }
  if (!resource) return;
  const model::ResourceUse use_told{.resource = resource->id(),
                                    .length = resource->storage()->length,
                                    .access = model::Access::read,
                                    .how = model::Touching::plain,
                                    .tracked = resource->storage()->hazard_root()->tracked,
                                    .exact = true};
  model::Command told;
  told.kind = model::CommandKind::synchronize_resource;
  told.uses = {&use_told, 1};
  if (!admit(told, call)) return;
  use(resource, false);  // what wrote it comes before what follows this pass
}

void BlitCommandEncoder::validate_copy(const Buffer* source, std::uint64_t source_offset, const Buffer* destination,
                                       std::uint64_t destination_offset, std::uint64_t size, const char* call) const {
  if (!source) invalid(Assertion::nil_argument, id(), call, kLayer, call, "sourceBuffer");
  if (!destination) invalid(Assertion::nil_argument, id(), call, kLayer, call, "destinationBuffer");
  if (size == 0) return invalid(Assertion::empty_blit, id(), call, call, "size");
  if (!source || !destination) return;
  const GivenRange from{"sourceOffset", source_offset, "size", size},
      to{"destinationOffset", destination_offset, "size", size};
  validate_blit_alignment(id(), call, from);
  if (destination_offset % 4) invalid(Assertion::blit_alignment, id(), call, call, to.offset_name, destination_offset);
  const bool reads = validate_range(id(), kLayer, call, *source, from),
             writes = validate_range(id(), kLayer, call, *destination, to);
  if (!reads || !writes || source != destination) return;
  const std::uint64_t apart =
      source_offset > destination_offset ? source_offset - destination_offset : destination_offset - source_offset;
  if (apart < size)
    invalid(Assertion::blit_overlap, id(), call, call, name_of(*source), size, source_offset, destination_offset,
            size - apart);
}

void BlitCommandEncoder::validate_fill(const Buffer* buffer, Range range, const char* call) const {
  if (!buffer) return invalid(Assertion::nil_argument, id(), call, kLayer, call, "buffer");
  if (range.length == 0) return invalid(Assertion::empty_blit, id(), call, call, "range.length");
  const GivenRange given{"range.location", range.location, "range.length", range.length};
  validate_blit_alignment(id(), call, given);
  validate_range(id(), kLayer, call, *buffer, given);
}

void BlitCommandEncoder::update_fence(Fence* fence) { use_fence(fence, true, "updateFence:"); }
void BlitCommandEncoder::wait_for_fence(Fence* fence) { use_fence(fence, false, "waitForFence:"); }

}  // namespace pewter::runtime
