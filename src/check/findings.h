// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "model/finding.h"

namespace pewter::check {

// What was found so far: one finding a cause. Not thread-safe; guarded by the checker's lock.
class FindingList {
 public:
  // The same rule at the same stacks is the same cause: it is counted, and what has come to be known since (more
  // threads) is taken over. True: it is a new one.
  bool add(model::Finding finding);

  // The worst first. A race that ended in one of Metal's assertions is told once, as that assertion.
  std::vector<model::Finding> all() const;
  bool empty() const { return findings_.empty(); }

 private:
  std::vector<model::Finding> findings_;
};

}  // namespace pewter::check
