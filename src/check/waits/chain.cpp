// SPDX-License-Identifier: Apache-2.0
#include "check/waits/chain.h"

#include <fmt/format.h>

#include <algorithm>

namespace pewter::check {

using Ending = Chain::Ending;
using Kind = Link::Kind;

template <class Body>
Chain ChainFinder::at(Link link, const Body& body) {
  for (std::size_t i = 0; i < path_.size(); ++i) {
    if (path_[i].kind != link.kind || path_[i].id != link.id || path_[i].value != link.value) continue;
    Chain cycle = end(Ending::cycle);
    cycle.back = i;
    return cycle;
  }
  path_.push_back(std::move(link));
  Chain chain = body();
  path_.pop_back();
  return chain;
}

template <class Each>
Chain ChainFinder::any(std::size_t count, Ending otherwise, const Each& each) {
  Chain stuck = end(otherwise);
  bool maybe = false;
  for (std::size_t i = 0; i < count; ++i) {
    Chain chain = each(i);
    if (chain.ending == Ending::goes_on) return chain;
    maybe |= chain.others_may_help;
    // A cycle says more than a loose end.
    if (i == 0 || (stuck.ending != Ending::cycle && chain.ending == Ending::cycle)) stuck = std::move(chain);
  }
  stuck.others_may_help |= maybe;
  return stuck;
}

Chain ChainFinder::follow(std::uint32_t id) {
  path_.clear();
  return thread(id);
}

Chain ChainFinder::follow_buffer(model::ObjectId id) {
  path_.clear();
  return buffer(id, Work::kEnd);
}

Chain ChainFinder::follow_event(model::ObjectId id, std::uint64_t value) {
  path_.clear();
  return event(id, value);
}

std::string ChainFinder::describe(const Wait& wait) const {
  const auto what = [&] {
    switch (wait.what) {
      case Wait::For::buffer:
        return fmt::format("for {}", scene_.name(wait.object));
      case Wait::For::event:
        return fmt::format("for {} to reach {}", scene_.name(wait.object), wait.value);
      case Wait::For::room:
        return fmt::format("for one of the command buffers of {} to complete", scene_.name(wait.object));
      case Wait::For::lock:
        return fmt::format("for the lock at {:#x}", wait.object);
      case Wait::For::thread:
        return fmt::format("for {} to end", thread_name(static_cast<std::uint32_t>(wait.object)));
      case Wait::For::sleep:
        return fmt::format("at {:#x}", wait.object);
    }
    return std::string();
  };
  return fmt::format("{} waits in {} {}", thread_name(wait.began.thread), wait.began.call, what());
}

Chain ChainFinder::thread(std::uint32_t id) {
  const Wait* wait = waits_.of(id);
  // Who sleeps can be woken by any thread that is not known to wait, by handlers and listeners: that none of them is
  // left is another question (Checker::look_for_stillness).
  if (!wait || wait->what == Wait::For::sleep) return end(Ending::goes_on);
  Link link{Kind::thread, id, 0, describe(*wait), wait->began};
  switch (wait->what) {
    case Wait::For::buffer:
      return at(std::move(link), [&] {
        const auto handling = work_.busy_with_handlers(wait->object);
        return handling && *handling != id ? thread(*handling) : buffer(wait->object, Work::kEnd);
      });
    case Wait::For::event:
      return at(std::move(link), [&] { return event(wait->object, wait->value); });
    case Wait::For::room:
      return at(std::move(link), [&] { return room(wait->object); });
    case Wait::For::lock:
      return at(std::move(link), [&] { return lock(wait->object); });
    case Wait::For::thread:
      return at(std::move(link), [&] { return thread(static_cast<std::uint32_t>(wait->object)); });
    case Wait::For::sleep:
      break;
  }
  return end(Ending::goes_on);
}

Chain ChainFinder::buffer(model::ObjectId id, std::size_t step) {
  const auto obstacle = work_.obstacle(id, step);
  if (!obstacle) return end(Ending::goes_on);
  const auto in_the_way = [&] {
    if (!obstacle->step) return uncommitted(obstacle->buffer);
    const Work::EventStep& wait = work_.buffer(obstacle->buffer)->steps[*obstacle->step];
    Link link{
        Kind::buffer, obstacle->buffer, 0,
        fmt::format("{} waits for {} to reach {}", scene_.name(obstacle->buffer), scene_.name(wait.event), wait.value),
        wait.recorded};
    return at(std::move(link), [&] { return event(wait.event, wait.value); });
  };
  if (obstacle->buffer == id) return in_the_way();
  const Work::Buffer& behind = *work_.buffer(id);
  // A party of its own: the same buffer may stand behind itself only where that is a cycle through the other one.
  Link link{
      Kind::buffer, id, 1,
      fmt::format("{} comes after {} in the order of their queue", scene_.name(id), scene_.name(obstacle->buffer)),
      *behind.committed};
  return at(std::move(link), in_the_way);
}

Chain ChainFinder::uncommitted(model::ObjectId id) {
  const Work::Buffer& buffer = *work_.buffer(id);
  Link link{Kind::buffer, id, 0, fmt::format("{} has not been committed", scene_.name(id)),
            buffer.enqueued ? *buffer.enqueued : *buffer.made};
  return at(std::move(link), [&] {
    // Those who used it could commit it. Anybody else could as well, if they got hold of it.
    std::vector<std::uint32_t> users = scene_.objects().of(id, model::ObjectClass::command_buffer).threads;
    if (buffer.made && std::ranges::find(users, buffer.made->thread) == users.end())
      users.push_back(buffer.made->thread);
    Chain stuck = end(Ending::uncommitted);
    bool first = true;
    for (std::uint32_t user : users) {
      Chain chain = thread(user);
      if (chain.ending == Ending::goes_on) {  // it is not known to wait
        stuck = end(Ending::uncommitted);
        stuck.others_may_help = true;
        return stuck;
      }
      // That the waiting thread itself is the one to commit is no cycle that anybody would draw.
      const auto is_thread = [](const Link& link) { return link.kind == Kind::thread; };
      const bool of_one = chain.ending == Ending::cycle && chain.links[chain.back].kind == Kind::thread &&
                          std::count_if(chain.links.begin() + static_cast<std::ptrdiff_t>(chain.back),
                                        chain.links.end(), is_thread) == 1;
      if (!of_one && first) {
        stuck = std::move(chain);
        first = false;
      }
    }
    return stuck;
  });
}

Chain ChainFinder::event(model::ObjectId id, std::uint64_t value) {
  if (work_.reached(id, value)) return end(Ending::goes_on);
  const Work::Event& state = work_.event(id);
  const bool shared =
      scene_.objects().of(id, model::ObjectClass::event).name.object_class == model::ObjectClass::shared_event;
  const std::vector<Work::Signal> signals = work_.signals(id, value);
  Link link{Kind::event, id, value, {}, {}};
  link.text = fmt::format("{} is at {}{}", scene_.name(id), state.value,
                          signals.empty()
                              ? fmt::format(", and nothing that was recorded signals {}", value)
                              : fmt::format(", and {} is signaled by {}", value, scene_.name(signals.front().buffer)));
  if (!signals.empty())
    link.where = work_.buffer(signals.front().buffer)->steps[signals.front().step].recorded;
  else if (state.last)
    link.where = *state.last;
  return at(std::move(link), [&] {
    Chain chain = any(signals.size(), Ending::unsignaled,
                      [&](std::size_t i) { return buffer(signals[i].buffer, signals[i].step); });
    // setSignaledValue by any thread would do.
    chain.others_may_help |= shared;
    return chain;
  });
}

Chain ChainFinder::room(model::ObjectId queue) {
  const std::vector<model::ObjectId> made = work_.made_of(queue);
  // One that is not told of yet takes up room as well.
  return any(made.size(), Ending::goes_on, [&](std::size_t i) { return buffer(made[i], Work::kEnd); });
}

Chain ChainFinder::lock(std::uint64_t address) {
  for (const Wait& wait : waits_.all())
    if (std::ranges::find(wait.held, address) != wait.held.end()) return thread(wait.began.thread);
  return end(Ending::goes_on);  // whoever holds it is not known to wait
}

}  // namespace pewter::check
