// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include "foundation/object.h"
#include "runtime/pointers.h"
#include "runtime/recording/arena.h"
#include "runtime/recording/commands.h"

namespace pewter::runtime {

// All that one command buffer recorded, and what must stay alive for it. Touched by one thread at a time: by whoever holds the
// buffer's gate (or its open encoder) until commit, then by the queue, then by the scheduler's threads, read-only.
struct Recording {
  Recording(Device* device, bool retained_references);
  ~Recording();  // lets go of everything kept
  Recording(const Recording&) = delete;
  Recording& operator=(const Recording&) = delete;

  // The pass for a new encoder: the last one again where encoders may be coalesced.
  Pass* open_pass(Pass::Type type, DispatchType dispatch_type);
  void add_event(Item::Kind kind, Event* event, std::uint64_t value);
  void append(Pass* pass, Command* command) {
    (pass->last ? pass->last->next : pass->first) = command;
    pass->last = command;
  }
  // An item of another recording that lives as long as this one.
  void append(Item* item);
  // A recording for one encoder, kept with this one. What this one counts includes it from then on.
  Recording& add_child();
  const char* copy_text(std::string_view text);

  // Keeps memory until the recording goes, and the object itself where the buffer retains references.
  void keep(Storage* storage, foundation::Object* object);
  void keep(foundation::Object* object);  // always retained: pipelines, fences, events

  // Notes that `pass` touches a resource, for hazard tracking; untracked ones are not noted.
  void use(Pass* pass, Storage* storage, bool writes);

  Arena arena;
  Item* first = nullptr;
  Item* last = nullptr;
  Item* cursor = nullptr;  // the queue's: next item to hand over
  Pass* open_to_coalescing = nullptr;
  const std::uint64_t id;  // never reused: Storage::keep_tag
  Device* const device;
  const bool retained_references;
  const bool coalesce;
  std::uint32_t encoders = 0, passes = 0, coalesced = 0, dispatches = 0;
  std::vector<std::unique_ptr<Recording>> children;
  std::vector<PointerTable> pointer_tables;  // where somebody watches

 private:
  struct Kept {
    Kept* next;
    Storage* storage;
    foundation::Object* object;
  };
  Kept* kept_ = nullptr;
  foundation::Object* last_kept_ = nullptr;
};

}  // namespace pewter::runtime
