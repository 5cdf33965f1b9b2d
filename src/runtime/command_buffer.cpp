// SPDX-License-Identifier: Apache-2.0
#include "runtime/command_buffer.h"

#include "runtime/blit_command_encoder.h"
#include "runtime/clock.h"
#include "runtime/command_queue.h"
#include "runtime/compute_command_encoder.h"
#include "runtime/device.h"
#include "runtime/event.h"
#include "runtime/log_state.h"
#include "runtime/pointers.h"
#include "runtime/recording/recording.h"
#include "runtime/residency_set.h"
#include "runtime/scheduler/scheduler.h"
#include "runtime/separate_sessions.h"
#include "runtime/threads/spin.h"
#include "runtime/threads/worker_pool.h"

namespace pewter::runtime {

constinit const foundation::ClassRecord CommandBuffer::kClass{
    .name = "MTLCommandBuffer", .super = &foundation::kObjectClass, .destroy = &CommandBuffer::destroy_or_orphan, .description = nullptr};

CommandBuffer::CommandBuffer(CommandQueue* queue, const CommandBufferDescriptor& descriptor)
    : DeviceObject(kClass, model::ObjectClass::command_buffer, queue->device(), queue->id()),
      queue_(queue),
      retained_references_(descriptor.retained_references),
      error_options_(descriptor.error_options),
      log_state_(descriptor.log_state ? descriptor.log_state : queue->log_state_),
      recording_(std::make_unique<Recording>(queue->device(), descriptor.retained_references)) {
  if (device()->separates_sessions()) sessions_ = std::make_unique<SeparateSessions>(*recording_);
}

CommandBuffer::~CommandBuffer() {
  if (status() < CommandBufferStatus::committed) queue_->abandon(this);
}

void CommandBuffer::destroy_or_orphan(foundation::Object* object) noexcept {
  auto* buffer = static_cast<CommandBuffer*>(object);
  // acq_rel: either this thread sees that no pin is left, or the last unpin() sees the mark.
  if (buffer->pins_.fetch_or(kOrphan, std::memory_order_acq_rel) == 0) bury(buffer);
}

void CommandBuffer::unpin() {
  if (pins_.fetch_sub(1, std::memory_order_acq_rel) == (kOrphan | 1)) bury(this);
}

bool CommandBuffer::take_gate(std::uintptr_t holder, const char* call, Assertion if_encoding, Assertion if_committed) {
  for (Backoff backoff;; backoff.wait()) {
    std::uintptr_t seen = kGateFree;
    if (gate_.compare_exchange_strong(seen, holder, std::memory_order_acquire, std::memory_order_relaxed)) return true;
    if (seen == kGateBusy) continue;
    refuse(seen == kGateCommitted ? if_committed : if_encoding, id(), call);
    return false;
  }
}

template <class Encoder>
Ref<Encoder> CommandBuffer::open_encoder(bool compute, DispatchType dispatch_type, const char* call) {
  const Held held(this);
  if (!model::observe_before({.kind = model::EventKind::encoder_opened, .parent = id(), .call = call})) return nullptr;
  if (sessions_) return open_beside_others<Encoder>(compute, dispatch_type, call);
  const Assertion second = compute ? Assertion::second_compute_encoder : Assertion::second_blit_encoder;
  if (!take_gate(kGateOpening, call, second, Assertion::encode_after_commit)) return nullptr;
  observe_access(call, true);
  Pass* pass = recording_->open_pass(compute ? Pass::Type::compute : Pass::Type::blit, dispatch_type);
  auto encoder = make<Encoder>(this, *recording_, pass);
  model::observe({.kind = model::EventKind::encoder_opened,
                  .object_class = encoder->object_class(),
                  .object = encoder->id(),
                  .parent = id(),
                  .value = static_cast<std::uint64_t>(dispatch_type),
                  .aux = pass->number,
                  .call = call});
  give_gate(reinterpret_cast<std::uintptr_t>(encoder.get()));
  return encoder;
}

Ref<ComputeCommandEncoder> CommandBuffer::compute_command_encoder(const ComputePassDescriptor& descriptor) {
  return open_encoder<ComputeCommandEncoder>(true, descriptor.dispatch_type, "computeCommandEncoder");
}

Ref<BlitCommandEncoder> CommandBuffer::blit_command_encoder() {
  return open_encoder<BlitCommandEncoder>(false, DispatchType::serial, "blitCommandEncoder");
}

void CommandBuffer::enqueue() {
  const Held held(this);
  if (!model::observe_before({.kind = model::EventKind::buffer_enqueued, .object_class = object_class(), .object = id(), .call = "enqueue"})) return;
  queue_->enqueue(this);
}

void CommandBuffer::commit() {
  const Held held(this);
  if (!model::observe_before({.kind = model::EventKind::buffer_committed, .object_class = object_class(), .object = id(), .parent = queue_->id(), .call = "commit"})) return;
  if (sessions_ && !close_sessions()) return;
  if (!take_gate(kGateCommitted, "commit", Assertion::commit_with_open_encoder, Assertion::double_commit)) {
    commit_late();
    return;
  }
  if (model::observed()) [[unlikely]]
    queue_->validate_residency(id());
  {
    std::lock_guard lock(mutex_);
    handlers_closed_ = true;
    for (const auto& child : recording_->children) recording_->dispatches += child->dispatches;
    counts_ = {recording_->encoders, recording_->passes, recording_->coalesced, recording_->dispatches};
  }
  auto& counters = device()->counters();
  counters.command_buffers.fetch_add(1, std::memory_order_relaxed);
  counters.passes.fetch_add(counts_.passes, std::memory_order_relaxed);
  counters.coalesced_encoders.fetch_add(counts_.coalesced_encoders, std::memory_order_relaxed);
  counters.dispatches.fetch_add(counts_.dispatches, std::memory_order_relaxed);
  if (model::observed()) [[unlikely]]
    tell_pointers(*recording_, id());
  model::observe({.kind = model::EventKind::buffer_committed, .object_class = object_class(), .object = id(), .parent = queue_->id(), .call = "commit"});
  // The caller may lose its last reference to another thread while the queue works.
  Ref<CommandQueue> queue = queue_;
  queue->commit(this);
}

// The program goes on after a commit with an open encoder: what waits for the buffer must not wait for ever.
void CommandBuffer::commit_late() {
  if (gate_.load(std::memory_order_acquire) == kGateCommitted) return;
  commit_at_end_.store(true, std::memory_order_seq_cst);
  // The encoder may have ended before it could see that.
  if (gate_.load(std::memory_order_seq_cst) == kGateFree && commit_at_end_.exchange(false, std::memory_order_seq_cst))
    commit();
}

void CommandBuffer::encoder_ended(const Recording* recording) {
  if (sessions_) return session_ended(recording);
  gate_.store(kGateFree, std::memory_order_seq_cst);
  if (commit_at_end_.load(std::memory_order_seq_cst) && commit_at_end_.exchange(false, std::memory_order_seq_cst))
    commit();
}

CommandBuffer::Counts CommandBuffer::counts() const {
  std::lock_guard lock(mutex_);
  return counts_;
}

void CommandBuffer::add_handler(CommandBufferHandler handler, bool completed) {
  const Held held(this);
  const char* call = completed ? "addCompletedHandler:" : "addScheduledHandler:";
  if (!model::observe_before({.kind = model::EventKind::handler_added, .object_class = object_class(), .object = id(), .value = completed, .call = call})) return;
  const std::uint64_t number = next_object_id();
  bool closed;
  {
    std::lock_guard lock(mutex_);
    closed = handlers_closed_;
    if (!closed && handler) (completed ? completed_handlers_ : scheduled_handlers_).emplace_back(number, std::move(handler));
  }
  if (closed)
    return refuse(completed ? Assertion::completed_handler_after_commit : Assertion::scheduled_handler_after_commit,
                  id(), call);
  model::observe({.kind = model::EventKind::handler_added, .object_class = object_class(), .object = id(), .value = completed, .aux = number, .call = call});
}

void CommandBuffer::add_scheduled_handler(CommandBufferHandler handler) { add_handler(std::move(handler), false); }
void CommandBuffer::add_completed_handler(CommandBufferHandler handler) { add_handler(std::move(handler), true); }

namespace {
// The queue whose handlers this thread runs; null: none.
thread_local const CommandQueue* handling = nullptr;
}  // namespace

void CommandBuffer::post_handlers(std::vector<std::pair<std::uint64_t, CommandBufferHandler>> handlers, bool completed) {
  // Without handlers of its own it still comes after those of earlier buffers. Acquire: what they did is seen.
  auto& under_way = queue_->handlers_under_way_;
  if (handlers.empty() && under_way.load(std::memory_order_acquire) == 0) return handlers_returned(completed);
  under_way.fetch_add(1, std::memory_order_relaxed);
  pin();
  queue_->handlers().post([self = Ref<CommandBuffer>(this), handlers = std::move(handlers), completed]() mutable {
    handling = self->queue_.get();
    for (const auto& [number, handler] : handlers) {
      model::observe({.kind = model::EventKind::handler_began, .object_class = self->object_class(), .object = self->id(), .value = completed, .aux = number});
      handler(self.get());
      model::observe({.kind = model::EventKind::handler_ended, .object_class = self->object_class(), .object = self->id(), .value = completed, .aux = number});
    }
    handlers.clear();
    handling = nullptr;
    self->queue_->handlers_under_way_.fetch_sub(1, std::memory_order_release);
    self->handlers_returned(completed);
    CommandBuffer* pinned = self.get();
    self = nullptr;
    pinned->unpin();
  });
}

void CommandBuffer::handlers_returned(bool completed) {
  handled_.fetch_or(completed ? 2 : 1, std::memory_order_release);
  handled_.notify_all();
}

void CommandBuffer::wait_for_handlers(bool completed) {
  if (handling == queue_.get()) return;
  const std::uint32_t wanted = completed ? 2 : 1;
  std::uint32_t seen = handled_.load(std::memory_order_acquire);
  for (Spin spin; !(seen & wanted); seen = handled_.load(std::memory_order_acquire))
    if (!spin.wait()) handled_.wait(seen);
}

void CommandBuffer::advance_status(CommandBufferStatus status) {
  status_.store(static_cast<std::uint32_t>(status), std::memory_order_release);
  status_.notify_all();
}

void CommandBuffer::scheduled() {
  kernel_start_.store(now_nanoseconds(), std::memory_order_relaxed);
  std::vector<std::pair<std::uint64_t, CommandBufferHandler>> handlers;
  {
    std::lock_guard lock(mutex_);
    handlers.swap(scheduled_handlers_);
  }
  model::observe({.kind = model::EventKind::buffer_scheduled, .object_class = object_class(), .object = id(), .parent = queue_->id()});
  advance_status(CommandBufferStatus::scheduled);
  kernel_end_.store(now_nanoseconds(), std::memory_order_relaxed);
  post_handlers(std::move(handlers), false);
}

void CommandBuffer::completed() {
  std::vector<std::pair<std::uint64_t, CommandBufferHandler>> handlers;
  std::string message;
  {
    std::lock_guard lock(mutex_);
    handlers.swap(completed_handlers_);
    if (error_) message = error_->message;
  }
  // A buffer without passes has a time too.
  const std::uint64_t now = now_nanoseconds();
  std::uint64_t unset = 0;
  gpu_start_.compare_exchange_strong(unset, now, std::memory_order_relaxed);
  unset = 0;
  gpu_end_.compare_exchange_strong(unset, now, std::memory_order_relaxed);
  const CommandBufferStatus status = failed_.load(std::memory_order_acquire) ? CommandBufferStatus::error : CommandBufferStatus::completed;
  model::observe({.kind = model::EventKind::buffer_completed, .object_class = object_class(), .object = id(), .parent = queue_->id(),
                  .value = static_cast<std::uint64_t>(status), .text = message});
  advance_status(status);
  post_handlers(std::move(handlers), true);
}

void CommandBuffer::set_error(Error error) {
  std::lock_guard lock(mutex_);
  if (!error_) error_ = std::move(error);
  failed_.store(true, std::memory_order_release);
}

std::optional<Error> CommandBuffer::error() const {
  if (status() != CommandBufferStatus::error) return std::nullopt;
  std::lock_guard lock(mutex_);
  return error_;
}

CommandBufferStatus CommandBuffer::poll_status() const {
  const CommandBufferStatus seen = status();
  if (seen >= CommandBufferStatus::completed)
    model::observe({.kind = model::EventKind::wait_ended,
                    .object_class = object_class(),
                    .object = id(),
                    .value = static_cast<std::uint64_t>(seen),
                    .call = "status"});
  return seen;
}

void CommandBuffer::wait_for(CommandBufferStatus status, const char* call) {
  const Held held(this);
  const auto wanted = static_cast<std::uint32_t>(status);
  model::observe({.kind = model::EventKind::wait_began, .object_class = object_class(), .object = id(), .value = wanted, .call = call});
  // The end is often microseconds away, and what no thread has taken up yet is done soonest by this one.
  std::uint32_t seen = status_.load(std::memory_order_acquire);
  for (Spin spin; seen < wanted; seen = status_.load(std::memory_order_acquire)) {
    if (status == CommandBufferStatus::completed && device()->scheduler().help(this)) continue;
    if (!spin.wait()) status_.wait(seen, std::memory_order_acquire);
  }
  wait_for_handlers(status >= CommandBufferStatus::completed);
  if (sessions_) wait_for_successors(status, call);
  model::observe({.kind = model::EventKind::wait_ended, .object_class = object_class(), .object = id(), .value = seen, .call = call});
}

void CommandBuffer::wait_until_scheduled() { wait_for(CommandBufferStatus::scheduled, "waitUntilScheduled"); }
void CommandBuffer::wait_until_completed() { wait_for(CommandBufferStatus::completed, "waitUntilCompleted"); }

void CommandBuffer::encode_event(Event* event, std::uint64_t value, bool signal) {
  if (!event) return;
  const Held held(this);
  const char* call = signal ? "encodeSignalEvent:value:" : "encodeWaitForEvent:value:";
  model::Command command;
  command.kind = signal ? model::CommandKind::signal_event : model::CommandKind::wait_for_event;
  command.object = event->id();
  command.value = value;
  const model::Event told{.kind = model::EventKind::command_recorded, .object_class = object_class(), .object = id(), .parent = id(), .value = value, .call = call, .command = &command};
  if (!model::observe_before(told)) return;
  const Assertion open =
      signal ? Assertion::signal_event_with_open_encoder : Assertion::wait_for_event_with_open_encoder;
  if (!take_gate(kGateBusy, call, open, Assertion::encode_after_commit)) return;
  observe_access(call, true);
  const Item::Kind kind = signal ? Item::Kind::signal : Item::Kind::wait;
  const bool added = !sessions_ || sessions_->add_event(kind, event, value);
  if (!sessions_) recording_->add_event(kind, event, value);
  give_gate(kGateFree);
  if (!added) return refuse(open, id(), call);
  model::observe(told);
}

void CommandBuffer::encode_wait_for_event(Event* event, std::uint64_t value) { encode_event(event, value, false); }
void CommandBuffer::encode_signal_event(Event* event, std::uint64_t value) { encode_event(event, value, true); }

void CommandBuffer::use_residency_sets(std::span<ResidencySet* const> sets) {
  tell_residency_sets(*this, sets, model::EventKind::residency_set_added, "useResidencySet:");
}

void CommandBuffer::push_debug_group(std::string_view name) {
  model::Command command;
  command.kind = model::CommandKind::push_debug_group;
  command.text = name;
  model::observe({.kind = model::EventKind::command_recorded, .object_class = object_class(), .object = id(), .parent = id(), .call = "pushDebugGroup:", .command = &command});
}

void CommandBuffer::pop_debug_group() {
  model::Command command;
  command.kind = model::CommandKind::pop_debug_group;
  model::observe({.kind = model::EventKind::command_recorded, .object_class = object_class(), .object = id(), .parent = id(), .call = "popDebugGroup", .command = &command});
}

}  // namespace pewter::runtime
