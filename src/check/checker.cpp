// SPDX-License-Identifier: Apache-2.0
#include "check/checker.h"

#include <algorithm>
#include <thread>
#include <utility>

#include "check/rules/rules.h"
#include "check/told.h"

namespace pewter::check {
namespace {

using model::Event;
using model::EventKind;
using model::ObjectClass;

constexpr std::uint64_t kCompleted = 4;   // MTLCommandBufferStatusCompleted
constexpr std::uint64_t kConcurrent = 1;  // MTLDispatchTypeConcurrent

// Objects that one thread at a time may use, by Apple's own marks.
bool is_thread_bound(ObjectClass object_class) {
  switch (object_class) {
    case ObjectClass::command_buffer:
    case ObjectClass::compute_command_encoder:
    case ObjectClass::blit_command_encoder:
    case ObjectClass::argument_encoder:
    case ObjectClass::residency_set:
    case ObjectClass::heap:
      return true;
    default:
      return false;
  }
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
      return false;
  }
}

// Whether a command buffer's story is the poorer without it.
bool is_of_note(EventKind kind) {
  switch (kind) {
    case EventKind::object_accessed:
    case EventKind::command_recorded:
    case EventKind::pass_began:
    case EventKind::pass_ended:
      return false;
    default:
      return true;
  }
}

bool is_encoder(ObjectClass object_class) {
  return object_class == ObjectClass::compute_command_encoder || object_class == ObjectClass::blit_command_encoder;
}

}  // namespace

Checker::Checker(const Options& options, model::StackRecorder& stacks) : options_(options), stacks_(stacks) {
  gpu_.set_sees_synchronisation(options.sees_synchronisation);
}

void Checker::set_sees_synchronisation(bool sees) {
  options_.sees_synchronisation = sees;
  gpu_.set_sees_synchronisation(sees);
}

void Checker::on_sync(const model::SyncEvent& event) {
  ThreadState& thread = threads_.self();
  if (event.kind == model::SyncKind::wanted || event.kind == model::SyncKind::joining) return blocked(thread, event);
  // Whatever else it does, it no longer waits. Relaxed: written by this thread only.
  if (const std::uint64_t turn = thread.blocked.turn.load(std::memory_order_relaxed); turn % 2 == 1) thread.blocked.turn.store(turn + 1, std::memory_order_release);
  if (event.kind == model::SyncKind::thread_began) thread.number.store(event.object, std::memory_order_relaxed);
  sync_.apply(thread, event);
}

Record Checker::record_of(const Event& event, ThreadState& thread) {
  Record record;
  record.sequence = event.sequence;
  record.nanoseconds = static_cast<std::uint64_t>((std::chrono::steady_clock::now() - began_).count());
  record.thread = thread.id;
  record.stack = is_runtimes_own(event.kind) ? 0 : stacks_.capture();
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
  std::lock_guard lock(thread.mutex);
  thread.history[thread.recorded++ % ThreadState::kHistory] = record;
}

bool Checker::before(const Event& event) {
  if (event.kind != EventKind::assertion_failed && event.kind != EventKind::encoder_opened) return true;  // seen when it has happened
  ThreadState& thread = threads_.self();
  const Record record = record_of(event, thread);
  if (event.kind == EventKind::assertion_failed) return misuse(event, thread, record);
  std::lock_guard lock(mutex_);
  objects_.of(event.parent, ObjectClass::command_buffer).asking.push_back(record);
  return true;
}

void Checker::on(const Event& event) {
  ThreadState& thread = threads_.self();
  const Record record = record_of(event, thread);
  note(thread, record);
  order(thread, event);
  Told told{event, record, thread};
  {
    std::lock_guard lock(mutex_);
    follow(told);
    follow_waits(told);
  }
  tell(told.fresh);
}

