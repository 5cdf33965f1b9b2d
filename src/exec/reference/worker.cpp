// SPDX-License-Identifier: Apache-2.0
#include "exec/reference/worker.h"

#include <fmt/format.h>
#include <signal.h>

#include "exec/reference/sanitizers.h"
#include "support/log.h"

namespace pewter::exec::reference {
namespace {

// Room on every stack for the functions that kernels call: the C library's mathematics, intrinsics, and under a
// sanitizer its interceptors.
constexpr std::size_t kCallMargin = (sanitizers::kActive ? 96 : 16) * 1024;
constexpr std::size_t kPlainMargin = 256 * 1024;

std::string describe(const Job& job, const model::ThreadgroupFrame& frame) {
  return fmt::format("kernel '{}', threadgroup ({}, {}, {})", job.dispatch().kernel->info.host_name,
                     frame.position_in_grid[0], frame.position_in_grid[1], frame.position_in_grid[2]);
}

}  // namespace

Worker& Worker::of_this_thread() {
  static thread_local Worker worker;
  return worker;
}

void Worker::log(std::uint32_t level, std::string_view text) const {
  if (LogSink* sink = job_ ? job_->dispatch().log : nullptr) return sink->line(level, text);
  // os_log_type_t: default 0, info 1, debug 2, error 16, fault 17.
  pewter::log::write(level >= 16 ? pewter::log::Level::error : level == 2 ? pewter::log::Level::debug : pewter::log::Level::info, text);
}

bool Worker::prepare(Job& job) {
  const Dispatch& dispatch = job.dispatch();
  const model::KernelInfo& info = dispatch.kernel->info;
  frame_ = {};
  frame_.launch = &job.launch();
  // Kernels read the flag as a plain volatile word, which on every host that we generate code for is a relaxed atomic
  // load.
  static_assert(sizeof(std::atomic<std::uint32_t>) == sizeof(std::uint32_t));
  frame_.stop = reinterpret_cast<const volatile std::uint32_t*>(&job.stop());
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

void Worker::run(Job& job, Watchdog& watchdog, double seconds) {
  if (!prepare(job)) {
    return job.fail({Fault::Kind::out_of_memory,
                     fmt::format("kernel '{}': no memory for the stacks or the threadgroup memory of a threadgroup",
                                 job.dispatch().kernel->info.host_name)});
  }
  Watchdog::Watch watch(watchdog, job.stop());
  job_ = &job;
  watch_ = &watch;
  seconds_ = seconds;
  if (job.dispatch().kernel->info.convergent)
    run_convergent(job);
  else
    run_plain(job);
  job_ = nullptr;
  watch_ = nullptr;
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
    for (; number < end; ++number) {
      worker.watch_->progress();
      job.place(number, frame);
      const std::uint32_t* extent = frame.threads_per_threadgroup;
      model::ThreadFrame thread = {&frame, {0, 0, 0}, 0};
      std::uint32_t* at = thread.position_in_threadgroup;
      for (at[2] = 0; at[2] < extent[2]; ++at[2])
        for (at[1] = 0; at[1] < extent[1]; ++at[1])
          for (at[0] = 0; at[0] < extent[0]; ++at[0], ++thread.index_in_threadgroup) entry(&thread);
      if (job.is_stopped()) Fiber::leave(Return::stopped);
    }
  }
}

void Worker::run_convergent(Job& job) {
  const auto entry = reinterpret_cast<model::ThreadEntry>(job.dispatch().kernel->entry);
  for (std::uint64_t number, end; job.claim(number, end);) {
    for (; number < end; ++number) {
      watch_->progress();
      job.place(number, frame_);
      switch (lockstep_.run(frame_, entry, stacks_)) {
        case Lockstep::Outcome::finished:
          break;
        case Lockstep::Outcome::stopped:
          return report_stop(job);
        case Lockstep::Outcome::faulted:
          return report_fault(job);
        case Lockstep::Outcome::deadlock:
          return job.fail({Fault::Kind::timeout,
                           fmt::format("{} is in a deadlock: {}", describe(job, frame_), lockstep_.deadlock())});
      }
      if (job.is_stopped()) return report_stop(job);
    }
  }
}

void Worker::report_stop(Job& job) {
  // Where another worker's fault stopped the job, that fault is already there and stays.
  job.fail({Fault::Kind::timeout,
            fmt::format("{} ran for {} s without coming to an end and was stopped", describe(job, frame_), seconds_)});
}

void Worker::report_fault(Job& job) {
  const FaultRecord& fault = last_fault();
  if (fault.stack_overflow)
    return job.fail({Fault::Kind::stack_overflow,
                     fmt::format("{} overflowed the stack of one of its threads", describe(job, frame_))});
  if (fault.signal == SIGFPE)
    return job.fail({Fault::Kind::page_fault, fmt::format("{} raised an arithmetic exception", describe(job, frame_))});
  if (!fault.address)
    return job.fail(
        {Fault::Kind::page_fault,
         fmt::format("{} touched address zero, where no buffer is bound, or one that is not canonical or not aligned",
                     describe(job, frame_))});
  job.fail(
      {Fault::Kind::page_fault,
       fmt::format(
           "{} touched address {}, where there is no memory: a buffer that is not bound or an index out of its bounds",
           describe(job, frame_), fault.address)});
}

}  // namespace pewter::exec::reference
