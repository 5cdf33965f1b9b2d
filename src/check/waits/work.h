// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <vector>

#include "check/state/record.h"

namespace pewter::check {

// What command buffers that have not completed are to wait for and to signal, and in which order queues take them.
// Guarded by the checker's lock.
class Work {
 public:
  struct EventStep {
    bool signals = false;  // else waits
    model::ObjectId event = 0;
    std::uint64_t value = 0;
    Record recorded;
    bool done = false;
  };
  struct Buffer {
    model::ObjectId queue = 0;
    std::optional<Record> made, committed, enqueued;
    std::vector<EventStep> steps;
  };
  struct Event {
    model::ObjectClass object_class{};
    std::uint64_t value = 0;
    std::optional<Record> last;  // signal
  };
  struct Signal {
    model::ObjectId buffer = 0;
    std::size_t step = 0;
  };
  // Why a queue does not come to a step of a buffer: `buffer` is not committed, or waits in its `step`.
  struct Obstacle {
    model::ObjectId buffer = 0;
    std::optional<std::size_t> step;
  };
  static constexpr std::size_t kEnd = ~std::size_t{0};

  void apply(const model::Event& event, const Record& record);

  const Buffer* buffer(model::ObjectId id) const;  // null: completed, or never seen
  Event& event(model::ObjectId id) { return events_[id]; }
  bool reached(model::ObjectId event, std::uint64_t value) const;
  // Signals that will let a wait for that value go on, of whatever buffer, once they are executed.
  std::vector<Signal> signals(model::ObjectId event, std::uint64_t value) const;
  // What keeps the buffer from getting beyond that step; nothing: it is on its way.
  std::optional<Obstacle> obstacle(model::ObjectId buffer, std::size_t step = kEnd) const;
  std::vector<model::ObjectId> made_of(model::ObjectId queue) const;
  // The thread that runs a handler of the queue of a buffer that has completed and has handlers that have not returned: who waits
  // for the buffer waits for them.
  std::optional<std::uint32_t> busy_with_handlers(model::ObjectId buffer) const;
  // The thread that runs a handler of that queue.
  std::optional<std::uint32_t> handling(model::ObjectId queue) const;
  const std::map<model::ObjectId, Buffer>& buffers() const { return buffers_; }
  // Whether code of the program is yet to run by itself: handlers, listeners.
  bool has_callbacks() const;

 private:
  std::map<model::ObjectId, Buffer> buffers_;
  std::map<model::ObjectId, Event> events_;
  std::map<model::ObjectId, std::deque<model::ObjectId>> orders_;  // of queues
  struct Handlers {
    std::int64_t left = 0;  // that have not returned
    model::ObjectId queue = 0;
  };
  std::map<model::ObjectId, Handlers> handlers_;                   // of buffers
  std::map<model::ObjectId, std::uint32_t> handling_;              // queue -> thread that runs one of its handlers
  std::int64_t listeners_ = 0;
};

}  // namespace pewter::check
