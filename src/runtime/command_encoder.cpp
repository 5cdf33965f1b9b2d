// SPDX-License-Identifier: Apache-2.0
#include "runtime/command_encoder.h"

#include "runtime/assertion.h"
#include "runtime/command_buffer.h"
#include "runtime/device.h"
#include "runtime/fence.h"
#include "runtime/recording/recording.h"
#include "runtime/resource.h"
#include "runtime/storage.h"
#include "runtime/threads/spin.h"

namespace pewter::runtime {

constinit const foundation::ClassRecord CommandEncoder::kClass{.name = "MTLCommandEncoder", .super = &foundation::kObjectClass, .destroy = nullptr, .description = nullptr};

CommandEncoder::CommandEncoder(const foundation::ClassRecord& record, model::ObjectClass object_class,
                               CommandBuffer* buffer, Recording& recording, Pass* pass)
    : DeviceObject(record, object_class, buffer->device(), buffer->id()),
      buffer_(buffer),
      recording_(&recording),
      pass_(pass) {}

CommandEncoder::~CommandEncoder() = default;

void CommandEncoder::end_if_open() {
  if (state_.load(std::memory_order_acquire) == kEnded) return;
  refuse(Assertion::released_without_end, id(), "release");
  end_encoding();  // the program goes on, and its command buffer must not stay closed
}

void CommandEncoder::refuse_destroyed(const char* call) const {
  foundation::use_destroyed(id(), class_record()->name, this, call);
}

bool CommandEncoder::enter_slowly(const char* call) {
  // The exchange that led here left kInside behind, over either kInside or kEnded; look again to know which.
  for (Backoff backoff;; backoff.wait()) {
    // Ended is published apart from the exchange, so that overwriting state_ for a moment does not lose it.
    if (ended_.load(std::memory_order_acquire)) {
      state_.store(kEnded, std::memory_order_release);
      refuse(Assertion::used_after_end, id(), call, call);
      return false;
    }
    if (backoff.first()) model::observe({.kind = model::EventKind::encoder_overlapped, .object_class = object_class(), .object = id(), .parent = buffer_->id(), .call = call});
    if (state_.exchange(kInside, std::memory_order_acquire) == kOpen) return true;
  }
}

void CommandEncoder::end_encoding() {
  const Held held(this);  // the destroying thread, which comes here too, gets none
  const char* call = "endEncoding";
  if (!model::observe_before({.kind = model::EventKind::encoder_ended, .object_class = object_class(), .object = id(), .parent = buffer_->id(), .call = call})) return;
  if (state_.exchange(kInside, std::memory_order_acquire) != kOpen && !enter_slowly(call)) return;
  // Order matters: whoever finds the state not open looks at ended_ first.
  ended_.store(true, std::memory_order_release);
  state_.store(kEnded, std::memory_order_release);
  model::observe({.kind = model::EventKind::encoder_ended, .object_class = object_class(), .object = id(), .parent = buffer_->id(), .call = call});
  buffer_->encoder_ended(recording_);
}

void CommandEncoder::set_label(std::string_view label) {
  DeviceObject::set_label(label);
  if (ended_.load(std::memory_order_acquire)) return;  // a name does no harm, even late
  Inside inside(this, "setLabel:");
  if (!inside) return;
  if (pass_->label) return;
  pass_->label = recording().copy_text(label);
  pass_->label_length = label.size();
}

bool CommandEncoder::tell_command(const model::Command& command, const char* call) const {
  const model::Event event{.kind = model::EventKind::command_recorded, .object_class = object_class(), .object = id(), .parent = buffer_->id(), .call = call, .command = &command};
  if (!model::observe_before(event)) return false;
  model::observe(event);
  return true;
}

void CommandEncoder::record_text(model::CommandKind kind, std::string_view text, const char* call) {
  Inside inside(this, call);
  if (!inside) return;
  model::Command told;
  told.kind = kind;
  told.text = text;
  if (!admit(told, call)) return;
  auto* command = recording().arena.make<TextCommand>(0);
  command->op = Op::text;
  command->kind = kind;
  command->text = recording().copy_text(text);
  command->length = text.size();
  recording().append(pass_, command);
}

void CommandEncoder::insert_debug_signpost(std::string_view text) { record_text(model::CommandKind::signpost, text, "insertDebugSignpost:"); }
void CommandEncoder::push_debug_group(std::string_view name) { record_text(model::CommandKind::push_debug_group, name, "pushDebugGroup:"); }
void CommandEncoder::pop_debug_group() { record_text(model::CommandKind::pop_debug_group, {}, "popDebugGroup"); }

void CommandEncoder::use(Resource* resource, bool writes) {
  recording().keep(resource->storage(), resource);
  recording().use(pass_, resource->storage(), writes);
}

void CommandEncoder::use_fence(Fence* fence, bool update, const char* call) {
  if (!fence) return;
  Inside inside(this, call);
  if (!inside) return;
  model::Command told;
  told.kind = update ? model::CommandKind::update_fence : model::CommandKind::wait_for_fence;
  told.object = fence->id();
  if (!admit(told, call)) return;
  recording().keep(fence);
  FenceUse*& list = update ? pass_->updates : pass_->waits;
  list = recording().arena.make<FenceUse>(0, list, fence);
}

}  // namespace pewter::runtime
