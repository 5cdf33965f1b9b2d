// SPDX-License-Identifier: Apache-2.0
#include "exec/executor.h"

namespace pewter::exec {
namespace {

// Runs nothing: what is left is the cost and the behaviour of the API. Kernels are still compiled, so errors are found.
class NullExecutor final : public Executor {
 public:
  std::string_view name() const override { return "null"; }
  model::CodeShape code_shape() const override { return model::CodeShape::per_thread; }
  std::span<const model::HostSymbol> host_symbols() const override { return {}; }
  Result<void, Fault> dispatch(const Dispatch&) override { return {}; }
};

}  // namespace

std::unique_ptr<Executor> make_null_executor(const Options&) { return std::make_unique<NullExecutor>(); }

}  // namespace pewter::exec
