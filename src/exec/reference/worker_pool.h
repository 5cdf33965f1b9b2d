// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <condition_variable>
#include <functional>
#include <list>
#include <mutex>
#include <thread>
#include <vector>

#include "exec/reference/job.h"

namespace pewter::exec::reference {

// The threads that help the callers of dispatch(). Own code and not a task library's: what a job does on a thread
// (switching stacks, taking signals) must be ordered in a way that ThreadSanitizer can see, and one list of jobs is all
// that is needed. All members are thread-safe.
class WorkerPool {
 public:
  // `helpers` threads besides the callers; `work` runs on each for every job that it joins.
  WorkerPool(unsigned helpers, std::function<void(Job&)> work);
  ~WorkerPool();

  // Runs `job` on the calling thread and on helpers that are free, and returns when no one works on it any more.
  void run(Job& job);

 private:
  struct Entry {
    Job* job;
    unsigned helpers = 0;  // at work on it
  };
  void help();
  std::list<Entry>::iterator find_work();

  const std::function<void(Job&)> work_;
  std::mutex mutex_;
  std::condition_variable work_came_;
  std::condition_variable helper_left_;
  std::list<Entry> jobs_;  // under mutex_; oldest first
  unsigned idle_ = 0;      // under mutex_: helpers in wait
  bool ending_ = false;    // under mutex_
  std::vector<std::thread> threads_;
};

}  // namespace pewter::exec::reference
