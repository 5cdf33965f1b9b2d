// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

// Call stacks: captured as numbers, which cost little, and turned into names when somebody reads them.
namespace pewter::model {

// Names one distinct stack for the life of the process. 0: none was taken.
using StackId = std::uint32_t;

// One frame of a stack that a person can read.
struct Frame {
  enum class Language : std::uint8_t { native, python, metal };
  Language language = Language::native;
  std::uint64_t address = 0;  // of the call, or of the fault in the innermost frame; 0: no machine code of its own
  std::string module;         // path of the file that the code is in; empty: none (a kernel, Python)
  std::uint64_t module_offset = 0;  // of `address` in that file's image
  std::string function;             // demangled; empty: not known
  std::uint64_t function_offset = 0;
  std::string file;        // as the compiler recorded it; empty: not known
  std::uint32_t line = 0;  // 0: not known
  std::uint32_t column = 0;
  bool inlined = false;  // into the frame that follows
  bool runtime = false;  // Pewter's own code, at the top of most stacks

  bool operator==(const Frame&) const = default;
};
using Stack = std::vector<Frame>;  // innermost first

// Takes stacks. Thread-safe.
class StackRecorder {
 public:
  virtual ~StackRecorder() = default;

  // The calling thread's stack, innermost first. Pewter's own frames are in it, and Python's where the interpreter runs
  // on this thread. Less than a microsecond where the same stack was taken by this thread lately.
  virtual StackId capture() = 0;

  // A stack that was taken by other means, in a signal handler say: what capture() would have found, without Python's
  // frames.
  virtual StackId keep(std::span<const std::uint64_t> return_addresses) { return 0; }

  // The stack of another thread of the process, which sleeps in a system call that it made at `pc` with its stack at
  // `sp`. As far as it can be followed; 0: not at all.
  virtual StackId of_sleeper(std::uint64_t pc, std::uint64_t sp) { return 0; }

  // Turns a stack into names. Slow: reads debug information. Empty for 0 and for what is not known.
  virtual Stack resolve(StackId stack) = 0;
};

}  // namespace pewter::model
