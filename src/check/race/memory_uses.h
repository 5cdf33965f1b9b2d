// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

#include "check/race/resource_history.h"
#include "check/race/vector_clock.h"
#include "model/memory_watch.h"

namespace pewter::check {

// A load or store of the program's.
struct ProgramTouch {
  std::uint64_t offset = 0;
  bool writes = false;
  Epoch at;
  Record record;
};

// What one command of a committed command buffer does with a resource.
struct InFlight {
  model::ObjectId buffer = 0;
  Touch touch;
  Record committed;
  bool begun = false, completed = false;
  // Bytes that it is known to touch, and all between them; none while last < first. All of the range where that is
  // exact.
  std::uint64_t first = UINT64_MAX, last = 0;
  std::vector<ProgramTouch> doubtful;  // in its range, and not known to meet it
};

struct Meeting {
  InFlight work;
  ProgramTouch program;
};

// The program's touches of one resource against the work that uses it and that nobody has seen complete. The API says
// where a range begins, not where it ends: programs keep what the GPU works on and what they write next in one buffer.
// So a touch counts only where work is known to touch bytes on both sides of it, or bytes in the same 128. Guarded by the
// checker's lock.
class MemoryUses {
 public:
  // Whether a touch of the program's comes before what the command buffer does: it waited for an event that was
  // signaled after the touch.
  using IsBefore = std::function<bool(const ProgramTouch&, model::ObjectId buffer)>;

  void committed(InFlight work);
  std::optional<Meeting> began(model::ObjectId buffer, model::ObjectId encoder, const IsBefore& is_before);
  std::optional<Meeting> program_touched(const ProgramTouch& touch);
  std::optional<Meeting> gpu_touched(std::uint64_t offset, const IsBefore& is_before);
  void completed(model::ObjectId buffer);
  // Somebody has seen that it is complete.
  void over(model::ObjectId buffer);

  // Which of the program's touches matter now.
  model::MemoryWatch::Closed of_interest() const;

 private:
  static std::optional<Meeting> look_again(InFlight& work, const IsBefore& is_before);

  static constexpr std::size_t kMost = 256, kMostDoubtful = 16;
  std::vector<InFlight> works_;
};

}  // namespace pewter::check
