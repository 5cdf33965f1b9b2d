// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "exec/cpu/cpu_job.h"
#include "exec/cpu/kernel_rates.h"
#include "exec/cpu/matrix_product.h"
#include "exec/cpu/worker.h"
#include "exec/reference/group_functions.h"
#include "exec/reference/reference_executor.h"
#include "exec/support/ends_first.h"
#include "exec/support/fault_guard.h"
#include "exec/support/settings.h"
#include "support/tick.h"
#include "exec/support/worker_pool.h"

namespace pewter::exec {
namespace {

using cpu::CpuJob;

// Runs SIMD-groups as vectors of 32 lanes, threadgroups side by side on the cores. Kernels that the compiler could not
// vectorise come in the shape per_thread and run as the reference executor runs them.
//
// Sharing a dispatch with other threads costs about a microsecond, and where they sleep what the system takes to wake one:
// on virtual machines tens of microseconds, half of them the caller's. So both that and how long a thread of a kernel takes
// are measured, and a dispatch that will be short runs on the calling thread alone; if it takes longer than that time all
// the same, the rest of it is shared.
class CpuExecutor final : public Executor {
 public:
  explicit CpuExecutor(const Options& options)
      : timeout_(timeout_of(options)), cached_bytes_(cached_bytes_of(options)), pool_(threads_of(options) - 1) {
    install_fault_handlers();
  }

  std::string_view name() const override { return "cpu"; }
  model::CodeShape code_shape() const override { return model::CodeShape::per_simdgroup; }
  // Vector code calls few of them (poll, log_line); code of the shape per_thread any.
  std::span<const model::HostSymbol> host_symbols() const override { return reference::group_functions(); }

  std::shared_ptr<const model::LoadedKernel> product_kernel(model::ElementType input) const override {
    return cpu::product_kernel(input);
  }
  unsigned cores() const override { return pool_.helpers() + 1; }

  Result<void, Fault> dispatch(const Dispatch& dispatch) override {
    if (dispatch.kernel->shape == model::CodeShape::per_thread) return reference::run_per_thread(dispatch, pool_, timeout_);
    if (dispatch.edge_kernel && dispatch.edge_kernel->shape == model::CodeShape::per_thread) {
      // Code for any size may be without a vector form where that for one size has one. It runs full threadgroups, too.
      Dispatch all = dispatch;
      all.kernel = dispatch.edge_kernel;
      all.edge_kernel = nullptr;
      return reference::run_per_thread(all, pool_, timeout_);
    }
    PEWTER_CHECK(runs(*dispatch.kernel, dispatch.threads_per_threadgroup));
    PEWTER_CHECK(!dispatch.edge_kernel || runs(*dispatch.edge_kernel, {0, 0, 0}));
    CpuJob job(dispatch, pool_, timeout_, cached_bytes_);
    if (job.threadgroups() == 0) return {};
    if (!dispatch.between_ends) return run(job, job.threadgroups());
    return run_ends_first(dispatch, job.threadgroups(), [&](std::uint64_t begin, std::uint64_t end) {
      CpuJob part(dispatch, pool_, timeout_, cached_bytes_);
      part.restrict_to(begin, end);
      return run(part, end - begin);
    });
  }

 private:
  // Vector code that may be called for full threadgroups of `size`: specialised code runs no other.
  static bool runs(const model::LoadedKernel& kernel, const Extent& size) {
    const auto& [x, y, z] = kernel.threads_per_threadgroup;
    return kernel.shape == model::CodeShape::per_simdgroup && (x == 0 || (x == size.x && y == size.y && z == size.z));
  }

  Result<void, Fault> run(CpuJob& job, std::uint64_t threadgroups) {
    if (threadgroups == 1 || pool_.helpers() == 0)
      cpu::Worker::of_this_thread().run(job, true);
    else
      run_measured(job, threadgroups);
    if (!job.has_failed()) return {};
    return Failure{*job.fault()};
  }

  // A dispatch that takes longer is worth sharing: in microseconds with helpers awake, else in calls that wake one.
  static constexpr double kWorthSharing = 2;
  static constexpr double kWorthWaking = 4;

  // What the time of a threadgroup is in proportion to.
  static double work_of_threadgroup(const CpuJob& job) {
    const std::uint64_t work = job.dispatch().work;
    return static_cast<double>(work ? work : job.threads_per_threadgroup());
  }

  void run_measured(CpuJob& job, std::uint64_t threadgroups) {
    const void* const kernel = job.dispatch().kernel->entry;
    const double work = work_of_threadgroup(job);
    const double microsecond = ticks_per_microsecond();
    const double awake = microsecond * kWorthSharing;
    const double limit = pool_.is_spinning() ? awake : std::max(awake, kWorthWaking * static_cast<double>(pool_.wake_ticks()));
    const double threadgroup = static_cast<double>(rates_.find(kernel)) * work;
    const std::uint64_t began = ticks();
    // Claims that take less than a microsecond would be spent on claiming.
    if (threadgroup > 0) job.set_smallest_chunk(static_cast<std::uint64_t>(std::clamp(microsecond / threadgroup, 1.0, 1e9)));
    if (threadgroup > 0 && threadgroup * static_cast<double>(threadgroups) < limit)
      job.begin_alone(static_cast<std::uint64_t>(std::max(limit / threadgroup / 2, 1.0)),
                      began + static_cast<std::uint64_t>(2 * limit));
    else
      job.share();
    const std::uint64_t ended = cpu::Worker::of_this_thread().run(job, true);
    if (ended > 0)
      rates_.update(kernel, static_cast<float>(static_cast<double>(ticks() - began) / (static_cast<double>(ended) * work)));
    job.wait_for_helpers();
  }

  const Watch::Duration timeout_;
  const std::uint64_t cached_bytes_;
  cpu::KernelRates rates_;
  WorkerPool pool_;
};

}  // namespace

std::unique_ptr<Executor> make_cpu_executor(const Options& options) { return std::make_unique<CpuExecutor>(options); }

}  // namespace pewter::exec
