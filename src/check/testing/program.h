// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "check/checker.h"

namespace pewter::check::testing {

// Stacks by name: the place in the test that the thread says it is at.
class NamedStacks final : public model::StackRecorder {
 public:
  static void at(std::string place) { place_ = std::move(place); }
  model::StackId capture() override {
    std::lock_guard lock(mutex_);
    return ids_.try_emplace(place_, static_cast<model::StackId>(ids_.size() + 1)).first->second;
  }
  model::Stack resolve(model::StackId stack) override {
    model::Frame frame;
    frame.function = name(stack);
    return {frame};
  }
  bool knows(const std::string& place) const {
    std::lock_guard lock(mutex_);
    return ids_.contains(place);
  }
  std::string name(model::StackId stack) const {
    std::lock_guard lock(mutex_);
    for (const auto& [name, id] : ids_)
      if (id == stack) return name;
    return {};
  }

 private:
  static inline thread_local std::string place_;
  mutable std::mutex mutex_;
  std::map<std::string, model::StackId> ids_;
};

// A program that tells the checker what the runtime and the preload library would tell. Its threads are real ones, run
// in the order that the test says.
class Program {
 public:
  explicit Program(Options options = {.mode = Mode::report,
                                      .sees_synchronisation = true,
                                      .grace = std::chrono::milliseconds(0)})
      : checker(options, stacks) {}

  // Runs `body` in a thread of its own and waits for it, without that the checker is told of the wait.
  void apart(const std::function<void()>& body) {
    const std::uint64_t number = create();
    std::thread([&] { run(number, body); }).join();
  }
  // Likewise, and joined.
  void joined(const std::function<void()>& body) {
    const std::uint64_t number = create();
    std::thread([&] { run(number, body); }).join();
    sync(model::SyncKind::thread_joined, number, "pthread_join");
  }

  void sync(model::SyncKind kind, std::uint64_t object, const char* call = "pthread_mutex_lock") {
    checker.on_sync({kind, object, call});
  }
  void lock(std::uint64_t mutex) { sync(model::SyncKind::acquired, mutex); }
  void unlock(std::uint64_t mutex) { sync(model::SyncKind::released, mutex, "pthread_mutex_unlock"); }

  void on(model::Event event) {
    event.sequence = ++sequence_;
    checker.on(event);
  }
  bool before(model::Event event) {
    event.sequence = ++sequence_;
    return checker.before(event);
  }

