// SPDX-License-Identifier: Apache-2.0
#include "exec/reference/lockstep.h"

#include <fmt/format.h>

#include <bit>
#include <utility>

namespace pewter::exec::reference {
namespace {

// The flag is an atomic of its owner's (job.h); this is a relaxed load of it.
bool is_set(const volatile std::uint32_t* flag) { return __atomic_load_n(flag, __ATOMIC_RELAXED) != 0; }

template <class F>
void for_each_lane(std::uint32_t mask, F f) {
  for (; mask; mask &= mask - 1) f(static_cast<unsigned>(std::countr_zero(mask)));
}

// The parked lanes that go on together: those at the site that comes first in program order.
std::uint32_t first_site(const SimdGroup& group) {
  std::uint32_t best = 0;
  std::uint32_t mask = 0;
  Resolve resolve = nullptr;
  for_each_lane(group.parked, [&](unsigned lane) {
    if (mask && group.site[lane] > best) return;
    if (!mask || group.site[lane] < best) {
      best = group.site[lane];
      resolve = group.resolve[lane];
      mask = 0;
    }
    if (group.resolve[lane] == resolve) mask |= 1u << lane;
  });
  return mask;
}

}  // namespace

// The lane that runs on this thread; what intrinsics find their SIMD-group by.
struct Lockstep::Running {
  SimdGroup* group = nullptr;
  const std::unique_ptr<Thread>* threads = nullptr;  // of the SIMD-group's 32
  unsigned lane = 0;
};

namespace {
thread_local Lockstep::Running running [[gnu::tls_model("initial-exec")]];
}

SimdGroup& Lockstep::current_group() { return *running.group; }
unsigned Lockstep::current_lane() { return running.lane; }

void Lockstep::park(Resolve resolve) {
  SimdGroup& group = *running.group;
  const unsigned lane = running.lane;
  group.resolve[lane] = resolve;
  group.parked |= 1u << lane;
  let_next_run(group);
}

void Lockstep::park_at_barrier() {
  SimdGroup& group = *running.group;
  group.barrier |= 1u << running.lane;
  let_next_run(group);
}

void Lockstep::let_next_run(SimdGroup& group) {
  if (group.ready)
    Fiber::switch_to(running.threads[take_ready(group)]->fiber);
  else
    Fiber::leave(Return::parked);
}

unsigned Lockstep::take_ready(SimdGroup& group) {
  const auto lane = static_cast<unsigned>(std::countr_zero(group.ready));
  group.ready &= group.ready - 1;
  running.lane = lane;
  return lane;
}

void Lockstep::run_thread(void* argument) {
  const auto* thread = static_cast<Thread*>(argument);
  thread->entry(&thread->frame);
}

void Lockstep::start(const model::ThreadgroupFrame& threadgroup, model::ThreadEntry entry, const StackPool& stacks) {
  const std::uint32_t* extent = threadgroup.threads_per_threadgroup;
  thread_count_ = std::size_t{extent[0]} * extent[1] * extent[2];
  while (threads_.size() < thread_count_) threads_.push_back(std::make_unique<Thread>());
  groups_.resize((thread_count_ + model::kSimdWidth - 1) / model::kSimdWidth);
  for (SimdGroup& group : groups_) group.live = group.ready = group.parked = group.barrier = 0;
  std::uint32_t index = 0;
  for (std::uint32_t z = 0; z < extent[2]; ++z) {
    for (std::uint32_t y = 0; y < extent[1]; ++y) {
      for (std::uint32_t x = 0; x < extent[0]; ++x, ++index) {
        Thread& thread = *threads_[index];
        thread.frame = {&threadgroup, {x, y, z}, index};
        thread.entry = entry;
        thread.fiber.prepare(stacks.at(index), &run_thread, &thread);
        SimdGroup& group = groups_[index / model::kSimdWidth];
        group.live |= 1u << index % model::kSimdWidth;
        group.site[index % model::kSimdWidth] = 0;
      }
    }
  }
  for (SimdGroup& group : groups_) group.ready = group.live;
}

Lockstep::Outcome Lockstep::run_ready(std::size_t index) {
  SimdGroup& group = groups_[index];
  running.group = &group;
  running.threads = &threads_[index * model::kSimdWidth];
  while (group.ready) {
    switch (running.threads[take_ready(group)]->fiber.resume()) {
      case Return::finished:
        group.live &= ~(1u << running.lane);
        break;  // not always the lane that was resumed
      case Return::parked:
        break;
      case Return::stopped:
        return Outcome::stopped;
      case Return::faulted:
        return Outcome::faulted;
    }
  }
  return Outcome::finished;
}

// Runs one SIMD-group until each of its lanes has ended or waits in a threadgroup barrier.
Lockstep::Outcome Lockstep::run_to_barrier(std::size_t index) {
  SimdGroup& group = groups_[index];
  for (;;) {
    if (const Outcome outcome = run_ready(index); outcome != Outcome::finished) return outcome;
    if (!group.parked) return Outcome::finished;
    if (is_set(stop_)) return Outcome::stopped;
    // Lanes in a barrier cannot go on before these have come there, or ended: Metal leaves undefined what a barrier
    // means that only some threads reach, and this order is the one that gets furthest.
    const std::uint32_t active = first_site(group);
    group.resolve[std::countr_zero(active)](group, active);
    group.parked &= ~active;
    group.ready = active;
  }
}

// Every live thread waits in a barrier. False where those are different barriers: none of them will ever be complete.
bool Lockstep::release_barrier() {
  std::uint32_t site = 0;
  bool any = false;
  for (const SimdGroup& group : groups_) {
    std::uint32_t other = 0;
    bool differs = false;
    for_each_lane(group.barrier, [&](unsigned lane) {
      if (!any) site = group.site[lane];
      any = true;
      if (group.site[lane] != site) {
        differs = true;
        other = group.site[lane];
      }
    });
    if (differs) {
      describe_deadlock(site, other);
      return false;
    }
  }
  for (SimdGroup& group : groups_) group.ready = std::exchange(group.barrier, 0);
  return true;
}

void Lockstep::describe_deadlock(std::uint32_t site, std::uint32_t other) {
  std::size_t here = 0;
  std::size_t there = 0;
  for (const SimdGroup& group : groups_) {
    for_each_lane(group.barrier, [&](unsigned lane) {
      here += group.site[lane] == site;
      there += group.site[lane] == other;
    });
  }
  deadlock_ = fmt::format(
      "{} of its threads wait in the threadgroup barrier at site {} and {} in the one at site {}: all threads of a "
      "threadgroup must reach the same barrier",
      here, site, there, other);
}

void Lockstep::forget_stacks() {
  for (const auto& thread : threads_) thread->fiber.abandon();
}

Lockstep::Outcome Lockstep::run(const model::ThreadgroupFrame& threadgroup, model::ThreadEntry entry,
                                const StackPool& stacks) {
  stop_ = threadgroup.stop;
  start(threadgroup, entry, stacks);
  Outcome outcome = Outcome::finished;
  for (;;) {
    bool waiting = false;
    for (std::size_t i = 0; i < groups_.size() && outcome == Outcome::finished; ++i) {
      outcome = run_to_barrier(i);
      waiting |= groups_[i].barrier != 0;
    }
    if (outcome != Outcome::finished || !waiting) break;
    if (is_set(stop_))
      outcome = Outcome::stopped;
    else if (!release_barrier())
      outcome = Outcome::deadlock;
    if (outcome != Outcome::finished) break;
  }
  if (outcome != Outcome::finished) forget_stacks();
  return outcome;
}

}  // namespace pewter::exec::reference
