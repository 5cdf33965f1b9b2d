// SPDX-License-Identifier: Apache-2.0
#include "runtime/scheduler/parallel.h"

#include <algorithm>
#include <atomic>
#include <memory>

#include "runtime/threads/spin.h"

namespace pewter::runtime {
namespace {

struct Shared {
  const std::function<void(std::size_t)>* body;  // the caller's; only touched by who drew an index, before counting it as done
  std::size_t count;
  std::atomic<std::size_t> next{0};   // relaxed: indices only have to be distinct
  std::atomic<std::size_t> done{0};   // release by who finished one, acquire by the caller

  void work() {
    for (;;) {
      const std::size_t index = next.fetch_add(1, std::memory_order_relaxed);
      if (index >= count) return;
      (*body)(index);
      if (done.fetch_add(1, std::memory_order_acq_rel) + 1 == count) done.notify_one();
    }
  }
};

}  // namespace

void parallel_for(WorkerPool& pool, std::size_t count, const std::function<void(std::size_t)>& body) {
  if (count == 0) return;
  // A helper may come too late, when everything is drawn and the caller gone: it owns its share of the state.
  auto shared = std::make_shared<Shared>();
  shared->body = &body;
  shared->count = count;
  const std::size_t helpers = std::min<std::size_t>(count - 1, pool.max_threads() - 1);
  for (std::size_t i = 0; i < helpers; ++i) pool.post([shared] { shared->work(); });
  shared->work();
  for (Spin spin;;) {
    const std::size_t done = shared->done.load(std::memory_order_acquire);
    if (done == count) return;
    if (!spin.wait()) shared->done.wait(done, std::memory_order_acquire);
  }
}

}  // namespace pewter::runtime
