// SPDX-License-Identifier: Apache-2.0
// What python_test.py loads: takes stacks and says what is in them.
#include <atomic>
#include <chrono>
#include <string>

#include "preload/listen.h"
#include "stacks/stack_recorder.h"

#define EXPORT extern "C" __attribute__((visibility("default")))

namespace {

pewter::model::StackRecorder& recorder() {
  static auto* recorder = pewter::stacks::make_stack_recorder().release();
  return *recorder;
}

struct Counter final : pewter::model::SyncListener {
  std::atomic<int> locks{0}, hand_overs{0}, threads{0};
  void on_sync(const pewter::model::SyncEvent& event) override {
    using enum pewter::model::SyncKind;
    if (event.kind <= thread_joined)
      ++threads;
    else if (event.kind <= released_shared)
      ++locks;
    else
      ++hand_overs;
  }
} counter;

}  // namespace

EXPORT unsigned probe_capture() { return recorder().capture(); }
EXPORT void probe_call(void (*function)()) {
  function();
  asm volatile("" ::: "memory");  // no tail call
}

// Frames apart by newlines: "python file:line function" or "native function".
EXPORT const char* probe_text(unsigned stack) {
  static thread_local std::string text;
  text.clear();
  for (const auto& frame : recorder().resolve(stack)) {
    if (frame.language == pewter::model::Frame::Language::python)
      text += "python " + frame.file + ":" + std::to_string(frame.line) + " " + frame.function + "\n";
    else
      text += "native " + frame.function + "\n";
  }
  return text.c_str();
}

EXPORT double probe_nanoseconds() {
  constexpr int kTurns = 100000;
  const auto start = std::chrono::steady_clock::now();
  for (int i = 0; i < kTurns; ++i) recorder().capture();
  return std::chrono::duration<double, std::nano>(std::chrono::steady_clock::now() - start).count() / kTurns;
}

EXPORT int probe_listen() { return pewter::preload::listen_to_synchronisation(counter); }
EXPORT int probe_locks() { return counter.locks; }
EXPORT int probe_hand_overs() { return counter.hand_overs; }
EXPORT int probe_threads() { return counter.threads; }