void Checker::order(ThreadState& thread, const Event& event) {
  const SyncClocks::Key object{SyncClocks::Space::metal, event.object};
  const SyncClocks::Key buffer{SyncClocks::Space::metal, event.parent};
  switch (event.kind) {
    // What was done before commit() is done when the buffer completes.
    case EventKind::buffer_committed: return sync_.signal(thread, object);
    case EventKind::handler_began: return sync_.await(thread, object);
    case EventKind::wait_ended:
      if (event.value >= kCompleted) sync_.await(thread, object);
      return;
    // The GPU's signal passes on what its command buffer got from who committed it.
    case EventKind::event_signaled:
      return event.parent ? sync_.pass_on(buffer, object) : sync_.signal(thread, object);
    case EventKind::event_wait_satisfied:
      return event.parent ? sync_.pass_on(object, buffer) : sync_.await(thread, object);
    case EventKind::event_listener_notified: return sync_.await(thread, object);
    default: return;
  }
}

void Checker::access(Told& told, model::ObjectId object, ObjectClass object_class, bool writes) {
  ObjectState& state = objects_.of(object, object_class);
  state.used_by(told.thread.id);
  if (!is_thread_bound(state.name.object_class) || !options_.sees_synchronisation) return;
  const auto conflict = state.accesses.add(told.thread.clocks.all, {told.thread.now(), told.record}, writes);
  if (conflict) found(told, explain_unordered_use(scene(), state, conflict->record, told.record));
}

void Checker::open_session(Told& told) {
  const Event& event = told.event;
  ObjectState& buffer = objects_.of(event.parent, ObjectClass::command_buffer);
  std::erase_if(buffer.asking, [&](const Record& asking) { return asking.thread == told.thread.id; });
  if (buffer.last_session && options_.sees_synchronisation && lock_that_guards_calls_only(*buffer.last_session, told.thread))
    found(told, explain_broken_session(scene(), buffer, told.record));
  buffer.open = Session::open(told.thread, event.object, told.record);
  buffer.encoders.emplace(event.aux, event.object);
  if (event.value == kConcurrent) objects_.of(event.object, event.object_class).unordered.emplace();
}

void Checker::command(Told& told) {
  const model::Command& command = *told.event.command;
  ObjectState& encoder = objects_.of(told.event.object, told.event.object_class);
  ObjectState& buffer = objects_.of(told.event.parent, ObjectClass::command_buffer);
  for (const model::ResourceUse& use : command.uses)
    if (use.resource && buffer.needs.try_emplace(use.resource, told.record).second)
      objects_.of(use.resource, ObjectClass::buffer).needed_by.push_back(told.event.parent);
  switch (command.kind) {
    case model::CommandKind::wait_for_fence: return encoder.waits_for_fences.push_back(command.object);
    case model::CommandKind::update_fence: return encoder.updates_fences.push_back(command.object);
    case model::CommandKind::use_resource:
    case model::CommandKind::memory_barrier: break;
    default:
      for (const model::ResourceUse& use : command.uses)
        if (use.resource && !use.tracked) encoder.touches.push_back({0, use, told.record, command.text.empty() ? std::string(model::name_of(command.kind)) : std::string(command.text)});
  }
  if (!encoder.unordered) return;
  if (command.kind == model::CommandKind::memory_barrier) return encoder.unordered->barrier(command);
  if (command.kind != model::CommandKind::dispatch && command.kind != model::CommandKind::dispatch_indirect) return;
  if (const auto conflict = encoder.unordered->add(command, told.record))
    found(told, explain_missing_barrier(scene(), encoder, conflict->first, conflict->second));
}

void Checker::gpu(Told& told) {
  const Event& event = told.event;
  switch (event.kind) {
    case EventKind::buffer_committed: return gpu_.committed(event.object, event.parent, told.thread.clocks.all);
    case EventKind::buffer_completed: return gpu_.completed(event.object);
    case EventKind::handler_began:
      if (event.value) gpu_.seen_complete(event.object, told.thread.now());
      return;
    case EventKind::wait_ended:
      if (event.value >= kCompleted) gpu_.seen_complete(event.object, told.thread.now());
      return;
    case EventKind::event_signaled:
      if (event.parent) gpu_.event_signaled(event.object, event.parent);
      return;
    case EventKind::event_wait_satisfied:
      if (event.parent)
        gpu_.event_waited(event.object, event.parent);
      else
        gpu_.seen_signaled(event.object, told.thread.now());
      return;
    case EventKind::event_listener_notified: return gpu_.seen_signaled(event.object, told.thread.now());
    case EventKind::pass_began: return pass_began(told);
    default: return;
  }
}

