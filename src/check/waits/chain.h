// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "check/scene.h"
#include "check/waits/wait.h"
#include "check/waits/work.h"

namespace pewter::check {

// One party of a chain of waits, and why it does not go on.
struct Link {
  enum class Kind : std::uint8_t { thread, buffer, event, queue, lock };
  Kind kind{};
  std::uint64_t id = 0;
  std::uint64_t value = 0;  // of an event
  std::string text;         // "thread 7 waits for MTLCommandBuffer 3 to complete"
  Record where;             // sequence 0: nowhere in particular
};

// A waits for B, which waits for C, ...
struct Chain {
  enum class Ending : std::uint8_t {
    goes_on,      // the last one will go on, or may
    cycle,        // the last one waits for link `back`
    uncommitted,  // the last one is a command buffer that nobody has committed
    unsignaled,   // the last one is an event that nothing signals
  };
  Ending ending{};
  std::vector<Link> links;
  std::size_t back = 0;
  // Something could still come from outside of the chain: a thread that is not known to wait may commit, or signal.
  bool others_may_help = false;
};

// Follows a wait to its end. Where one of several things would do (signals of several buffers, room by any of many
// buffers), the wait is stuck if all of them are.
class ChainFinder {
 public:
  ChainFinder(const Scene& scene, Work& work, WaitTable& waits) : scene_(scene), work_(work), waits_(waits) {}
  Chain follow(std::uint32_t thread);
  // From a command buffer to its completion, or an event to a value.
  Chain follow_buffer(model::ObjectId id);
  Chain follow_event(model::ObjectId id, std::uint64_t value);
  // "thread 7 waits in waitUntilCompleted for MTLCommandBuffer 3"
  std::string describe(const Wait& wait) const;

 private:
  Chain thread(std::uint32_t id);
  Chain buffer(model::ObjectId id, std::size_t step);
  Chain uncommitted(model::ObjectId id);
  Chain event(model::ObjectId id, std::uint64_t value);
  Chain room(model::ObjectId queue);
  Chain lock(std::uint64_t address);
  Chain end(Chain::Ending ending) const { return {ending, path_, 0, false}; }
  // The first that is stuck, if all are; nothing to choose from is `otherwise`.
  template <class Each>
  Chain any(std::size_t count, Chain::Ending otherwise, const Each& each);
  // The cycle if the party is on the path already; else it comes onto the path for as long as `body` runs.
  template <class Body>
  Chain at(Link link, const Body& body);

  const Scene& scene_;
  Work& work_;
  WaitTable& waits_;
  std::vector<Link> path_;
};

}  // namespace pewter::check
