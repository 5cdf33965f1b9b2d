// SPDX-License-Identifier: Apache-2.0
#include "exec/reference/worker.h"

#include <fmt/format.h>

#include "exec/support/fault_report.h"
#include "exec/support/log_line.h"
#include "exec/support/sanitizers.h"
#include "exec/support/touches.h"

namespace pewter::exec::reference {
namespace {

// Room on every stack for the functions that kernels call: the C library's mathematics, intrinsics, and under a
// sanitizer its interceptors.
constexpr std::size_t kCallMargin = (sanitizers::kActive ? 96 : 16) * 1024;
constexpr std::size_t kPlainMargin = 256 * 1024;

}  // namespace

Worker& Worker::of_this_thread() {
  static thread_local Worker worker;
  return worker;
}

bool Worker::prepare(Job& job) {
  const Dispatch& dispatch = job.dispatch();
  const model::KernelInfo& info = dispatch.kernel->info;
  frame_.launch = &job.launch();
  frame_.stop = watch_.stop_flag();
  if (!memory_.lay_out(info.static_threadgroup_bytes, dispatch.threadgroup_memory, frame_)) return false;
  if (!info.convergent) {
    const std::size_t bytes = info.private_bytes + kPlainMargin;
    if (!plain_stacks_.is_large_enough(bytes)) plain_.abandon();
    return plain_stacks_.reserve(1, bytes);
  }
  const std::size_t bytes = info.private_bytes + kCallMargin;
  if (!stacks_.is_large_enough(bytes)) lockstep_.forget_stacks();
  const Extent& size = dispatch.threads_per_threadgroup;
  return stacks_.reserve(std::size_t{size.x} * size.y * size.z, bytes);
}

void Worker::run(Job& job) {
  if (!prepare(job)) return job.fail(memory_fault(*job.dispatch().kernel));
  const LogScope log(job.dispatch().log);
  const TouchScope touches(job.dispatch().touches);
  job_ = &job;
  watch_.begin(&job, job.timeout());
  if (job.dispatch().kernel->info.convergent)
    run_convergent(job);
  else
    run_plain(job);
  watch_.end();
  job_ = nullptr;
}

// No thread ever waits for another, so one after the other will do. They still run on a fiber: it can be abandoned when
// a thread faults or runs away.
void Worker::run_plain(Job& job) {
  plain_.prepare(plain_stacks_.at(0), &run_threadgroups, this);
  const Return why = plain_.resume();
  if (why == Return::finished) return;
  plain_.abandon();
  if (why == Return::stopped)
    report_stop(job);
  else
    report_fault(job);
}

void Worker::run_threadgroups(void* argument) {
  auto& worker = *static_cast<Worker*>(argument);
  Job& job = *worker.job_;
  model::ThreadgroupFrame& frame = worker.frame_;
  const auto entry = reinterpret_cast<model::ThreadEntry>(job.dispatch().kernel->entry);
  for (std::uint64_t number, end; job.claim(number, end);) {
    for (job.place(number, frame); number < end && !job.has_failed(); ++number, job.advance(frame)) {
      worker.watch_.progress();
      const std::uint32_t* extent = frame.threads_per_threadgroup;
      model::ThreadFrame thread = {&frame, {0, 0, 0}, 0};
      std::uint32_t* at = thread.position_in_threadgroup;
      for (at[2] = 0; at[2] < extent[2]; ++at[2])
        for (at[1] = 0; at[1] < extent[1]; ++at[1])
          for (at[0] = 0; at[0] < extent[0]; ++at[0], ++thread.index_in_threadgroup) entry(&thread);
      if (worker.watch_.is_stopped()) Fiber::leave(Return::stopped);
    }
  }
}

void Worker::run_convergent(Job& job) {
  const auto entry = reinterpret_cast<model::ThreadEntry>(job.dispatch().kernel->entry);
  for (std::uint64_t number, end; job.claim(number, end);) {
    for (job.place(number, frame_); number < end && !job.has_failed(); ++number, job.advance(frame_)) {
      watch_.progress();
      switch (lockstep_.run(frame_, entry, stacks_)) {
        case Lockstep::Outcome::finished:
          break;
        case Lockstep::Outcome::stopped:
          return report_stop(job);
        case Lockstep::Outcome::faulted:
          return report_fault(job);
        case Lockstep::Outcome::deadlock:
          return job.fail({Fault::Kind::timeout, fmt::format("{} is in a deadlock: {}", describe(*job.dispatch().kernel, frame_),
                                                             lockstep_.deadlock())});
      }
      if (watch_.is_stopped()) return report_stop(job);
    }
  }
}

void Worker::report_stop(Job& job) {
  // Where another worker's fault stopped the job, that fault is already there and stays.
  job.fail(timeout_fault(*job.dispatch().kernel, frame_, job.timeout()));
}

void Worker::report_fault(Job& job) { job.fail(signal_fault(*job.dispatch().kernel, frame_, last_fault())); }

}  // namespace pewter::exec::reference
