// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <mutex>
#include <vector>

#include "runtime/scheduler/node.h"
#include "runtime/threads/worker_pool.h"

namespace pewter::runtime {

struct Storage;

// Runs passes in the order that their dependencies ask for, and no more than that.
//
// Queues register passes in their own order (CommandQueue::hand_over). At registration a pass gets an edge from every pass that
// is not done and must come before it: writers and readers of the tracked resources that it uses, and updaters of the fences
// that it waits for. Edges only ever lead from earlier to later registrations, so the graph has no cycles; event waits are
// no part of it, because a queue that waits does not register. Thread-safe.
class Scheduler {
 public:
  Scheduler(unsigned workers);

  // Registers `pass` of `buffer` and starts it when it may. The node is returned with a reference for the caller.
  Node* add_pass(CommandBuffer* buffer, Pass* pass);
  // Likewise for an event signal, which comes after all of `before`.
  Node* add_signal(CommandBuffer* buffer, EventItem* signal, const std::vector<Node*>& before);

  // Runs a pass or signal of `buffer` that is ready and next in line on the calling thread, which waits for the buffer.
  // False: there is none. A wait for a short buffer then costs no switch to another thread and back.
  bool help(const CommandBuffer* buffer);

  void wait_until_idle(double seconds) { workers_.wait_until_idle(seconds); }
  void quiesce(double seconds) { workers_.quiesce(seconds); }

 private:
  static void link(Node* before, Node* after);
  void register_uses(Pass* pass, Node* node);
  void register_fences(Pass* pass, Node* node);
  void start(Node* node);
  static void run(Task* task);
  void run_pass(CommandBuffer* buffer, Pass* pass);
  void finish(Node* node);

  WorkerPool workers_;
  std::mutex registration_;  // guards every HazardState, every Fence's updates, Node::last_linked
};

}  // namespace pewter::runtime
