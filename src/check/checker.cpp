// SPDX-License-Identifier: Apache-2.0
#include "check/checker.h"

#include <algorithm>
#include <iterator>
#include <thread>
#include <utility>

#include "check/rules/rules.h"
#include "check/told.h"

namespace pewter::check {
namespace {

using model::Event;
using model::EventKind;
using model::ObjectClass;

// Part of a call that is told of itself.
bool is_bookkeeping(EventKind kind) {
  return kind == EventKind::memory_placed || kind == EventKind::pointers_found || kind == EventKind::bytes_touched;
}

// Done by Pewter's own threads, many times a dispatch: no stack would say anything.
bool is_runtimes_own(EventKind kind) {
  switch (kind) {
    case EventKind::buffer_scheduled:
    case EventKind::buffer_completed:
    case EventKind::handler_began:
    case EventKind::handler_ended:
    case EventKind::pass_began:
    case EventKind::pass_ended:
    case EventKind::event_listener_notified:
    case EventKind::event_listener_returned:
      return true;
    default:
      return is_bookkeeping(kind);
  }
}

}  // namespace

Checker::Checker(const Options& options, model::StackRecorder& stacks)
    : options_(options), stacks_(stacks), threads_(options.on_new_thread) {
  gpu_.set_sees_synchronisation(options.sees_synchronisation);
}

void Checker::set_sees_synchronisation(bool sees) {
  options_.sees_synchronisation = sees;
  gpu_.set_sees_synchronisation(sees);
}

void Checker::on_sync(const model::SyncEvent& event) {
  ThreadState& thread = self();
  if (model::begins_wait(event.kind)) return blocked(thread, event);
  // Whatever else it does, it no longer waits. Relaxed: written by this thread only.
  if (const std::uint64_t turn = thread.blocked.turn.load(std::memory_order_relaxed); turn % 2 == 1)
    thread.blocked.turn.store(turn + 1, std::memory_order_release);
  if (event.kind == model::SyncKind::thread_began) thread.number.store(event.object, std::memory_order_relaxed);
  sync_.apply(thread, event);
}

ThreadState& Checker::self() {
  if (!options_.moment) return threads_.self();
  const Instant instant = options_.moment();
  return threads_.of(instant.thread, instant.number);
}

std::uint64_t Checker::nanoseconds() const {
  if (options_.moment) return options_.moment().nanoseconds;
  return static_cast<std::uint64_t>((std::chrono::steady_clock::now() - began_).count());
}

Record Checker::record_of(const Event& event, ThreadState& thread) {
  Record record;
  record.sequence = event.sequence;
  record.nanoseconds = nanoseconds();
  record.thread = thread.id;
  if (!event.return_addresses.empty())
    record.stack = stacks_.keep(event.return_addresses);
  else
    record.stack = is_runtimes_own(event.kind) || event.by_gpu ? 0 : stacks_.capture();
  record.object = event.object;
  record.parent = event.parent;
  record.value = event.value;
  record.call = event.call;
  record.kind = event.kind;
  record.object_class = event.object_class;
  if (event.command) record.command = event.command->kind;
  return record;
}

void Checker::note(ThreadState& thread, const Record& record) {
  if (is_bookkeeping(record.kind)) return;
  std::lock_guard lock(thread.mutex);
  thread.history[thread.recorded++ % ThreadState::kHistory] = record;
}

bool Checker::before(const Event& event) {
  const bool is_validation = event.kind == EventKind::validation_failed;
  if (!is_validation && event.kind != EventKind::assertion_failed && event.kind != EventKind::encoder_opened)
    return true;  // seen when it has happened
  ThreadState& thread = self();
  const Record record = record_of(event, thread);
  if (event.kind == EventKind::assertion_failed) return misuse(event, thread, record);
  if (is_validation) return !misuse(event, thread, record);
  std::lock_guard lock(mutex_);
  objects_.of(event.parent, ObjectClass::command_buffer).asking.push_back(record);
  return true;
}

void Checker::on(const Event& event) {
  ThreadState& thread = self();
  const Record record = record_of(event, thread);
  note(thread, record);
  order(thread, event);
  Told told{event, record, thread};
  {
    std::lock_guard lock(mutex_);
    follow(told);
    follow_waits(told);
    // In a signal handler there is no room for what telling may need: the next event that is none will do it.
    std::ranges::move(told.fresh, std::back_inserter(untold_));
    told.fresh.clear();
    if (event.kind != EventKind::memory_touched) told.fresh.swap(untold_);
  }
  tell(told.fresh);
}

void Checker::tell_untold() {
  std::vector<model::Finding> untold;
  {
    std::lock_guard lock(mutex_);
    untold.swap(untold_);
    for (const model::ObjectId id : watched_.buffers())
      if (ObjectState* buffer = objects_.find(id))
        for (model::Finding& finding : hazards_of_passes(*buffer)) found(untold, std::move(finding));
    if (watched_.is_seen())
      for (model::Finding& finding : hazards_of_encoders(true)) found(untold, std::move(finding));
  }
  tell(untold);
}

void Checker::order(ThreadState& thread, const Event& event) {
  const SyncClocks::Key object{SyncClocks::Space::metal, event.object};
  const SyncClocks::Key buffer{SyncClocks::Space::metal, event.parent};
  switch (event.kind) {
    // What was done before commit() is done when the buffer completes.
    case EventKind::buffer_committed:
      return sync_.signal(thread, object);
    case EventKind::handler_began:
      return sync_.await(thread, object);
    case EventKind::wait_ended:
      if (event.value >= kCompleted) sync_.await(thread, object);
      return;
    // The GPU's signal passes on what its command buffer got from who committed it.
    case EventKind::event_signaled:
      return event.parent ? sync_.pass_on(buffer, object) : sync_.signal(thread, object);
    case EventKind::event_wait_satisfied:
      return event.parent ? sync_.pass_on(object, buffer) : sync_.await(thread, object);
    case EventKind::event_listener_notified:
      return sync_.await(thread, object);
    default:
      return;
  }
}

// Who holds the encoder may be between getting it and telling so. And where the program ends, others on their way into
// the same fault are part of its story.
void Checker::wait_for_others(model::ObjectId object) {
  const auto deadline = std::chrono::steady_clock::now() + options_.grace;
  for (; std::chrono::steady_clock::now() < deadline; std::this_thread::yield()) {
    if (options_.mode == Mode::abort) continue;
    std::lock_guard lock(mutex_);
    const ObjectState* state = objects_.find(object);
    if (!state || state->open || state->asking.size() < 2) return;
  }
}

const Rule* Checker::notice(const Event& event, ThreadState& thread, const Record& record) {
  note(thread, record);
  const Rule* broken = find_rule(event.rule);
  std::lock_guard lock(mutex_);
  if (broken) objects_.of(event.object, event.object_class).used_by(thread.id);
  return broken;
}

void Checker::explain(const Rule& broken, const Event& event, ThreadState& thread, const Record& record) {
  Told told{event, record, thread};
  {
    std::lock_guard lock(mutex_);
    ObjectState& object = objects_.of(event.object, event.object_class);
    object.timeline.add(record);
    // They are in the same fault, whatever becomes of them.
    for (const Record& asking : object.asking) object.used_by(asking.thread);
    if (&broken == &rule(rules::used_after_destroyed))
      found(told,
            explain_used_after_destroyed(scene(), object, record,
                                         object.destroyed_by && thread.clocks.all.covers(object.destroyed_by->at)));
    else if (!object.told_open || &broken != &rule(rules::released_without_end))
      found(told, explain_misuse(scene(), broken, object, record, event.text, event.why));
    std::erase_if(object.asking, [&](const Record& asking) { return asking.thread == thread.id; });
  }
  tell(told.fresh);
}

bool Checker::misuse(const Event& event, ThreadState& thread, const Record& record) {
  const Rule* broken = notice(event, thread, record);
  if (!broken) return true;
  // Wrong arguments are nobody else's doing.
  if (event.why.empty()) wait_for_others(event.object);
  explain(*broken, event, thread, record);
  const bool ends = broken->severity == model::Severity::error ? options_.mode == Mode::abort : options_.warnings_end;
  if (!ends) return false;
  if (last_word_) last_word_(event.text);
  return true;
}

void Checker::notice_misuse(const Event& event) {
  ThreadState& thread = self();
  notice(event, thread, record_of(event, thread));
}

void Checker::explain_noticed(const Event& event) {
  ThreadState& thread = self();
  if (const Rule* broken = find_rule(event.rule)) explain(*broken, event, thread, record_of(event, thread));
}

void Checker::found(Told& told, model::Finding finding) { found(told.fresh, std::move(finding)); }

void Checker::found(std::vector<model::Finding>& fresh, model::Finding finding) {
  // Its calls are part of the object's story, those too that are not of note otherwise.
  for (const model::Side& side : finding.sides)
    if (side.moment.sequence &&
        std::ranges::find(finding.timeline, side.moment.sequence, &model::Moment::sequence) == finding.timeline.end())
      finding.timeline.push_back(side.moment);
  std::ranges::stable_sort(finding.timeline, {}, &model::Moment::sequence);
  if (!findings_.add(finding)) return;
  // While they are known: objects that are gone are forgotten at some time.
  add_name(named_, finding.object.id);
  for (const model::Moment& moment : finding.timeline) add_name(named_, moment.object);
  fresh.push_back(std::move(finding));
}

// With what it is part of.
void Checker::add_name(std::vector<model::ObjectName>& names, model::ObjectId id) const {
  while (id && std::ranges::find(names, id, &model::ObjectName::id) == names.end()) {
    const ObjectState* object = objects_.find(id);
    const auto kept = std::ranges::find(named_, id, &model::ObjectName::id);
    if (!object && kept == named_.end()) return;
    names.push_back(object ? object->name : *kept);
    id = names.back().parent;
  }
}

void Checker::tell(const std::vector<model::Finding>& findings) {
  if (sink_)
    for (const model::Finding& finding : findings) sink_(finding);
  if (!on_stuck_) return;
  for (const model::Finding& finding : findings)
    if (never_ends(finding)) on_stuck_(finding);
}

std::vector<model::Finding> Checker::findings() const {
  std::lock_guard lock(mutex_);
  return findings_.all();
}

std::vector<Change> Checker::changes() const {
  std::lock_guard lock(mutex_);
  return changes_;
}

std::vector<model::Moment> Checker::history() const {
  std::vector<Record> records;
  for (ThreadState* thread : threads_.all()) {
    std::lock_guard lock(thread->mutex);
    const std::uint64_t count = std::min<std::uint64_t>(thread->recorded, ThreadState::kHistory);
    for (std::uint64_t i = thread->recorded - count; i < thread->recorded; ++i)
      records.push_back(thread->history[i % ThreadState::kHistory]);
  }
  std::ranges::sort(records, {}, &Record::sequence);
  std::vector<model::Moment> moments;
  std::lock_guard lock(mutex_);
  for (const Record& record : records) moments.push_back(scene().moment(record));
  return moments;
}

std::vector<std::pair<std::uint32_t, std::string>> Checker::threads() const {
  std::vector<std::pair<std::uint32_t, std::string>> seen;
  for (const ThreadState* thread : threads_.all()) seen.emplace_back(thread->id, thread->name);
  return seen;
}

std::string Checker::first_name(std::uint32_t thread) const {
  const auto seen = threads_.all();
  const auto last = std::ranges::find(seen.rbegin(), seen.rend(), thread, &ThreadState::id);
  return last == seen.rend() ? std::string() : (*last)->name;
}

std::vector<model::ObjectName> Checker::objects(const std::vector<model::Moment>& named) const {
  std::lock_guard lock(mutex_);
  std::vector<model::ObjectName> names = named_;
  for (const model::Moment& moment : named) add_name(names, moment.object);
  return names;
}

}  // namespace pewter::check
