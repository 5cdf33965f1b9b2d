// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <cstdint>
#include <vector>

#include "runtime/recording/commands.h"
#include "runtime/threads/spin.h"
#include "runtime/threads/worker_pool.h"

namespace pewter::runtime {

class Scheduler;

// A vertex of the graph of passes: a pass or an event signal, waiting for its predecessors, running, or done.
struct Node : Task {
  Scheduler* scheduler = nullptr;
  CommandBuffer* buffer = nullptr;  // alive until this node is done; not to be looked at afterwards
  Pass* pass = nullptr;             // null: a signal
  EventItem* signal = nullptr;

  // Predecessors not yet done, plus one while registration goes on. Whoever takes it to zero makes the node ready; acq_rel, so
  // that the node sees what all its predecessors wrote.
  std::atomic<std::uint32_t> remaining{1};
  // Release when set: who sees `done` needs no edge and still sees the node's effects.
  std::atomic<bool> done{false};
  SpinLock lock;                    // guards successors, and `done` turning true
  std::vector<Node*> successors;    // alive: none of them can be done before this one
  Node* last_linked = nullptr;      // registration only: the successor of the last edge, to leave doubles out

  std::atomic<std::uint32_t> references{1};
  void retain() { references.fetch_add(1, std::memory_order_relaxed); }
  void release() {
    // acq_rel: the last one sees everything that others did to the node before they let go.
    if (references.fetch_sub(1, std::memory_order_acq_rel) == 1) delete this;
  }
};

}  // namespace pewter::runtime