// The encoders that make up the pass, one after the other, whether they were coalesced or not: a GPU need not do that.
void Checker::pass_began(Told& told) {
  ObjectState& buffer = objects_.of(told.event.object, ObjectClass::command_buffer);
  const auto [first, last] = buffer.encoders.equal_range(told.event.value);
  std::vector<model::ObjectId> encoders;
  for (auto at = first; at != last; ++at) encoders.push_back(at->second);
  std::ranges::sort(encoders);
  for (model::ObjectId id : encoders) {
    ObjectState* encoder = objects_.find(id);
    if (!encoder) continue;
    const GpuOrder::Node node = gpu_.encoder_began(told.event.object, encoder->waits_for_fences);
    for (model::ObjectId fence : encoder->updates_fences) gpu_.updates(node, fence);
    for (Touch& touch : encoder->touches) {
      touch.encoder = node;
      ObjectState& resource = objects_.of(touch.use.resource, ObjectClass::buffer);
      if (const auto earlier = resource.history.add(gpu_, touch)) found(told, explain_missing_fence(scene(), resource, *earlier, touch));
    }
    encoder->touches = {};
  }
}

void Checker::changed(const Told& told, std::string_view what) {
  const auto known = std::ranges::find(changes_, what, &Change::what);
  if (known != changes_.end()) {
    ++known->count;
    return;
  }
  changes_.push_back({std::string(what), objects_.of(told.event.object, told.event.object_class).name, 1, told.record.stack});
}

// Nothing is needed any more.
void Checker::completed(model::ObjectId id) {
  ObjectState& buffer = objects_.of(id, ObjectClass::command_buffer);
  buffer.completed = true;
  buffer.lost.clear();
  for (const auto& [resource, bound] : buffer.needs)
    if (ObjectState* state = objects_.find(resource)) std::erase(state->needed_by, id);
  buffer.needs.clear();
}

void Checker::destroyed(Told& told) {
  ObjectState& object = objects_.of(told.event.object, told.event.object_class);
  if (object.name.object_class == ObjectClass::command_buffer) return completed(told.event.object);  // never committed, perhaps
  for (model::ObjectId user : std::exchange(object.needed_by, {})) {
    ObjectState* buffer = objects_.find(user);
    if (!buffer || buffer->completed) continue;
    // Not committed yet, and perhaps it never will be.
    if (!buffer->committed)
      buffer->lost.emplace_back(told.event.object, told.record);
    else
      found(told,
            explain_destroyed_in_flight(scene(), object, *buffer, buffer->needs.at(told.event.object), told.record));
  }
}

void Checker::committed(Told& told) {
  access(told, told.event.object, told.event.object_class, true);
  ObjectState& buffer = objects_.of(told.event.object, told.event.object_class);
  buffer.committed = told.record;
  for (const auto& [resource, release] : std::exchange(buffer.lost, {}))
    found(told, explain_destroyed_in_flight(scene(), objects_.of(resource, ObjectClass::buffer), buffer,
                                            buffer.needs.at(resource), release));
}

