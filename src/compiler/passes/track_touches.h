// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <llvm/IR/PassManager.h>

namespace pewter::compiler {

// For code that says what it touches: each load, store and atomic that may be of device or constant memory is told to
// the host, by calls of __pewter_touch (model/intrinsics.def). Whose memory it is, the host finds by the address: that
// goes for pointers out of argument buffers, too.
//
// On the code of one thread. It must come after the optimiser, so that what is told is what is done, and before the
// vectoriser, which loads more than lanes ask for where that does no harm (narrow_gathers.h) and gives the calls the
// lanes that are active. Calls stand at the ends of their blocks: there they are in nobody's way, and in what order a
// dispatch touches memory does not matter.
struct TrackTouchesPass : llvm::PassInfoMixin<TrackTouchesPass> {
  llvm::PreservedAnalyses run(llvm::Function& function, llvm::FunctionAnalysisManager&);
  static bool isRequired() { return true; }
};

// The calls that it makes: (pointer, i64 bytes, i32 model::TouchKind).
inline constexpr const char* kTouch = "__pewter_touch";
// What the vectoriser makes of them: (pointer of the first lane, i32 lanes, i32 bytes, i32 kind), (array of pointers,
// likewise).
inline constexpr const char* kTouchRow = "__pewter_touch_row";
inline constexpr const char* kTouchLanes = "__pewter_touch_lanes";

}  // namespace pewter::compiler
