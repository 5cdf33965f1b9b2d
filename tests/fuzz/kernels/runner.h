// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/compile.h"
#include "exec/executor.h"
#include "kernels/program.h"

namespace pewter::fuzz {

// An executor under comparison, by name: "cpu", "reference", or with a number of threads "reference:1". Two that tell
// what they touch are also compared in that.
struct Contender {
  std::string name;
  std::unique_ptr<exec::Executor> executor;
  bool tells_touches = false;  // its code says what it touches, and that is looked at
};
Result<Contender, std::string> make_contender(std::string_view name);
std::string contender_names();

// What is wrong with a kernel.
struct Finding {
  enum class Kind { does_not_compile, does_not_run, differs };
  Kind kind = Kind::differs;
  bool of_first = false;  // the first executor's fault, that is the generator's or the front end's
  std::string text;       // the executor and its error, or the first element that differs and where
  Shape shape;            // the dispatch that showed it
  std::uint64_t differing = 0;  // elements
};

// Compiles kernels for two executors, runs them on the same data and compares every byte that they can write. Thread-safe.
class Runner {
 public:
  Runner(compiler::Compiler& compiler, Contender first, Contender second) : compiler_(compiler), first_(std::move(first)), second_(std::move(second)) {}

  // `library`: what the kernel is compiled from; it holds the kernel, and may hold others. `other`, where given, is what the second
  // executor gets instead. `count`: whether it is a part of the sums below.
  std::optional<Finding> compare(const Kernel& kernel, const Library& library, const Library* other = nullptr, bool count = false);

  // How many kernels were vector code for the second executor, and how many dispatches were made.
  std::uint64_t vectorised() const { return vectorised_; }
  std::uint64_t dispatches() const { return dispatches_; }

 private:
  compiler::Compiler& compiler_;
  Contender first_;
  Contender second_;
  std::atomic<std::uint64_t> vectorised_{0};  // counts; nothing is ordered by them
  std::atomic<std::uint64_t> dispatches_{0};
};

}  // namespace pewter::fuzz
