// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <thread>

#include "exec/executor.h"
#include "exec/reference/group_functions.h"
#include "exec/reference/worker.h"
#include "exec/reference/worker_pool.h"

namespace pewter::exec {
namespace {

using namespace reference;

// Runs every thread of a grid by itself: plain code on a fiber, no vectors across threads. The oracle for faster
// executors.
class ReferenceExecutor final : public Executor {
 public:
  explicit ReferenceExecutor(const Options& options)
      : threads_(options.threads ? options.threads : std::max(1u, std::thread::hardware_concurrency())),
        seconds_(options.progress_timeout_seconds),
        watchdog_(options.progress_timeout_seconds),
        pool_(threads_ - 1, [this](Job& job) { Worker::of_this_thread().run(job, watchdog_, seconds_); }) {
    install_fault_handlers();
  }

  std::string_view name() const override { return "reference"; }
  model::CodeShape code_shape() const override { return model::CodeShape::per_thread; }
  std::span<const model::HostSymbol> host_symbols() const override { return group_functions(); }

  Result<void, Fault> dispatch(const Dispatch& dispatch) override {
    PEWTER_CHECK(dispatch.kernel && dispatch.kernel->shape == model::CodeShape::per_thread);
    Job job(dispatch, threads_);
    if (job.threadgroups() == 0) return {};
    pool_.run(job);
    if (auto fault = job.fault()) return Failure{std::move(*fault)};
    return {};
  }

 private:
  const unsigned threads_;
  const double seconds_;
  Watchdog watchdog_;
  WorkerPool pool_;  // last: its threads use the rest
};

}  // namespace

std::unique_ptr<Executor> make_reference_executor(const Options& options) {
  return std::make_unique<ReferenceExecutor>(options);
}

}  // namespace pewter::exec
