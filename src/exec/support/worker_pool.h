// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <thread>
#include <utility>
#include <vector>

#include "exec/support/job.h"

namespace pewter::exec {

// The threads that help the callers of dispatch(). docs/adr/0008 has the reasons for one of our own. Sharing and
// finishing a job takes no lock and allocates nothing; several callers at once meet in one atomic word only. Idle
// helpers spin for a moment and then sleep. All members are thread-safe.
class WorkerPool {
 public:
  // `helpers` threads besides the callers.
  explicit WorkerPool(unsigned helpers);
  ~WorkerPool();  // no job may be shared any more

  unsigned helpers() const { return static_cast<unsigned>(threads_.size()); }
  // True while a helper is awake and has nothing to do: sharing a job is cheap then. A hint.
  bool is_spinning() const { return spinning_.load(std::memory_order_relaxed) > 0; }
  // How long a caller lately took to wake a helper, in ticks.
  std::uint64_t wake_ticks() const { return wake_ticks_.load(std::memory_order_relaxed); }

  // Lets helpers work on a job, until close() or the end of this object. Both return when no helper is at work on it any
  // more, their writes visible; the owner should have run out of claims before.
  class Sharing {
   public:
    explicit Sharing(WorkerPool& pool) : pool_(pool) {}
    Sharing(const Sharing&) = delete;
    Sharing& operator=(const Sharing&) = delete;
    ~Sharing() { close(); }
    void close() {
      if (slot_ >= 0) pool_.close(std::exchange(slot_, -1));
    }
    // Once. Does nothing where kSlots jobs are shared already: the owner then works alone.
    void open(Job& job) { slot_ = pool_.open(job); }

   private:
    WorkerPool& pool_;
    int slot_ = -1;
  };

  // The calling thread works on `job`, with help where there are at least two threadgroups.
  void run(Job& job);

 private:
  static constexpr int kSlots = 32;

  // A place where a job is offered. Outlives every job: helpers may look at it at any time.
  struct alignas(64) Slot {
    // kTaken: has an owner. kOpen: helpers may join. kWaits: the owner sleeps until the last helper has left. Below:
    // how many helpers are in.
    //   A helper joins by a compare-exchange that needs kOpen (acquire: it sees the job) and leaves by a decrement
    // (release: the owner sees its work). The owner takes kOpen away and then waits for the count to be zero (acquire);
    // after that nobody can join, and the job may go. So `job` is only read by those who are counted in.
    std::atomic<std::uint32_t> state{0};
    Job* job = nullptr;  // written by the owner between taking and opening the slot
  };
  static constexpr std::uint32_t kTaken = 1u << 31, kOpen = 1u << 30, kWaits = 1u << 29, kCount = kWaits - 1;

  int open(Job& job);
  void close(int slot);
  void wake_one();
  void help(unsigned number);
  bool join_one(unsigned number);
  bool look_for_work(unsigned number);
  void park();

  std::array<Slot, kSlots> slots_;
  // Bit i: slot i may have work. What idle helpers look at. Set by the owner after opening the slot; cleared by whoever
  // finds nothing left to claim, while it is still counted in or the owner, so never for the slot's next job.
  // Sequentially consistent against sleepers_: see park().
  alignas(64) std::atomic<std::uint32_t> open_{0};
  alignas(64) std::atomic<std::uint32_t> sleepers_{0};
  std::atomic<std::uint32_t> wakes_{0};  // what sleepers sleep on
  std::atomic<std::uint32_t> spinning_{0};     // relaxed: a hint
  std::atomic<std::uint64_t> wake_ticks_;      // likewise
  std::atomic<bool> ending_{false};            // relaxed: published by wakes_
  std::vector<std::thread> threads_;
};

}  // namespace pewter::exec
