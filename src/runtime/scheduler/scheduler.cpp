// SPDX-License-Identifier: Apache-2.0
#include "runtime/scheduler/scheduler.h"

#include <algorithm>

#include "runtime/clock.h"
#include "runtime/command_buffer.h"
#include "runtime/command_queue.h"
#include "runtime/device.h"
#include "runtime/event.h"
#include "runtime/fence.h"
#include "runtime/log_state.h"
#include "runtime/scheduler/execute.h"
#include "runtime/storage.h"

namespace pewter::runtime {
namespace {

bool is_done(const Node* node) { return node->done.load(std::memory_order_acquire); }

// Drops what has ended, with its references.
void prune(std::vector<Node*>& nodes) {
  std::erase_if(nodes, [](Node* node) {
    if (!is_done(node)) return false;
    node->release();
    return true;
  });
}

}  // namespace

Scheduler::Scheduler(unsigned workers) : workers_(workers, "pewter-gpu") {}

void Scheduler::link(Node* before, Node* after) {
  if (before == after || before->last_linked == after || is_done(before)) return;
  std::lock_guard lock(before->lock);
  if (before->done.load(std::memory_order_relaxed)) return;
  before->last_linked = after;
  before->successors.push_back(after);
  after->remaining.fetch_add(1, std::memory_order_relaxed);  // registration's own one keeps it above zero
}

void Scheduler::register_uses(Pass* pass, Node* node) {
  for (Use* use = pass->uses; use; use = use->next) {
    HazardState& hazards = use->storage->hazards;
    if (hazards.last_writer) link(hazards.last_writer, node);
    if (use->writes) {
      for (Node* reader : hazards.readers) {
        link(reader, node);
        reader->release();
      }
      hazards.readers.clear();
      if (hazards.last_writer == node) continue;
      if (hazards.last_writer) hazards.last_writer->release();
      node->retain();
      hazards.last_writer = node;
    } else if (hazards.last_writer != node) {
      if (hazards.readers.size() >= hazards.prune_at) {
        prune(hazards.readers);
        hazards.prune_at = std::max<std::size_t>(8, hazards.readers.size() * 2);
      }
      node->retain();
      hazards.readers.push_back(node);
    }
  }
}

void Scheduler::register_fences(Pass* pass, Node* node) {
  for (FenceUse* use = pass->waits; use; use = use->next)
    for (Node* update : use->fence->updates_) link(update, node);
  for (FenceUse* use = pass->updates; use; use = use->next) {
    prune(use->fence->updates_);
    node->retain();
    use->fence->updates_.push_back(node);
  }
}

Node* Scheduler::add_pass(CommandBuffer* buffer, Pass* pass) {
  auto* node = new Node;
  node->run = &Scheduler::run;
  node->scheduler = this;
  node->buffer = buffer;
  node->pass = pass;
  node->retain();  // for the caller; the first one is the graph's, until it is done
  if (pass->uses || pass->waits || pass->updates) {
    std::lock_guard lock(registration_);
    register_uses(pass, node);
    register_fences(pass, node);
  }
  start(node);
  return node;
}

Node* Scheduler::add_signal(CommandBuffer* buffer, EventItem* signal, const std::vector<Node*>& before) {
  auto* node = new Node;
  node->run = &Scheduler::run;
  node->scheduler = this;
  node->buffer = buffer;
  node->signal = signal;
  node->retain();
  {
    std::lock_guard lock(registration_);
    for (Node* earlier : before) link(earlier, node);
  }
  start(node);
  return node;
}

void Scheduler::start(Node* node) {
  if (node->remaining.fetch_sub(1, std::memory_order_acq_rel) == 1) workers_.post(node);
}

bool Scheduler::help(const CommandBuffer* buffer) {
  const auto is_of = [](const Task* task, const void* buffer) {
    return task->run == &Scheduler::run && static_cast<const Node*>(task)->buffer == buffer;
  };
  return workers_.run_next_if(is_of, buffer);
}

void Scheduler::run(Task* task) {
  auto* node = static_cast<Node*>(task);
  CommandBuffer* buffer = node->buffer;
  if (node->pass) {
    node->scheduler->run_pass(buffer, node->pass);
  } else {
    // Also after a fault: nobody is left waiting for a buffer that failed.
    node->signal->event->signal(node->signal->value, buffer->id());
  }
  node->scheduler->finish(node);
}

void Scheduler::run_pass(CommandBuffer* buffer, Pass* pass) {
  std::uint64_t unset = 0;
  buffer->gpu_start_.compare_exchange_strong(unset, now_nanoseconds(), std::memory_order_relaxed);
  model::observe({.kind = model::EventKind::pass_began, .object_class = buffer->object_class(), .object = buffer->id(), .value = pass->number});
  if (!buffer->failed_.load(std::memory_order_acquire))
    if (auto error = execute(*pass, buffer->device()->executor(), workers_, buffer->log_state_ ? &buffer->log_state_->sink() : nullptr)) buffer->set_error(std::move(*error));
  model::observe({.kind = model::EventKind::pass_ended, .object_class = buffer->object_class(), .object = buffer->id(), .value = pass->number});
  // Passes end in any order: the latest end counts.
  const std::uint64_t end = now_nanoseconds();
  std::uint64_t latest = buffer->gpu_end_.load(std::memory_order_relaxed);
  while (latest < end && !buffer->gpu_end_.compare_exchange_weak(latest, end, std::memory_order_relaxed)) {}
}

void Scheduler::finish(Node* node) {
  std::vector<Node*> successors;
  {
    std::lock_guard lock(node->lock);
    node->done.store(true, std::memory_order_release);
    successors.swap(node->successors);
  }
  for (Node* successor : successors) start(successor);
  // Once the count is down the buffer may be completed and freed by another thread; the queue is held for the call below.
  Ref<CommandQueue> queue(node->buffer->command_queue());
  Ref<Device> device(queue->device());  // this scheduler lives in it
  CommandBuffer* buffer = node->buffer;
  node->release();
  if (buffer->unfinished_.fetch_sub(1, std::memory_order_acq_rel) == 1) queue->settle();
}

}  // namespace pewter::runtime
