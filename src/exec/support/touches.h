// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "model/touch_table.h"

namespace pewter::exec {

// Where code that says what it touches (compiler/passes/track_touches.h) and runs on the calling thread says so, as
// long as this lives; null: nowhere. Two do not live on one thread at a time.
class TouchScope {
 public:
  explicit TouchScope(model::TouchTable* table);
  TouchScope(const TouchScope&) = delete;
  TouchScope& operator=(const TouchScope&) = delete;
  ~TouchScope();
};

// What kernels call: __pewter_touch, __pewter_touch_row, __pewter_touch_lanes of model/intrinsics.def. `kind` is a
// model::TouchKind.
void touch(const void* address, std::uint64_t bytes, std::uint32_t kind);
void touch_row(const void* address, std::uint32_t lanes, std::uint32_t bytes, std::uint32_t kind);
void touch_lanes(const void* addresses, std::uint32_t lanes, std::uint32_t bytes, std::uint32_t kind);

}  // namespace pewter::exec
