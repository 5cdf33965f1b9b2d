// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "harness/machine.h"
#include "harness/suite.h"

namespace pewter::conformance {

// One case of a batch: statements that leave `bytes_per_thread` bytes at `device uchar* o`.
struct Expression {
  std::string name;
  std::string body;
  std::size_t bytes_per_thread = 4;
  std::function<void(const std::byte* results, std::size_t threads, Report&)> check;
  std::string preamble{};  // declarations that only this expression needs
};

// Many expressions over the same inputs, compiled into one kernel: a compile costs far more than a case. Where the kernel
// does not compile, it is halved until the guilty expressions stand alone, so that one bad case never hides another.
struct Batch {
  std::string preamble;      // declarations in front of the kernel
  std::string parameters;    // beyond `device uchar* out [[buffer(0)]]` and `uint i [[thread_position_in_grid]]`: ", ..."
  std::string prologue;      // statements in front of every expression
  std::vector<Bytes> inputs; // buffers 1, 2, ...
  std::uint32_t threads = 32;
  exec::Extent group{32, 1, 1};
  compiler::Options options;
  std::vector<Expression> expressions;
};

// Adds one case for every expression.
void add_batch(Suite& suite, Batch batch);

}  // namespace pewter::conformance