void Checker::follow(Told& told) {
  const Event& event = told.event;
  gpu(told);
  switch (event.kind) {
    case EventKind::object_created: {
      ObjectState& made = objects_.of(event.object, event.object_class);
      made.name.parent = event.parent;
      // Making is no use: who made an object says little of who shares it.
      if (is_thread_bound(event.object_class) && options_.sees_synchronisation)
        made.accesses.add(told.thread.clocks.all, {told.thread.now(), told.record}, true);
      break;
    }
    case EventKind::label_set:
      objects_.of(event.object, event.object_class).name.label = event.text;
      return;
    case EventKind::object_accessed: return access(told, event.object, event.object_class, event.writes);
    case EventKind::encoder_opened: open_session(told); break;
    case EventKind::encoder_ended: {
      access(told, event.object, event.object_class, true);
      access(told, event.parent, ObjectClass::command_buffer, true);
      objects_.of(event.object, event.object_class).ended = told.record;
      ObjectState& buffer = objects_.of(event.parent, ObjectClass::command_buffer);
      if (buffer.open && buffer.open->encoder == event.object) {
        buffer.open->close(told.thread, told.record);
        buffer.last_session = std::move(buffer.open);
        buffer.open.reset();
      }
      break;
    }
    case EventKind::command_recorded: return command(told);
    case EventKind::session_separated:
      changed(told, "an encoder was asked for while another thread's was open on the command buffer: each records for itself, in the order in which they were asked for");
      break;
    case EventKind::session_postponed:
      changed(told, "an encoder was asked for after the command buffer was committed: it got a command buffer of its own, which follows on the same queue");
      break;
    case EventKind::commit_held_back:
      changed(told, "a command buffer was committed while another thread's encoder was open: the commit waited for endEncoding");
      break;
    case EventKind::buffer_enqueued:
    case EventKind::handler_added: access(told, event.object, event.object_class, true); break;
    case EventKind::buffer_committed:
      committed(told);
      break;
    case EventKind::buffer_completed: completed(event.object); break;
    case EventKind::object_destroyed: destroyed(told); break;
    default: break;
  }
  if (!is_of_note(event.kind)) return;
  objects_.of(event.object, event.object_class).timeline.add(told.record);
  // A command buffer's story is that of its encoders.
  if (is_encoder(event.object_class))
    if (ObjectState* buffer = objects_.find(event.parent ? event.parent : objects_.of(event.object, event.object_class).name.parent))
      buffer->timeline.add(told.record);
  if (event.kind == EventKind::object_destroyed) objects_.destroyed(event.object);
}

// Who holds the encoder may be between getting it and telling so. And where the program ends, others on their way into the same
// fault are part of its story.
void Checker::wait_for_others(model::ObjectId object) {
  const auto deadline = std::chrono::steady_clock::now() + options_.grace;
  for (; std::chrono::steady_clock::now() < deadline; std::this_thread::yield()) {
    if (options_.mode == Mode::abort) continue;
    std::lock_guard lock(mutex_);
    const ObjectState* state = objects_.find(object);
    if (!state || state->open || state->asking.size() < 2) return;
  }
}

bool Checker::misuse(const Event& event, ThreadState& thread, const Record& record) {
  note(thread, record);
  const Rule* broken = find_rule(event.rule);
  if (!broken) return true;
  {
    std::lock_guard lock(mutex_);
    objects_.of(event.object, event.object_class).used_by(thread.id);
  }
  wait_for_others(event.object);
  Told told{event, record, thread};
  {
    std::lock_guard lock(mutex_);
    ObjectState& object = objects_.of(event.object, event.object_class);
    object.timeline.add(record);
    // They are in the same fault, whatever becomes of them.
    for (const Record& asking : object.asking) object.used_by(asking.thread);
    found(told, explain_misuse(scene(), *broken, object, record, event.text));
    std::erase_if(object.asking, [&](const Record& asking) { return asking.thread == thread.id; });
  }
  tell(told.fresh);
  if (options_.mode != Mode::abort) return false;
  if (last_word_) last_word_();
  return true;
}

void Checker::found(Told& told, model::Finding finding) {
  if (findings_.add(finding)) told.fresh.push_back(std::move(finding));
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
    for (std::uint64_t i = thread->recorded - count; i < thread->recorded; ++i) records.push_back(thread->history[i % ThreadState::kHistory]);
  }
  std::ranges::sort(records, {}, &Record::sequence);
  std::vector<model::Moment> moments;
  std::lock_guard lock(mutex_);
  for (const Record& record : records) moments.push_back(scene().moment(record));
  return moments;
}

std::vector<std::uint32_t> Checker::threads() const {
  std::vector<std::uint32_t> ids;
  for (const ThreadState* thread : threads_.all()) ids.push_back(thread->id);
  return ids;
}

std::vector<model::ObjectName> Checker::objects(const std::vector<model::Moment>& named) const {
  std::vector<model::ObjectName> names;
  std::lock_guard lock(mutex_);
  for (const model::Moment& moment : named) {
    const ObjectState* object = objects_.find(moment.object);
    if (object && std::ranges::none_of(names, [&](const auto& name) { return name.id == moment.object; })) names.push_back(object->name);
  }
  return names;
}

}  // namespace pewter::check
