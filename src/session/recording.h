// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

#include "check/checker.h"
#include "report/report.h"
#include "trace/writer.h"

namespace pewter::session {

// Stands in front of the checker and writes down what it is told, for `pewter report` to run it again. Thread-safe.
class Recording final : public model::Observer, public model::SyncListener {
 public:
  // `age`: of waits that the checker's watchdog looks at.
  Recording(check::Checker& checker, model::StackRecorder& stacks, std::chrono::nanoseconds age)
      : checker_(checker), stacks_(stacks), age_(age) {}

  bool before(const model::Event& event) override;
  void on(const model::Event& event) override;
  void on_sync(const model::SyncEvent& event) override;

  // The program's threads, for the checker: what it sees is written down as well.
  std::vector<std::uint32_t> live_threads();

  // All threads sleep for good.
  void stood_still(const model::Stillness& still);

  // The trace so far as a file. `report`: what the process is, whatever was found.
  std::string file(report::Report report) const;

 private:
  void add(trace::EntryKind kind, const model::Event& event);
  std::uint64_t nanoseconds() const;

  check::Checker& checker_;
  model::StackRecorder& stacks_;
  const std::chrono::nanoseconds age_;
  const std::chrono::steady_clock::time_point began_ = std::chrono::steady_clock::now();
  trace::Writer writer_;
};

}  // namespace pewter::session
