// SPDX-License-Identifier: Apache-2.0
#include "exec/reference/reference_executor.h"

#include "exec/reference/group_functions.h"
#include "exec/reference/matrix_product.h"
#include "exec/reference/worker.h"
#include "exec/support/ends_first.h"
#include "exec/support/settings.h"

namespace pewter::exec {
namespace reference {
namespace {

void run_on_this_thread(Job& job) { Worker::of_this_thread().run(job); }

}  // namespace

Result<void, Fault> run_per_thread(const Dispatch& dispatch, WorkerPool& pool, Watch::Duration timeout) {
  PEWTER_CHECK(dispatch.kernel && dispatch.kernel->shape == model::CodeShape::per_thread);
  const auto run = [&](Job& job) -> Result<void, Fault> {
    pool.run(job);
    if (!job.has_failed()) return {};
    return Failure{*job.fault()};
  };
  Job job(dispatch, pool.helpers() + 1, timeout, run_on_this_thread);
  if (job.threadgroups() == 0) return {};
  if (!dispatch.between_ends) return run(job);
  return run_ends_first(dispatch, job.threadgroups(), [&](std::uint64_t begin, std::uint64_t end) {
    Job part(dispatch, pool.helpers() + 1, timeout, run_on_this_thread);
    part.restrict_to(begin, end);
    return run(part);
  });
}

}  // namespace reference

namespace {

// Plain code on a fiber, no vectors across threads. The oracle for faster executors.
class ReferenceExecutor final : public Executor {
 public:
  explicit ReferenceExecutor(const Options& options) : timeout_(timeout_of(options)), pool_(threads_of(options) - 1) {
    install_fault_handlers();
  }

  std::string_view name() const override { return "reference"; }
  model::CodeShape code_shape() const override { return model::CodeShape::per_thread; }
  std::span<const model::HostSymbol> host_symbols() const override { return reference::group_functions(); }

  std::shared_ptr<const model::LoadedKernel> product_kernel(model::ElementType input) const override {
    return reference::product_kernel(input);
  }
  unsigned cores() const override { return pool_.helpers() + 1; }

  Result<void, Fault> dispatch(const Dispatch& dispatch) override {
    return reference::run_per_thread(dispatch, pool_, timeout_);
  }

 private:
  const Watch::Duration timeout_;
  WorkerPool pool_;
};

}  // namespace

std::unique_ptr<Executor> make_reference_executor(const Options& options) {
  return std::make_unique<ReferenceExecutor>(options);
}

}  // namespace pewter::exec
