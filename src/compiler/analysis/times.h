// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <llvm/IR/PassInstrumentation.h>
#include <llvm/IR/PassTimingInfo.h>
#include <llvm/Pass.h>
#include <llvm/Support/Timer.h>

// Where compile time goes: Emit::times. Nothing is measured unless LLVM's own switch, llvm::TimePassesIsEnabled, is on.
// That is one for the process: what other threads compile meanwhile counts, too.
namespace pewter::compiler {

// Counts the time from here to the end of the scope under the name of a stage. Stages do not nest.
class StageTimer {
 public:
  explicit StageTimer(llvm::StringRef stage) : timer_(stage, stage, "stages", "Stages", llvm::TimePassesIsEnabled) {}

 private:
  llvm::NamedRegionTimer timer_;
};

// Times of passes, for PassBuilders that get callbacks(). They are written to the stream at its end.
class PassTimes {
 public:
  explicit PassTimes(llvm::raw_ostream& stream) : passes_(true) {
    passes_.setOutStream(stream);
    passes_.registerCallbacks(callbacks_);
  }
  llvm::PassInstrumentationCallbacks* callbacks() { return &callbacks_; }

 private:
  llvm::PassInstrumentationCallbacks callbacks_;
  llvm::TimePassesHandler passes_;
};

}  // namespace pewter::compiler
