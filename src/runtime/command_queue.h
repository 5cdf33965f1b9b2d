// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <span>
#include <vector>

#include "runtime/descriptors.h"
#include "runtime/device_object.h"

namespace pewter::runtime {

class SerialExecutor;
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

  void enqueue(CommandBuffer* buffer);              // reserves the place
  void commit(CommandBuffer* buffer);               // enters the order if it has no place yet, and hands over what can be
  void abandon(CommandBuffer* buffer);              // destroyed without commit
  void nodes_finished(CommandBuffer* buffer);       // its last pass has ended
  void hand_over();                                 // again, after an event that this queue waits for was signaled
  void hand_over_locked(std::vector<Ref<CommandBuffer>>& completed);
  void take_completed_locked(std::vector<Ref<CommandBuffer>>& completed);
  void finish(std::vector<Ref<CommandBuffer>>& completed);

  SerialExecutor& handlers();

  const std::uint64_t max_uncompleted_;
  mutable std::mutex mutex_;
  std::condition_variable has_room_;
  std::uint64_t uncompleted_ = 0;                   // guarded by mutex_
  std::deque<CommandBuffer*> order_;                // guarded by mutex_: enqueued, not yet handed over whole; committed ones hold a reference
  std::deque<CommandBuffer*> in_flight_;            // guarded by mutex_: handed over, not completed; each holds a reference
  std::vector<Node*> since_signal_;                 // guarded by mutex_: unfinished nodes that the next event signal waits for
  std::vector<Ref<ResidencySet>> residency_sets_;   // guarded by mutex_
  std::mutex handlers_mutex_;
  std::shared_ptr<SerialExecutor> handlers_;        // made at the first handler
  Ref<LogState> log_state_;
};

}  // namespace pewter::runtime
