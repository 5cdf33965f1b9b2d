// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "exec/support/fiber.h"
#include "model/kernel_abi.h"

namespace pewter::exec::reference {

struct SimdGroup;

// Computes what a group function gives to the lanes of `active`, all of which are parked in it: reads SimdGroup::input,
// writes SimdGroup::output.
using Resolve = void (*)(SimdGroup& group, std::uint32_t active);

// 32 threads in lockstep at group functions. A bit in the masks stands for a lane.
struct SimdGroup {
  std::uint32_t live = 0;                               // not ended
  std::uint32_t ready = 0;                              // may run
  std::uint32_t parked = 0;                             // in a SIMD-group or quad-group function
  std::uint32_t barrier = 0;                            // in a threadgroup barrier
  std::array<std::uint32_t, model::kSimdWidth> site{};  // number of the call that the lane is in or comes to next
  std::array<Resolve, model::kSimdWidth> resolve{};     // where parked
  std::array<std::array<std::uint64_t, 4>, model::kSimdWidth> input{};
  std::array<std::uint64_t, model::kSimdWidth> output{};
};

// Runs one threadgroup at a time, every thread a fiber, as docs/architecture.md says under "Lockstep". Not thread-safe:
// every worker has its own.
class Lockstep {
 public:
  enum class Outcome : unsigned char { finished, stopped, faulted, deadlock };

  // Runs all threads of `threadgroup` through `entry`. `stacks` holds one for every thread. After any outcome but
  // `finished` the threads are gone.
  Outcome run(const model::ThreadgroupFrame& threadgroup, model::ThreadEntry entry, const StackPool& stacks);

  // Must be called before the stacks of earlier runs are freed.
  void forget_stacks();

  // After `deadlock`: which threads wait where.
  const std::string& deadlock() const { return deadlock_; }

  // For intrinsics: the lane that runs on this thread. Called on its fiber only.
  static SimdGroup& current_group();
  static unsigned current_lane();
  // Parks the running lane in a SIMD-group function until `resolve` has run for it.
  static void park(Resolve resolve);
  static void park_at_barrier();

  struct Running;

 private:
  struct Thread {
    Fiber fiber;
    model::ThreadFrame frame{};
    model::ThreadEntry entry = nullptr;
  };
  static void run_thread(void* thread);
  static void let_next_run(SimdGroup& group);
  static unsigned take_ready(SimdGroup& group);

  void start(const model::ThreadgroupFrame& threadgroup, model::ThreadEntry entry, const StackPool& stacks);
  Outcome run_to_barrier(std::size_t group);
  Outcome run_ready(std::size_t group);
  bool release_barrier();
  void describe_deadlock(std::uint32_t site, std::uint32_t other);

  std::vector<std::unique_ptr<Thread>> threads_;
  std::vector<SimdGroup> groups_;
  std::size_t thread_count_ = 0;
  const volatile std::uint32_t* stop_ = nullptr;
  std::string deadlock_;
};

}  // namespace pewter::exec::reference
