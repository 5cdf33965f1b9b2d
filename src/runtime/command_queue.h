// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <span>
#include <vector>

#include "runtime/descriptors.h"
#include "runtime/device_object.h"

namespace pewter::runtime {

class WorkerPool;
struct Node;

// MTL::CommandQueue: holds the order of command buffers and the limit on how many are under way. Thread-safe.
//
// Buffers enter the order at enqueue() or, without it, at commit(). The front of the order that is committed is handed to the
// scheduler, pass by pass; a GPU-side event wait stops the hand-over until the event has its value, so it blocks everything
// after it in this queue, other queues not, and occupies no thread. Buffers complete in the queue's order.
class CommandQueue final : public DeviceObject {
 public:
  static const foundation::ClassRecord kClass;

  CommandQueue(Device* device, const CommandQueueDescriptor& descriptor);
  ~CommandQueue();

  // A new command buffer. Blocks while max_command_buffer_count() buffers of this queue are uncompleted.
  Ref<CommandBuffer> command_buffer(const CommandBufferDescriptor& descriptor = {});
  Ref<CommandBuffer> command_buffer_with_unretained_references();
  std::uint64_t max_command_buffer_count() const { return max_uncompleted_; }

  void add_residency_sets(std::span<ResidencySet* const> sets);
  void remove_residency_sets(std::span<ResidencySet* const> sets);
  void insert_debug_capture_boundary() {}

  // Committed and not yet completed, plus those still being recorded.
  std::uint64_t uncompleted() const;

 private:
  friend class CommandBuffer;
  friend class Event;
  friend class Scheduler;
  friend class SharedEvent;

  void enqueue(CommandBuffer* buffer);  // reserves the place
  void commit(CommandBuffer* buffer);   // enters the order if it has no place yet, and hands over what can be
  void abandon(CommandBuffer* buffer);  // destroyed without commit
  void settle();                        // a pass count went to zero: completes what is complete, in order
  void resume();                        // the event that the hand-over waits for has its value
  void hand_over_locked();
  bool hand_over_locked(CommandBuffer* buffer);  // false: stopped at an event
  std::vector<CommandBuffer*> take_completed_locked();
  void finish(const std::vector<CommandBuffer*>& completed);
  void note_node_locked(Node* node);

  WorkerPool& handlers();
  // Where somebody watches, at the commit of one of its buffers.
  void validate_residency(ObjectId buffer);

  const std::uint64_t max_uncompleted_;
  mutable std::mutex mutex_;
  std::condition_variable has_room_;
  std::uint64_t uncompleted_ = 0;                   // guarded by mutex_
  std::deque<CommandBuffer*> order_;                // guarded by mutex_: have a place, not yet handed over whole; committed ones hold a reference
  bool stalled_ = false;                            // guarded by mutex_: the front waits for an event
  std::deque<CommandBuffer*> in_flight_;            // guarded by mutex_: handed over, not completed; each holds a reference
  std::vector<Node*> since_signal_;                 // guarded by mutex_: what the next event signal comes after; one reference each
  std::size_t prune_at_ = 16;                       // guarded by mutex_: length of since_signal_ at which ended nodes are dropped
  std::vector<Ref<ResidencySet>> residency_sets_;   // guarded by mutex_
  std::atomic<std::uint32_t> handlers_under_way_{0};  // posted to handlers_ and not returned
  std::mutex handlers_mutex_;
  std::shared_ptr<WorkerPool> handlers_;        // made at the first handler
  Ref<LogState> log_state_;
};

}  // namespace pewter::runtime
