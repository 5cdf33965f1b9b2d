// SPDX-License-Identifier: Apache-2.0
#include "exec/reference/worker_pool.h"

#include <algorithm>

namespace pewter::exec::reference {

WorkerPool::WorkerPool(unsigned helpers, std::function<void(Job&)> work) : work_(std::move(work)) {
  for (unsigned i = 0; i < helpers; ++i) threads_.emplace_back([this] { help(); });
}

WorkerPool::~WorkerPool() {
  {
    std::lock_guard lock(mutex_);
    ending_ = true;
  }
  work_came_.notify_all();
  for (std::thread& thread : threads_) thread.join();
}

void WorkerPool::run(Job& job) {
  if (threads_.empty() || job.chunks() < 2) return work_(job);
  std::list<Entry>::iterator entry;
  unsigned wanted = 0;
  {
    std::lock_guard lock(mutex_);
    entry = jobs_.insert(jobs_.end(), {&job});
    wanted = static_cast<unsigned>(std::min<std::uint64_t>(idle_, job.chunks() - 1));
  }
  for (unsigned i = 0; i < wanted; ++i) work_came_.notify_one();
  work_(job);
  std::unique_lock lock(mutex_);
  // Helpers join under the mutex and only while there is work, of which there is none now: the count can only fall.
  helper_left_.wait(lock, [&] { return entry->helpers == 0; });
  jobs_.erase(entry);
}

std::list<WorkerPool::Entry>::iterator WorkerPool::find_work() {
  return std::find_if(jobs_.begin(), jobs_.end(), [](const Entry& entry) { return entry.job->has_work(); });
}

void WorkerPool::help() {
  std::unique_lock lock(mutex_);
  for (;;) {
    auto entry = jobs_.end();
    ++idle_;
    work_came_.wait(lock, [&] { return ending_ || (entry = find_work()) != jobs_.end(); });
    --idle_;
    if (entry == jobs_.end()) return;  // ending; whoever dispatches while the executor ends has no helpers, but runs
    ++entry->helpers;
    lock.unlock();
    work_(*entry->job);
    lock.lock();
    if (--entry->helpers == 0) helper_left_.notify_all();
  }
}

}  // namespace pewter::exec::reference
