// SPDX-License-Identifier: Apache-2.0
// CommandBuffer, where encoders of several threads are kept apart instead of ending in an assertion.
#include "runtime/blit_command_encoder.h"
#include "runtime/command_buffer.h"
#include "runtime/command_queue.h"
#include "runtime/compute_command_encoder.h"
#include "runtime/log_state.h"
#include "runtime/separate_sessions.h"

namespace pewter::runtime {

using Opening = SeparateSessions::Opening;
using Closing = SeparateSessions::Closing;

template <class Encoder>
Ref<Encoder> CommandBuffer::open_beside_others(bool compute, DispatchType dispatch_type, const char* call) {
  const auto opened = sessions_->open(compute ? Pass::Type::compute : Pass::Type::blit, dispatch_type);
  if (opened.opening == Opening::own_open) {
    refuse(compute ? Assertion::second_compute_encoder : Assertion::second_blit_encoder, id(), call);
    return nullptr;
  }
  if (opened.opening == Opening::closed)
    return successor(call)->template open_encoder<Encoder>(compute, dispatch_type, call);
  if (opened.opening == Opening::beside)
    model::observe(
        {.kind = model::EventKind::session_separated, .object_class = object_class(), .object = id(), .call = call});
  observe_access(call, true);
  auto encoder = make<Encoder>(this, *opened.recording, opened.pass);
  model::observe({.kind = model::EventKind::encoder_opened,
                  .object_class = encoder->object_class(),
                  .object = encoder->id(),
                  .parent = id(),
                  .value = static_cast<std::uint64_t>(dispatch_type),
                  .aux = opened.pass->number,
                  .call = call});
  return encoder;
}
template Ref<ComputeCommandEncoder> CommandBuffer::open_beside_others(bool, DispatchType, const char*);
template Ref<BlitCommandEncoder> CommandBuffer::open_beside_others(bool, DispatchType, const char*);

// A command buffer for one encoder that came too late. It is committed when that ends, and waited for with this one.
Ref<CommandBuffer> CommandBuffer::successor(const char* call) {
  CommandBufferDescriptor descriptor;
  descriptor.retained_references = retained_references_;
  descriptor.log_state = log_state_;
  Ref<CommandBuffer> next = queue_->command_buffer(descriptor);
  next->commit_at_end_.store(true, std::memory_order_seq_cst);
  {
    std::lock_guard lock(mutex_);
    successors_.push_back(next);
  }
  model::observe({.kind = model::EventKind::session_postponed,
                  .object_class = object_class(),
                  .object = id(),
                  .value = next->id(),
                  .call = call});
  return next;
}

bool CommandBuffer::close_sessions() {
  const Closing closing = sessions_->close();
  if (closing == Closing::after_others)
    model::observe(
        {.kind = model::EventKind::commit_held_back, .object_class = object_class(), .object = id(), .call = "commit"});
  if (closing == Closing::alone || closing == Closing::after_others) return true;
  refuse(Assertion::commit_with_open_encoder, id(), "commit");
  commit_at_end_.store(true, std::memory_order_seq_cst);
  return false;
}

void CommandBuffer::session_ended(const Recording* recording) {
  sessions_->end(recording);
  if (commit_at_end_.exchange(false, std::memory_order_seq_cst)) commit();
}

void CommandBuffer::wait_for_successors(CommandBufferStatus status, const char* call) {
  std::vector<Ref<CommandBuffer>> successors;
  {
    std::lock_guard lock(mutex_);
    successors = successors_;
  }
  for (const Ref<CommandBuffer>& next : successors) next->wait_for(status, call);
}

}  // namespace pewter::runtime
