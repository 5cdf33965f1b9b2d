// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "model/event.h"
#include "model/stack.h"
#include "model/stillness.h"
#include "model/sync.h"

namespace pewter::trace {

enum class EntryKind : std::uint8_t {
  happened,      // Observer::on
  asked,         // Observer::before
  answered,      // before() of an assertion came back: what others did meanwhile is a part of its story
  synchronised,  // SyncListener::on_sync
  looked,        // somebody looked for waits that never end; event.value: older than that, in nanoseconds
  stood_still,   // all threads of the process sleep
};

// What was looked at, whatever was seen.
struct Sight {
  bool synchronisation = false;  // the program's locks and threads
  bool memory = false;           // its loads and stores
  bool touches = false;          // what dispatches touch
};

// One thing that the checker was told, with what it took from its surroundings.
struct Entry {
  EntryKind kind{};
  std::uint32_t thread = 0;  // counts the threads of the process: numbers of the system's come again
  std::uint32_t number = 0;  // gettid()
  std::uint64_t nanoseconds = 0;
  model::StackId stack = 0;
  // happened, asked, answered. Text lies where the writer's caller has it, or in the reader.
  model::Event event;
  bool has_command = false;
  model::Command command;
  std::vector<model::ResourceUse> uses;
  std::vector<model::ObjectId> bound;
  std::vector<model::Pointer> pointers;
  model::TouchedBytes touched;  // bytes_touched. In the file its sets are as they are in touched_runs
  std::array<std::vector<model::ByteSet::Run>, 3> touched_runs;  // reads, writes, atomics
  model::SyncEvent sync;                    // synchronised
  std::vector<std::uint32_t> live_threads;  // of the program. Waits and looks only
  model::Stillness still;                   // stood_still
};

}  // namespace pewter::trace
