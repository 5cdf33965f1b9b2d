// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <thread>
#include <vector>

#include "runtime/recording/recording.h"

namespace pewter::runtime {

// What makes a program safe whose threads encode on one command buffer at the same time (`pewter run
// --check=serialise`): each encoder records into memory of its own, and takes its place among the buffer's passes in
// the order in which encoders were asked for. To the program it looks like one command buffer; inside it is one for
// each encoder. Thread-safe.
class SeparateSessions {
 public:
  enum class Opening : std::uint8_t {
    alone,     // as Metal wants it
    beside,    // another thread has an encoder open: Metal would have aborted
    own_open,  // this thread has: no race, and still wrong. Nothing was opened
    closed,    // the buffer is committed. Nothing was opened
  };
  struct Opened {
    Opening opening{};
    Recording* recording = nullptr;
    Pass* pass = nullptr;
  };

  // `whole`: the command buffer's recording.
  explicit SeparateSessions(Recording& whole) : whole_(whole) {}

  Opened open(Pass::Type type, DispatchType dispatch_type);
  void end(const Recording* session);
  // Something that is recorded between encoders. False: this thread has an encoder open.
  bool add_event(Item::Kind kind, Event* event, std::uint64_t value);

  enum class Closing : std::uint8_t { alone, after_others, own_open, others_open };
  // Closes the buffer for its commit once other threads' encoders have ended; waits for them, but not for ever.
  Closing close();

 private:
  struct Session {
    const Recording* recording;
    std::thread::id thread;
  };
  bool own_open() const;

  Recording& whole_;
  std::mutex mutex_;  // guards what follows, and the list of items of whole_
  std::condition_variable ended_;
  std::vector<Session> open_;
  bool closed_ = false;
};

}  // namespace pewter::runtime
