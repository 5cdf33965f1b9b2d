// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "check/race/gpu_order.h"
#include "check/race/hazard.h"

namespace pewter::check {

// The commands of encoders that touched one resource which the runtime does not order. Guarded by the checker's lock.
class ResourceHistory {
 public:
  // Notes it. Returns the earlier ones of other encoders that it may meet and does not come after.
  std::vector<Touch> add(const GpuOrder& order, const Touch& touch);

 private:
  static constexpr std::size_t kMost = 256;
  std::vector<Touch> touches_;
};

}  // namespace pewter::check
