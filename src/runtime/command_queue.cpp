// SPDX-License-Identifier: Apache-2.0
#include "runtime/command_queue.h"

#include <algorithm>

#include "foundation/autorelease_pool.h"
#include "model/finding.h"
#include "runtime/assertion.h"
#include "runtime/capture_manager.h"
#include "runtime/command_buffer.h"
#include "runtime/device.h"
#include "runtime/event.h"
#include "runtime/log_state.h"
#include "runtime/recording/recording.h"
#include "runtime/residency_set.h"
#include "runtime/scheduler/scheduler.h"
#include "runtime/threads/worker_pool.h"

namespace pewter::runtime {

constinit const foundation::ClassRecord CommandQueue::kClass{.name = "MTLCommandQueue", .super = &foundation::kObjectClass, .destroy = destroy<CommandQueue>, .description = nullptr};

CommandQueue::CommandQueue(Device* device, const CommandQueueDescriptor& descriptor)
    : DeviceObject(kClass, model::ObjectClass::command_queue, device, device->id()),
      max_uncompleted_(std::max<std::uint64_t>(descriptor.max_command_buffer_count, 1)), log_state_(descriptor.log_state) {}

CommandQueue::~CommandQueue() {
  for (Node* node : since_signal_) node->release();
}

Ref<CommandBuffer> CommandQueue::command_buffer(const CommandBufferDescriptor& descriptor) {
  {
    std::unique_lock lock(mutex_);
    if (uncompleted_ >= max_uncompleted_) {
      model::observe({.kind = model::EventKind::queue_full_began, .object_class = object_class(), .object = id(), .call = "commandBuffer"});
      has_room_.wait(lock, [this] { return uncompleted_ < max_uncompleted_; });
      model::observe({.kind = model::EventKind::queue_full_ended, .object_class = object_class(), .object = id(), .call = "commandBuffer"});
    }
    ++uncompleted_;
  }
  return make<CommandBuffer>(this, descriptor);
}

Ref<CommandBuffer> CommandQueue::command_buffer_with_unretained_references() {
  CommandBufferDescriptor descriptor;
  descriptor.retained_references = false;
  return command_buffer(descriptor);
}

std::uint64_t CommandQueue::uncompleted() const {
  std::lock_guard lock(mutex_);
  return uncompleted_;
}

void CommandQueue::add_residency_sets(std::span<ResidencySet* const> sets) {
  tell_residency_sets(*this, sets, model::EventKind::residency_set_added, "addResidencySet:");
  std::lock_guard lock(mutex_);
  for (ResidencySet* set : sets)
    if (set && std::ranges::find(residency_sets_, Ref<ResidencySet>(set)) == residency_sets_.end()) residency_sets_.emplace_back(set);
}

void CommandQueue::remove_residency_sets(std::span<ResidencySet* const> sets) {
  tell_residency_sets(*this, sets, model::EventKind::residency_set_removed, "removeResidencySet:");
  std::lock_guard lock(mutex_);
  for (ResidencySet* set : sets) std::erase(residency_sets_, Ref<ResidencySet>(set));
}

void CommandQueue::validate_residency(ObjectId buffer) {
  std::vector<Ref<ResidencySet>> sets;
  {
    std::lock_guard lock(mutex_);
    sets = residency_sets_;
  }
  for (const Ref<ResidencySet>& set : sets) {
    const std::uint64_t count = set->never_committed();
    const model::ObjectName name{set->id(), set->object_class(), set->label(), 0};
    if (count) invalid(Assertion::set_never_committed, buffer, "commit", set->id(), model::describe(name), count);
  }
}

WorkerPool& CommandQueue::handlers() {
  std::lock_guard lock(handlers_mutex_);
  if (!handlers_) handlers_ = device()->new_handler_pool();
  return *handlers_;
}

void CommandQueue::enqueue(CommandBuffer* buffer) {
  std::lock_guard lock(mutex_);
  if (buffer->in_order_) return;
  buffer->in_order_ = true;
  order_.push_back(buffer);
  buffer->advance_status(CommandBufferStatus::enqueued);
  model::observe({.kind = model::EventKind::buffer_enqueued, .object_class = buffer->object_class(), .object = buffer->id(), .parent = id(), .call = "enqueue"});
}

void CommandQueue::commit(CommandBuffer* buffer) {
  device()->before_commit();
  std::vector<CommandBuffer*> completed;
  {
    std::lock_guard lock(mutex_);
    buffer->retain();
    buffer->pin();
    if (!buffer->in_order_) {
      buffer->in_order_ = true;
      order_.push_back(buffer);
    }
    buffer->advance_status(CommandBufferStatus::committed);
    hand_over_locked();
    completed = take_completed_locked();
  }
  finish(completed);
}

void CommandQueue::abandon(CommandBuffer* buffer) {
  std::vector<CommandBuffer*> completed;
  {
    std::lock_guard lock(mutex_);
    if (buffer->in_order_) std::erase(order_, buffer);
    --uncompleted_;
    hand_over_locked();  // it may have been in the way
    completed = take_completed_locked();
  }
  has_room_.notify_one();
  finish(completed);
}

void CommandQueue::resume() {
  std::vector<CommandBuffer*> completed;
  {
    std::lock_guard lock(mutex_);
    stalled_ = false;
    hand_over_locked();
    completed = take_completed_locked();
  }
  finish(completed);
}

void CommandQueue::settle() {
  std::vector<CommandBuffer*> completed;
  {
    std::lock_guard lock(mutex_);
    completed = take_completed_locked();
  }
  finish(completed);
}

void CommandQueue::hand_over_locked() {
  while (!stalled_ && !order_.empty() && order_.front()->status() >= CommandBufferStatus::committed) {
    CommandBuffer* buffer = order_.front();
    if (buffer->status() == CommandBufferStatus::committed) {
      if (CaptureManager::shared()->is_capturing()) CaptureManager::shared()->committed(buffer);
      in_flight_.push_back(buffer);
      buffer->scheduled();
      buffer->recording_->cursor = buffer->recording_->first;
    }
    if (!hand_over_locked(buffer)) return;
    order_.pop_front();
    buffer->handed_over_ = true;
    // Release: take_completed_locked() sees zero only after all of the above. Nobody else frees it: mutex_ is held.
    buffer->unfinished_.fetch_sub(1, std::memory_order_acq_rel);
  }
}

bool CommandQueue::hand_over_locked(CommandBuffer* buffer) {
  Scheduler& scheduler = device()->scheduler();
  for (Item*& item = buffer->recording_->cursor; item; item = item->next) {
    if (item->kind == Item::Kind::wait) {
      auto* wait = static_cast<EventItem*>(item);
      if (!wait->event->reached_or_wait(wait->value, this)) {
        stalled_ = true;
        return false;
      }
      model::observe({.kind = model::EventKind::event_wait_satisfied, .object_class = wait->event->object_class(), .object = wait->event->id(),
                      .parent = buffer->id(), .value = wait->value});
      continue;
    }
    buffer->unfinished_.fetch_add(1, std::memory_order_relaxed);  // the hand-over's own one keeps it above zero
    if (item->kind == Item::Kind::pass) {
      note_node_locked(scheduler.add_pass(buffer, static_cast<Pass*>(item)));
    } else {
      Node* signal = scheduler.add_signal(buffer, static_cast<EventItem*>(item), since_signal_);
      // Whatever comes after this signal need not wait for what came before it again.
      for (Node* node : since_signal_) node->release();
      since_signal_.assign(1, signal);
    }
  }
  return true;
}

void CommandQueue::note_node_locked(Node* node) {
  since_signal_.push_back(node);
  if (since_signal_.size() < prune_at_) return;
  std::erase_if(since_signal_, [](Node* old) {
    if (!old->done.load(std::memory_order_acquire)) return false;
    old->release();
    return true;
  });
  prune_at_ = std::max<std::size_t>(16, since_signal_.size() * 2);
}

std::vector<CommandBuffer*> CommandQueue::take_completed_locked() {
  std::vector<CommandBuffer*> completed;
  while (!in_flight_.empty()) {
    CommandBuffer* buffer = in_flight_.front();
    // Acquire: the passes' writes, the error and the times are seen before the status says so.
    if (!buffer->handed_over_ || buffer->unfinished_.load(std::memory_order_acquire) != 0) break;
    in_flight_.pop_front();
    // Room first: who was woken by the status may ask for a new buffer at once.
    --uncompleted_;
    buffer->completed();
    completed.push_back(buffer);
  }
  return completed;
}

void CommandQueue::finish(const std::vector<CommandBuffer*>& completed) {
  if (completed.empty()) return;
  has_room_.notify_all();
  // What goes with the recording may run the program's code (deallocators): no lock is held, and there is a pool.
  foundation::PoolScope pool;
  Ref<CommandQueue> self(this);
  for (CommandBuffer* buffer : completed) {
    buffer->recording_.reset();
    buffer->release();
    buffer->unpin();
  }
}

}  // namespace pewter::runtime
