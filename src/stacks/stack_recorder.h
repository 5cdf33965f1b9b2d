// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <memory>

#include "model/stack.h"
#include "model/symbolizer.h"

namespace pewter::stacks {

struct RecorderOptions {
  // Who reads debug information: asked for at the first resolve(), not before. Without one, or where it gives null,
  // functions have the names that the dynamic loader knows, and no lines.
  std::function<model::Symbolizer*()> symbolizer;

  // Code that is in no file, kernels above all: true when it filled `frame` in for frame.address. Called by resolve().
  std::function<bool(model::Frame& frame)> describe_made_code;
};

// capture() may be called from any thread at any time but in a signal handler. Where the stack is one that is known it
// takes no lock and allocates nothing (but once a thread, to learn where the thread's stack is). For a new one it takes
// a lock of its own, under which nothing is called, and for a moment the lock of the dynamic loader's list of modules;
// never the one that the loader holds while it runs constructors. After 131072 distinct stacks new ones are 0, which is
// said once on standard error.
//   resolve() reads files and may load libraries: not to be called with locks held that a constructor might want.
//   Lives as long as the process: what it gave out stays valid after dlclose().
std::unique_ptr<model::StackRecorder> make_stack_recorder(RecorderOptions options = {});

}  // namespace pewter::stacks
