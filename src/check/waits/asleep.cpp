// SPDX-License-Identifier: Apache-2.0
// Checker: why a process in which all threads sleep will not wake.
#include "check/waits/asleep.h"

#include <fmt/format.h>

#include <algorithm>

#include "check/checker.h"

namespace pewter::check {
namespace {

// Never committed, before all else: nothing that is said of the others can be meant.
bool says_more(const Asleep::Unreached& a, const Asleep::Unreached& b) {
  const auto rank = [](const Asleep::Unreached& one) {
    return one.links.empty() ? 2 : one.links.back().kind == Link::Kind::buffer ? 0 : 1;
  };
  return rank(a) < rank(b);
}

std::string joined(const std::vector<Link>& links) {
  std::string text;
  for (const Link& link : links) text += (text.empty() ? "" : "; ") + link.text;
  return text;
}

}  // namespace

// Nothing where what is known of Metal's objects says that something would still run: then it is not the program's
// fault.
std::optional<Asleep> Checker::everybody_asleep(const model::Stillness& still, WaitTable& waits, ChainFinder& finder) {
  const Scene scene = this->scene();
  Asleep asleep;
  asleep.signals = still.signals;

  const auto held_up = [&](model::ObjectId queue) {
    const auto thread = work_.handling(queue);
    return thread && running_.contains(*thread);
  };
  for (const auto& [id, buffer] : work_.buffers()) {
    if (!buffer.committed || held_up(buffer.queue)) continue;
    if (finder.follow_buffer(id).ending == Chain::Ending::goes_on) return std::nullopt;
  }
  for (const auto& [number, handler] : handlers_) {
    if (std::ranges::any_of(running_, [&](const auto& entry) { return entry.second == number; })) continue;
    const std::string buffer = scene.name(handler.object);
    Asleep::Unreached one{fmt::format("the {} handler of {}", handler.added.value ? "completed" : "scheduled", buffer),
                          {},
                          handler.object,
                          {},
                          handler.added};
    const Work::Buffer* work = work_.buffer(handler.object);
    const Chain chain = work ? finder.follow_buffer(handler.object) : Chain();
    const ObjectState& state = objects_.of(handler.object, model::ObjectClass::command_buffer);
    if (work && chain.ending != Chain::Ending::goes_on) {
      one.links = chain.links;
      one.why = chain.links.size() == 1 && chain.links.front().id == handler.object && !work->committed
                    ? "it was not committed"
                    : joined(chain.links);
    } else if (const model::ObjectId queue = work ? work->queue : state.name.parent; held_up(queue)) {
      const auto before = handlers_.find(running_.at(*work_.handling(queue)));
      if (before == handlers_.end()) return std::nullopt;
      one.why = fmt::format("a handler of {}, of the same queue, waits", scene.name(before->second.object));
    } else {
      return std::nullopt;
    }
    asleep.unreached.push_back(std::move(one));
  }
  for (const auto& [event, added] : listeners_) {
    if (work_.reached(event, added.value)) continue;
    const Chain chain = finder.follow_event(event, added.value);
    if (chain.ending == Chain::Ending::goes_on) return std::nullopt;
    asleep.unreached.push_back({fmt::format("the listener of {} for {}", scene.name(event), added.value),
                                joined(chain.links), event, chain.links, added});
  }
  std::ranges::stable_sort(asleep.unreached, says_more);
  for (const LostHandler& lost : lost_)
    asleep.unreached.push_back(
        {fmt::format("the {} handler of {}", lost.added.value ? "completed" : "scheduled", lost.buffer),
         "it was released without having been committed",
         lost.added.object,
         {{Link::Kind::buffer, lost.added.object, 0, fmt::format("{} is gone", lost.buffer), lost.released}},
         lost.added});

  for (const model::Sleeper& sleeper : still.sleepers) {
    const Wait* wait = waits.of(sleeper.thread);
    const auto running = running_.find(sleeper.thread);
    const bool notifies = notifying_.contains(sleeper.thread);
    if (sleeper.service && !wait && running == running_.end() && !notifies) continue;  // it has nothing to do
    Asleep::Party party;
    if (wait) {
      party = {finder.describe(*wait), wait->began};
    } else {
      party.text =
          fmt::format("{} waits in a futex (of an atomic, a latch, a future, a lock)", thread_name(sleeper.thread));
      party.where.thread = sleeper.thread;
      party.where.stack = sleeper.stack;
    }
    if (running != running_.end()) {
      const auto handler = handlers_.find(running->second);
      if (handler != handlers_.end())
        party.text += fmt::format(", in a handler of {}", scene.name(handler->second.object));
    } else if (notifies) {
      party.text += fmt::format(", in a listener of {}", scene.name(notifying_.at(sleeper.thread)));
    }
    asleep.parties.push_back(std::move(party));
  }
  if (asleep.parties.empty()) return std::nullopt;
  // What is no fault of Metal's is for a debugger to find; where a signal may be what it all waits for, it is none.
  if (asleep.unreached.empty() && !asleep.signals.empty()) return std::nullopt;
  std::ranges::stable_sort(asleep.parties, {}, [](const Asleep::Party& party) { return party.where.nanoseconds; });
  return asleep;
}

}  // namespace pewter::check
