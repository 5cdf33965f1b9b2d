// SPDX-License-Identifier: Apache-2.0
// Checker: what it knows of waits, and where it looks whether they end.
#include <algorithm>

#include "check/checker.h"
#include "check/rules/rules.h"
#include "check/told.h"

namespace pewter::check {

using model::Event;
using model::EventKind;

namespace {

constexpr std::uint64_t kForever = 24ull * 3600 * 1000;  // milliseconds; a wait with less ends by itself

Wait::For what_for(model::SyncKind kind) {
  switch (kind) {
    case model::SyncKind::joining:
      return Wait::For::thread;
    case model::SyncKind::sleeping:
      return Wait::For::sleep;
    default:
      return Wait::For::lock;
  }
}

// A thread that is given its work by an event waits as long as there is none, and so do those who wait for it.
bool may_be_idle(const Wait& wait, const Chain& chain) {
  return chain.ending == Chain::Ending::unsignaled &&
         (wait.what == Wait::For::event || wait.what == Wait::For::thread || wait.what == Wait::For::lock);
}

}  // namespace

void Checker::follow_waits(Told& told) {
  const Event& event = told.event;
  const auto begin = [&](Wait::For what, std::uint64_t value) {
    Wait wait{what, event.object, value, told.record, {}, false};
    for (const HeldLock& held : told.thread.held) wait.held.push_back(held.lock);
    waits_.begin(std::move(wait));
    stuck(told);
  };
  const auto end = [&](Wait::For what) { waits_.end(told.thread.id, what, event.object); };
  if (event.kind == EventKind::event_signaled) {
    const Work::Event& before = work_.event(event.object);
    if (before.last && event.value < before.value)
      found(told,
            explain_event_goes_back(scene(), objects_.of(event.object, event.object_class), *before.last, told.record));
  }
  work_.apply(event, told.record);
  switch (event.kind) {
    case EventKind::wait_began:
      wait_in_handler(told);
      return begin(Wait::For::buffer, event.value);
    case EventKind::wait_ended:
      return end(Wait::For::buffer);
    case EventKind::queue_full_began:
      return begin(Wait::For::room, 0);
    case EventKind::queue_full_ended:
      return end(Wait::For::room);
    case EventKind::event_wait_began:
      if (event.aux >= kForever) begin(Wait::For::event, event.value);
      return;
    case EventKind::event_wait_satisfied:
    case EventKind::event_wait_timed_out:
      if (event.parent == 0) end(Wait::For::event);
      return;
    case EventKind::handler_added:
      handlers_[event.aux] = {event.object, told.record};
      return;
    case EventKind::handler_began:
      running_[told.thread.id] = event.aux;
      return;
    case EventKind::handler_ended:
      running_.erase(told.thread.id);
      handlers_.erase(event.aux);
      return;
    case EventKind::event_listener_added:
      listeners_[event.object] = told.record;
      return;
    case EventKind::event_listener_notified:
      notifying_[told.thread.id] = event.object;
      return;
    case EventKind::event_listener_returned:
      notifying_.erase(told.thread.id);
      return;
    case EventKind::object_destroyed:
      listeners_.erase(event.object);
      if (event.object_class == model::ObjectClass::command_buffer)  // without having been committed, perhaps
        std::erase_if(handlers_, [&](const auto& entry) {
          if (entry.second.object != event.object) return false;
          lost_.push_back({scene().name(event.object), entry.second.added, told.record});
          if (lost_.size() > kMostLost) lost_.pop_front();
          return true;
        });
      return;
    case EventKind::handler_threw:
      return handler_threw(told);
    default:
      return;
  }
}

void Checker::wait_in_handler(Told& told) {
  const auto running = running_.find(told.thread.id);
  if (running == running_.end() || told.event.value < kCompleted) return;
  const auto handler = handlers_.find(running->second);
  if (handler == handlers_.end()) return;
  ObjectState& waited = objects_.of(told.event.object, model::ObjectClass::command_buffer);
  const ObjectState& handled = objects_.of(handler->second.object, model::ObjectClass::command_buffer);
  const bool own = &waited == &handled && handler->second.added.value == 1;
  // Whether it has run already is chance: its handlers have not.
  const bool behind = &waited != &handled && waited.name.parent == handled.name.parent &&
                      (!waited.queued || waited.queued > handled.queued);
  if (own || behind) found(told, explain_wait_in_handler(scene(), waited, handled, handler->second.added, told.record));
}

void Checker::handler_threw(Told& told) {
  model::ObjectId object = 0;
  Record registered;
  if (const auto running = running_.find(told.thread.id); running != running_.end()) {
    const auto handler = handlers_.find(running->second);
    if (handler == handlers_.end()) return;
    object = handler->second.object;
    registered = handler->second.added;
  } else if (const auto notifying = notifying_.find(told.thread.id); notifying != notifying_.end()) {
    object = notifying->second;
    if (const auto listener = listeners_.find(object); listener != listeners_.end()) registered = listener->second;
  } else {
    return;  // not in a handler
  }
  found(told, explain_handler_threw(scene(), objects_.of(object, model::ObjectClass::command_buffer), registered,
                                    told.record, told.event.text));
}

void Checker::stuck(Told& told) {
  Wait& wait = waits_.all().back();
  const Scene scene = this->scene();
  ChainFinder finder(scene, work_, waits_);
  const Chain chain = finder.follow(told.thread.id);
  if (chain.ending == Chain::Ending::goes_on) return;
  // Certain only where nobody is left: no other thread of the program, none of its code that is yet to be called.
  if (work_.has_callbacks() || !options_.program_threads) return;
  const std::vector<std::uint32_t> threads = options_.program_threads();
  if (!std::ranges::all_of(threads, [&](std::uint32_t id) { return id == told.thread.id; })) return;
  wait.told = true;
  found(told, explain_stuck(scene, chain, true));
}

void Checker::blocked(ThreadState& thread, const model::SyncEvent& event) {
  Blocked& blocked = thread.blocked;
  std::uint64_t turn = blocked.turn.load(std::memory_order_relaxed);
  turn += turn % 2;  // the one before was given up
  blocked.object.store(event.object, std::memory_order_relaxed);
  blocked.kind.store(event.kind, std::memory_order_relaxed);
  blocked.call.store(event.call, std::memory_order_relaxed);
  blocked.stack.store(stacks_.capture(), std::memory_order_relaxed);
  blocked.nanoseconds.store(nanoseconds(), std::memory_order_relaxed);
  for (std::size_t i = 0; i < Blocked::kHeld; ++i)
    blocked.held[i].store(i < thread.held.size() ? thread.held[i].lock : 0, std::memory_order_relaxed);
  blocked.turn.store(turn + 1, std::memory_order_release);
}

// Metal's waits and the program's own. Under mutex_.
WaitTable Checker::all_waits() const {
  WaitTable waits = waits_;
  const std::vector<ThreadState*> threads = threads_.all();
  for (const ThreadState* thread : threads) {
    const Blocked& blocked = thread->blocked;
    const std::uint64_t turn = blocked.turn.load(std::memory_order_acquire);
    if (turn % 2 == 0) continue;
    Wait wait;
    wait.what = what_for(blocked.kind.load(std::memory_order_acquire));
    wait.object = blocked.object.load(std::memory_order_acquire);
    wait.began.thread = thread->id;
    wait.began.call = blocked.call.load(std::memory_order_acquire);
    wait.began.stack = blocked.stack.load(std::memory_order_acquire);
    wait.began.nanoseconds = blocked.nanoseconds.load(std::memory_order_acquire);
    for (const auto& held : blocked.held)
      if (const std::uint64_t lock = held.load(std::memory_order_acquire)) wait.held.push_back(lock);
    if (blocked.turn.load(std::memory_order_relaxed) != turn) continue;
    if (wait.what == Wait::For::thread) {
      const auto other = std::ranges::find_if(threads, [&](const ThreadState* other) {
        return other->number.load(std::memory_order_relaxed) == wait.object;
      });
      if (other == threads.end()) continue;  // it has not begun
      wait.object = (*other)->id;
    }
    waits.begin(std::move(wait));
  }
  return waits;
}

void Checker::look_for_stuck(std::chrono::nanoseconds age) {
  std::vector<model::Finding> fresh;
  {
    std::lock_guard lock(mutex_);
    const std::uint64_t now = nanoseconds();
    WaitTable waits = all_waits();
    const auto is_old = [&](const Wait& wait) {
      return now - wait.began.nanoseconds >= static_cast<std::uint64_t>(age.count());
    };
    if (std::ranges::none_of(waits.all(), [&](const Wait& wait) { return !wait.told && is_old(wait); })) return;
    std::vector<std::uint32_t> threads;
    if (options_.program_threads) threads = options_.program_threads();
    const bool all_wait = options_.program_threads && !work_.has_callbacks() &&
                          std::ranges::all_of(threads, [&](std::uint32_t id) { return waits.is_known_to_wait(id); });
    const Scene scene = this->scene();
    ChainFinder finder(scene, work_, waits);
    for (const Wait& wait : waits.all()) {
      if (wait.told || !is_old(wait) || waits.of(wait.began.thread) != &wait) continue;
      const Chain chain = finder.follow(wait.began.thread);
      if (chain.ending == Chain::Ending::goes_on) continue;
      // Each of them has stood still for that time, not only the first.
      if (!std::ranges::all_of(chain.links, [&](const Link& link) {
            const Wait* party =
                link.kind == Link::Kind::thread ? waits.of(static_cast<std::uint32_t>(link.id)) : nullptr;
            return !party || is_old(*party);
          }))
        continue;
      if (!all_wait && may_be_idle(wait, chain)) continue;
      if (const Wait* own = waits_.of(wait.began.thread); own && own->what == wait.what && own->object == wait.object)
        waits_.of(wait.began.thread)->told = true;
      found(fresh, explain_stuck(scene, chain, all_wait));
    }
  }
  tell(fresh);
}

void Checker::look_for_stillness() {
  const std::optional<model::Stillness> still = options_.stillness ? options_.stillness() : std::nullopt;
  if (!still) return;
  std::vector<model::Finding> fresh;
  {
    std::lock_guard lock(mutex_);
    WaitTable waits = all_waits();
    const Scene scene = this->scene();
    ChainFinder finder(scene, work_, waits);
    const bool all_wait =
        !work_.has_callbacks() && std::ranges::all_of(still->sleepers, [&](const model::Sleeper& one) {
          return one.service || waits.is_known_to_wait(one.thread);
        });
    for (const Wait& wait : waits.all()) {
      if (waits.of(wait.began.thread) != &wait) continue;
      const Chain chain = finder.follow(wait.began.thread);
      // It has a rule of its own, and is told by that.
      if (chain.ending != Chain::Ending::goes_on && (all_wait || !may_be_idle(wait, chain))) return;
    }
    std::optional<Asleep> asleep = everybody_asleep(*still, waits, finder);
    if (!asleep) return;
    found(fresh, explain_all_asleep(scene, *asleep));
  }
  tell(fresh);
}

}  // namespace pewter::check
