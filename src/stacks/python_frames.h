// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "model/stack.h"
#include "stacks/python_layout.h"

namespace pewter::stacks {

// The calling thread's Python frames, where CPython is in the process. Reads the interpreter's own structures without
// its lock, which a thread may do with its own frames while it is in a call out of Python: nobody else changes or frees
// them.
class PythonFrames {
 public:
  // Looks for the interpreter. Takes the dynamic loader's lock: not for every capture.
  PythonFrames();

  struct State {
    std::uint64_t key = 0;  // of all code and places in it, from here outwards; 0: no Python here
    const char* frame = nullptr;
  };
  State state() const { return current_ ? read_state() : State{}; }

  // A line a frame, innermost first, into `buffer`: what parse() reads. Names are looked up: some microseconds.
  std::string_view describe(const State& state, char* buffer, std::size_t size) const;

  // One list for every time that the interpreter was entered, innermost first.
  static std::vector<model::Stack> parse(std::string_view text);

 private:
  State read_state() const;

  void* (*current_)() = nullptr;                      // PyGILState_GetThisThreadState
  int (*line_of_)(void* code, int offset) = nullptr;  // PyCode_Addr2Line
  const PythonLayout* layout_ = nullptr;
};

}  // namespace pewter::stacks
