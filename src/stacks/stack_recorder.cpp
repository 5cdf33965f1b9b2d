// SPDX-License-Identifier: Apache-2.0
#include "stacks/stack_recorder.h"

#include <pthread.h>

#include <algorithm>
#include <atomic>

#include "stacks/depot.h"
#include "stacks/frame_rules.h"
#include "stacks/modules.h"
#include "stacks/python_frames.h"
#include "stacks/resolve.h"
#include "stacks/walk.h"
#include "support/log.h"

namespace pewter::stacks {
namespace {

class Recorder final : public model::StackRecorder {
 public:
  explicit Recorder(RecorderOptions options);
  ~Recorder() override;

  __attribute__((noinline)) model::StackId capture() override;

  model::StackId keep(std::span<const std::uint64_t> return_addresses) override;

  model::StackId of_sleeper(std::uint64_t pc, std::uint64_t sp) override {
    Trace trace;
    if (!walk_sleeper(rules_, pc, sp, trace)) return 0;
    return keep({trace.return_addresses, trace.count});
  }

  model::Stack resolve(model::StackId id) override {
    const StoredStack* stack = depot_.get(id);
    return stack ? resolve_stack(*stack, modules_, options_) : model::Stack();
  }

  void lock() {
    depot_.lock();
    modules_.lock();
  }
  void unlock() {
    modules_.unlock();
    depot_.unlock();
  }

 private:
  void walk(const Place& place, Trace& trace);
  model::StackId add(const Place& place, Trace& trace, const PythonFrames::State& python);

  RecorderOptions options_;
  FrameRules rules_;
  Depot depot_;
  Modules modules_;
  PythonFrames python_;
};

// fork() copies locks as they are, and the threads that hold them not at all: it waits until nobody does. For the
// recorder made last, of which a process has one.
std::atomic<Recorder*> in_use;

Recorder::Recorder(RecorderOptions options) : options_(std::move(options)) {
  in_use = this;
  [[maybe_unused]] static const int registered = pthread_atfork(
      [] {
        if (Recorder* recorder = in_use) recorder->lock();
      },
      [] {
        if (Recorder* recorder = in_use) recorder->unlock();
      },
      [] {
        if (Recorder* recorder = in_use) recorder->unlock();
      });
}

Recorder::~Recorder() {
  Recorder* self = this;
  in_use.compare_exchange_strong(self, nullptr);
}

model::StackId Recorder::capture() {
  // The frame of this very function: its caller's rbp, the return address, and above that the caller's frame.
  const auto* frame = static_cast<const std::uint64_t*>(__builtin_frame_address(0));
  const Place place{reinterpret_cast<std::uint64_t>(__builtin_return_address(0)),
                    reinterpret_cast<std::uint64_t>(frame + 2), frame[0]};
  Trace trace;
  walk(place, trace);
  const PythonFrames::State python = python_.state();
  const std::span<const std::uint64_t> addresses(trace.return_addresses, trace.count);
  if (const StoredStack* stack = depot_.find(Depot::hash(addresses, python.key), addresses, python.key))
    return stack->id;
  return add(place, trace, python);
}

model::StackId Recorder::keep(std::span<const std::uint64_t> return_addresses) {
  StoredStack stack;
  stack.generation = modules_.refresh();
  stack.truncated = return_addresses.size() >= kMaxFrames;
  stack.return_addresses = return_addresses.first(std::min<std::size_t>(return_addresses.size(), kMaxFrames));
  stack.hash = Depot::hash(stack.return_addresses, 0);
  return depot_.add(stack);
}

void Recorder::walk(const Place& place, Trace& trace) {
  if (walk_by_rules(rules_, place, trace)) return;
  walk_by_unwinder(place, trace);
  // Where the system's unwinder ends, too, the next walk may end by rule. Unsupported frames in between stay
  // unsupported.
  if (!trace.truncated) rules_.note_end(trace.return_addresses[trace.count - 1]);
}

model::StackId Recorder::add(const Place& place, Trace& trace, const PythonFrames::State& python) {
  const std::uint32_t generation = modules_.refresh();
  if (modules_.unloaded()) {
    // Other code may be where remembered rules were for; this stack may come of that.
    rules_.forget();
    walk(place, trace);
  }
  char text[16384];
  StoredStack stack;
  stack.python_text = python_.describe(python, text, sizeof text);
  stack.python_key = python.key;
  stack.generation = generation;
  stack.truncated = trace.truncated;
  stack.return_addresses = {trace.return_addresses, trace.count};
  stack.hash = Depot::hash(stack.return_addresses, stack.python_key);
  const model::StackId id = depot_.add(stack);
  if (id == 0 && log::first_time("stacks.full"))
    log::warning("the memory for call stacks is used up: reports lack those of later calls");
  return id;
}

}  // namespace

std::unique_ptr<model::StackRecorder> make_stack_recorder(RecorderOptions options) {
  return std::make_unique<Recorder>(std::move(options));
}

}  // namespace pewter::stacks
