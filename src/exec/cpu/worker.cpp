// SPDX-License-Identifier: Apache-2.0
#include "exec/cpu/worker.h"

#include <algorithm>
#include <atomic>

#include "exec/support/fault_report.h"
#include "exec/support/log_line.h"
#include "exec/support/touches.h"

namespace pewter::exec::cpu {
namespace {

// Room on the stack for the functions that kernels call: the C library's mathematics, under a sanitizer its interceptors.
constexpr std::size_t kCallMargin = 256 * 1024;

// Stores past the caches are ordered by nothing that a release does on x86; elsewhere they are stores like others.
// Before the job's end is told to anyone.
void order_streamed_stores() {
#if defined(__x86_64__)
  __builtin_ia32_sfence();
#else
  std::atomic_thread_fence(std::memory_order_release);
#endif
}

}  // namespace

Worker& Worker::of_this_thread() {
  static thread_local Worker worker;
  return worker;
}

bool Worker::prepare(const CpuJob& job) {
  const Dispatch& dispatch = job.dispatch();
  const model::KernelInfo& info = dispatch.kernel->info;
  // Both kernels are the same source's, but need not be laid out alike.
  const model::KernelInfo& edge = dispatch.edge_kernel ? dispatch.edge_kernel->info : info;
  frame_.launch = &job.launch();
  frame_.stop = watch_.stop_flag();
  if (!memory_.lay_out(std::max(info.static_threadgroup_bytes, edge.static_threadgroup_bytes), dispatch.threadgroup_memory,
                       frame_))
    return false;
  scratch_ = nullptr;
  if (const std::size_t each = std::max(info.scratch_bytes, edge.scratch_bytes)) {
    const std::uint64_t simdgroups = (job.threads_per_threadgroup() + model::kSimdWidth - 1) / model::kSimdWidth;
    scratch_ = scratch_memory_.last(each * simdgroups);
    if (!scratch_) return false;
  }
  const std::size_t stack = std::max(info.private_bytes, edge.private_bytes) + kCallMargin;
  if (!stacks_.is_large_enough(stack)) fiber_.abandon();
  return stacks_.reserve(1, stack);
}

std::uint64_t Worker::run(CpuJob& job, bool owner) {
  const model::LoadedKernel& kernel = *job.dispatch().kernel;
  ended_ = 0;
  if (!prepare(job)) {
    job.fail(memory_fault(kernel));
    return 0;
  }
  const LogScope log(job.dispatch().log);
  const TouchScope touches(job.dispatch().touches);
  job_ = &job;
  owner_ = owner;
  watch_.begin(&job, job.timeout());
  // On a fiber, which can be abandoned when the kernel faults or runs away.
  fiber_.prepare(stacks_.at(0), &run_threadgroups, this);
  const Return why = fiber_.resume();
  if (job.may_stream()) order_streamed_stores();
  watch_.end();
  job_ = nullptr;
  if (why != Return::finished) {
    fiber_.abandon();
    // Where another thread's fault stopped the job, that fault is already there and stays.
    job.fail(why == Return::stopped ? timeout_fault(kernel, frame_, job.timeout())
                                    : signal_fault(kernel, frame_, last_fault()));
  }
  return ended_;
}

void Worker::run_threadgroups(void* argument) {
  auto& worker = *static_cast<Worker*>(argument);
  CpuJob& job = *worker.job_;
  model::ThreadgroupFrame& frame = worker.frame_;
  const Dispatch& dispatch = job.dispatch();
  const auto entry = reinterpret_cast<model::ThreadgroupEntry>(dispatch.kernel->entry);
  const auto edge = dispatch.edge_kernel ? reinterpret_cast<model::ThreadgroupEntry>(dispatch.edge_kernel->entry) : entry;
  const auto is_full = [&, full = job.launch().dispatch_threads_per_threadgroup] {
    return std::equal(full, full + 3, frame.threads_per_threadgroup);
  };
  for (std::uint64_t number, end; job.next(worker.owner_, number, end);) {
    for (job.place(number, frame); number < end && !job.has_failed(); ++number, job.advance(frame)) {
      worker.watch_.progress();
      (is_full() ? entry : edge)(&frame, worker.scratch_);
      if (worker.watch_.is_stopped()) Fiber::leave(Return::stopped);
      ++worker.ended_;
    }
  }
}

}  // namespace pewter::exec::cpu
