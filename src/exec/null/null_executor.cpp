// SPDX-License-Identifier: Apache-2.0
#include <vector>

#include "exec/executor.h"
#include "support/check.h"

namespace pewter::exec {
namespace {

// Kernels are linked though nothing runs, so every name that they may call must mean something.
void never_called() { PEWTER_CHECK(!"the null executor runs no kernel"); }

const std::vector<model::HostSymbol>& symbols() {
  // Never destroyed: kernels are linked in background threads while the process ends.
  static const auto& list = *new std::vector<model::HostSymbol>{
#define PEWTER_INTRINSIC(name, result, parameters, convergence) {"__pewter_" #name, reinterpret_cast<void*>(&never_called)},
#include "model/intrinsics.def"
  };
  return list;
}

// Runs nothing: what is left is the cost and the behaviour of the API. Kernels are still compiled, so errors are found.
class NullExecutor final : public Executor {
 public:
  std::string_view name() const override { return "null"; }
  model::CodeShape code_shape() const override { return model::CodeShape::per_thread; }
  std::span<const model::HostSymbol> host_symbols() const override { return symbols(); }
  std::shared_ptr<const model::LoadedKernel> product_kernel(model::ElementType) const override {
    auto kernel = std::make_shared<model::LoadedKernel>();
    kernel->info = model::product_kernel_info();
    return kernel;
  }
  Result<void, Fault> dispatch(const Dispatch&) override { return {}; }
};

}  // namespace

std::unique_ptr<Executor> make_null_executor(const Options&) { return std::make_unique<NullExecutor>(); }

}  // namespace pewter::exec