  // Metal's calls.
  model::ObjectId buffer() {
    const model::ObjectId id = ++objects_;
    on({.kind = model::EventKind::object_created, .object_class = model::ObjectClass::command_buffer, .object = id});
    return id;
  }
  model::ObjectId open(model::ObjectId buffer) {
    ask(buffer);
    return opened(buffer);
  }
  model::ObjectId opened(model::ObjectId buffer) {
    const model::ObjectId id = ++objects_;
    on({.kind = model::EventKind::object_created, .object_class = kEncoder, .object = id, .parent = buffer});
    on({.kind = model::EventKind::encoder_opened,
        .object_class = kEncoder,
        .object = id,
        .parent = buffer,
        .call = "computeCommandEncoder"});
    return id;
  }
  void ask(model::ObjectId buffer) {
    before({.kind = model::EventKind::encoder_opened, .parent = buffer, .call = "computeCommandEncoder"});
    use(buffer, model::ObjectClass::command_buffer, "computeCommandEncoder");
  }
  void use(model::ObjectId object, model::ObjectClass object_class = kEncoder,
           const char* call = "setBuffer:offset:atIndex:", bool writes = true) {
    on({.kind = model::EventKind::object_accessed,
        .object_class = object_class,
        .writes = writes,
        .object = object,
        .call = call});
  }
  void end(model::ObjectId encoder, model::ObjectId buffer) {
    on({.kind = model::EventKind::encoder_ended,
        .object_class = kEncoder,
        .object = encoder,
        .parent = buffer,
        .call = "endEncoding"});
  }
  void session(model::ObjectId buffer) {
    const model::ObjectId encoder = open(buffer);
    use(encoder);
    end(encoder, buffer);
  }
  void commit(model::ObjectId buffer) {
    const model::Event event{.kind = model::EventKind::buffer_committed,
                             .object_class = model::ObjectClass::command_buffer,
                             .object = buffer,
                             .call = "commit"};
    before(event);
    on(event);
  }
  // Waits and what ends them. Queues and events are numbers that the test gives.
  model::ObjectId buffer_of(model::ObjectId queue) {
    const model::ObjectId id = ++objects_;
    on({.kind = model::EventKind::object_created,
        .object_class = model::ObjectClass::command_buffer,
        .object = id,
        .parent = queue});
    return id;
  }
  void enqueue(model::ObjectId buffer, model::ObjectId queue) {
    on({.kind = model::EventKind::buffer_enqueued,
        .object_class = model::ObjectClass::command_buffer,
        .object = buffer,
        .parent = queue,
        .call = "enqueue"});
  }
  void event_step(model::ObjectId buffer, model::ObjectId event, std::uint64_t value, bool signals) {
    model::Command command;
    command.kind = signals ? model::CommandKind::signal_event : model::CommandKind::wait_for_event;
    command.object = event;
    command.value = value;
    on({.kind = model::EventKind::command_recorded,
        .object_class = model::ObjectClass::command_buffer,
        .object = buffer,
        .parent = buffer,
        .value = value,
        .call = signals ? "encodeSignalEvent:value:" : "encodeWaitForEvent:value:",
        .command = &command});
  }
  void signals(model::ObjectId buffer, model::ObjectId event, std::uint64_t value) {
    event_step(buffer, event, value, true);
  }
  void waits_for(model::ObjectId buffer, model::ObjectId event, std::uint64_t value) {
    event_step(buffer, event, value, false);
  }
  void signaled(model::ObjectId event, std::uint64_t value, model::ObjectId buffer = 0) {
    on({.kind = model::EventKind::event_signaled,
        .object_class = model::ObjectClass::shared_event,
        .object = event,
        .parent = buffer,
        .value = value,
        .call = "setSignaledValue:"});
  }
  void wait_begins(model::ObjectId buffer) {
    on({.kind = model::EventKind::wait_began,
        .object_class = model::ObjectClass::command_buffer,
        .object = buffer,
        .value = 4,
        .call = "waitUntilCompleted"});
  }
  void wait_ends(model::ObjectId buffer) {
    on({.kind = model::EventKind::wait_ended,
        .object_class = model::ObjectClass::command_buffer,
        .object = buffer,
        .value = 4,
        .call = "waitUntilCompleted"});
  }
  void completes(model::ObjectId buffer) {
    on({.kind = model::EventKind::buffer_completed,
        .object_class = model::ObjectClass::command_buffer,
        .object = buffer,
        .value = 4});
  }
  void event_wait_begins(model::ObjectId event, std::uint64_t value, std::uint64_t milliseconds = ~std::uint64_t{0}) {
    on({.kind = model::EventKind::event_wait_began,
        .object_class = model::ObjectClass::shared_event,
        .object = event,
        .value = value,
        .aux = milliseconds,
        .call = "waitUntilSignaledValue:timeoutMS:"});
  }
  void handler(model::EventKind kind, model::ObjectId buffer, std::uint64_t number) {
    on({.kind = kind,
        .object_class = model::ObjectClass::command_buffer,
        .object = buffer,
        .value = 1,
        .aux = number,
        .call = kind == model::EventKind::handler_added ? "addCompletedHandler:" : ""});
  }

  bool refused(std::string_view rule, model::ObjectId object, const char* call) {
    return before(
        {.kind = model::EventKind::assertion_failed, .object = object, .call = call, .text = "the line", .rule = rule});
  }

  static constexpr auto kEncoder = model::ObjectClass::compute_command_encoder;

 private:
  std::uint64_t create() {
    const std::uint64_t number = ++threads_;
    sync(model::SyncKind::thread_created, number, "pthread_create");
    return number;
  }
  void run(std::uint64_t number, const std::function<void()>& body) {
    sync(model::SyncKind::thread_began, number, "");
    body();
    sync(model::SyncKind::thread_ended, number, "");
  }

  std::atomic<std::uint64_t> sequence_{0}, objects_{0}, threads_{0};

 public:
  NamedStacks stacks;
  Checker checker;
};

// What was found, by the IDs of the rules, as reports have it.
inline std::vector<std::string> rules_of(const Program& program) {
  std::vector<std::string> rules;
  for (const model::Finding& finding : program.checker.findings()) rules.push_back(finding.rule);
  return rules;
}

}  // namespace pewter::check::testing
