// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>

#include "model/stack.h"

namespace pewter::model {

// Reads debug information and symbol tables.
class Symbolizer {
 public:
  virtual ~Symbolizer() = default;

  // The functions at an address of a program's or library's file, the innermost inlined one first; of each, function,
  // function_offset, file, line, column and inlined. Empty where nothing is known. Thread-safe; slow.
  virtual Stack symbolize(const std::string& module, std::uint64_t module_offset) = 0;
};

}  // namespace pewter::model
