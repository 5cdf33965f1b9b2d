// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

namespace pewter::runtime {

struct Node;

// Who touched a tracked resource last, among passes that may still be running. Each entry holds a reference to its node.
// Guarded by the scheduler's registration lock.
struct HazardState {
  Node* last_writer = nullptr;
  std::vector<Node*> readers;  // since last_writer
  std::size_t prune_at = 8;    // readers that have ended are dropped when the list gets this long

  HazardState() = default;
  HazardState(const HazardState&) = delete;
  HazardState& operator=(const HazardState&) = delete;
  ~HazardState();
};

}  // namespace pewter::runtime
