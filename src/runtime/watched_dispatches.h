// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <unordered_map>
#include <vector>

#include "exec/executor.h"
#include "model/touch_table.h"
#include "model/touch_watch.h"
#include "runtime/recording/commands.h"
#include "runtime/types.h"

namespace pewter::runtime {

// The dispatches of the process of which somebody wants to know what they touch, until they run. Thread-safe.
class WatchedDispatches final : public model::TouchWatch {
 public:
  static WatchedDispatches& instance();  // never destroyed

  void watch(std::uint64_t number, ObjectId resource) override;
  void forget(std::uint64_t number) override;

  // Takes it out: what is to be known of it. Mostly nothing.
  std::vector<ObjectId> begin(std::uint64_t number) {
    // Relaxed: who asked did so before the command buffer was committed, which orders it before it runs.
    if (number == 0 || count_.load(std::memory_order_relaxed) == 0) [[likely]]
      return {};
    return take(number);
  }

 private:
  std::vector<ObjectId> take(std::uint64_t number);

  std::atomic<std::size_t> count_{0};  // of wanted_
  std::mutex mutex_;
  std::unordered_map<std::uint64_t, std::vector<ObjectId>> wanted_;  // guarded by mutex_
};

// The touches of one dispatch on its way through the executor.
class DispatchTouches {
 public:
  DispatchTouches(const DispatchCommand& command, const std::vector<ObjectId>& resources);

  // Gives `dispatch`, complete but for the kernels, code that says what it touches. Where there is no such code it
  // stays as it is, and nothing will be known.
  void listen(exec::Dispatch& dispatch);
  // An indirect dispatch has no threadgroups.
  void listen_to_nothing();
  // It has run: tells.
  void tell() const;

 private:
  const DispatchCommand& command_;
  model::TouchTable table_;
};

}  // namespace pewter::runtime
