// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "check/race/gpu_order.h"
#include "check/state/record.h"

namespace pewter::check {

// What a command did to a resource.
struct Touch {
  GpuOrder::Node encoder = 0;
  model::ResourceUse use;
  Record record;
  std::string command;  // the kernel's name, or what else it was
};

// Do the two touch the same bytes, with a write among them? A range that the API leaves open goes to the resource's
// end, and says only where it begins. Two that may both be atomic are passed over: they may do that rightly.
bool meet(const model::ResourceUse& a, const model::ResourceUse& b);

// The hazard between the two: "read after write".
std::string_view hazard(const model::ResourceUse& earlier, const model::ResourceUse& later);

// The commands of encoders that touched one resource which the runtime does not order. Guarded by the checker's lock.
class ResourceHistory {
 public:
  // Notes it. Returns an earlier one of another encoder that it meets and does not come after.
  std::optional<Touch> add(const GpuOrder& order, const Touch& touch);

 private:
  static constexpr std::size_t kMost = 256;
  std::vector<Touch> touches_;
};

}  // namespace pewter::check
