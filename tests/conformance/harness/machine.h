// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/compile.h"
#include "exec/executor.h"
#include "harness/number.h"

namespace pewter::conformance {

// One dispatch of one kernel, from source text to results.
struct Program {
  std::string source;
  std::string kernel = "k";
  compiler::Options options;
  std::vector<compiler::ConstantValue> constants;
  std::vector<Bytes> buffers;                      // bound at their index; an empty one is not bound; holds the results after a run
  std::map<unsigned, std::uint32_t> threadgroup_memory;
  exec::Extent grid;
  exec::Extent group;
};

// The compiler and the executor under test.
class Machine {
 public:
  using MakeExecutor = std::unique_ptr<exec::Executor> (*)(const exec::Options&);
  Machine(compiler::Compiler& compiler, MakeExecutor make)
      : compiler_(compiler), make_(make), executor_(make({.threads = 0, .progress_timeout_seconds = 10})) {}

  compiler::Compiler& compiler() { return compiler_; }
  exec::Executor& executor() { return *executor_; }
  // Another executor of the kind under test, with options of its own.
  std::unique_ptr<exec::Executor> make_executor(const exec::Options& options) const { return make_(options); }

  // Compiles and links; kernels are kept, so that cases which differ only in shape or data share one.
  Result<const model::LoadedKernel*, std::string> load(const Program& program);
  Result<const model::LoadedKernel*, std::string> load(const Program& program, const model::ThreadgroupSize& size);

  // Runs the program; its buffers hold the results. The string says what failed and where.
  Result<void, std::string> run(Program& program);

 private:
  compiler::Compiler& compiler_;
  MakeExecutor make_;
  std::unique_ptr<exec::Executor> executor_;
  std::map<std::string, model::LoadedKernel> kernels_;
};

// `source` behind the two lines that nearly every MSL file starts with.
std::string msl(std::string_view source);

// Replaces each "$name" in `text`; longer names first, so $T2 and $T can stand together.
std::string substitute(std::string text, const std::map<std::string, std::string>& names);

}  // namespace pewter::conformance
