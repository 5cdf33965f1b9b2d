// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "check/race/access_history.h"
#include "check/race/memory_uses.h"
#include "check/race/pass_hazards.h"
#include "check/race/session.h"
#include "check/state/record.h"
#include "model/finding.h"

namespace pewter::check {

// What happened to one object that a reader of a report wants to know: the first moments and the last ones.
class Timeline {
 public:
  void add(const Record& record);
  std::vector<Record> records() const;

 private:
  static constexpr std::size_t kFirst = 16, kLast = 48;
  std::vector<Record> first_;
  std::deque<Record> last_;
};

// Whether the command only names its resources: useResource, a barrier.
inline bool names_only(model::CommandKind kind) {
  return kind == model::CommandKind::use_resource || kind == model::CommandKind::memory_barrier;
}

// A resource that a command buffer was given.
struct Need {
  Record bound;          // by which command first; one that has it bound says more than one that names it
  bool written = false;  // by a command that has it bound
};

// One object of the program.
struct ObjectState {
  model::ObjectName name;
  bool destroyed = false;
  std::optional<Access> destroyed_by;  // where the last reference went
  AccessHistory accesses;
  std::vector<std::uint32_t> threads;  // that used it, in the order in which they came
  Timeline timeline;

  // Command buffers.
  std::optional<Epoch> made;
  std::vector<Record> asking;  // threads that have asked for an encoder and not been given it yet
  std::optional<Session> open;
  std::optional<Session> last_session;  // that ended
  std::uint64_t queued = 0;             // when its place in the queue was taken, as a sequence number; 0: not yet
  std::optional<Record> committed;
  bool completed = false;                                            // or it never will be
  bool ran = false;                                                  // completed without an error
  std::unordered_multimap<std::uint64_t, model::ObjectId> encoders;  // by pass
  std::unordered_map<model::ObjectId, Need> needs;                   // resources that it was given
  std::vector<std::pair<model::ObjectId, Record>> lost;  // of them: destroyed before the commit
  std::vector<Touch> works;                              // of its commands; until the commit, where memory is watched
  std::vector<model::ObjectId> touched;                  // the resources of those; from the commit on
  // Encoders.
  std::optional<PassHazards> unordered;  // of a concurrent encoder
  std::vector<Touch> touches;            // of untracked resources; until it begins
  std::vector<model::ResourceUse> reachable;  // that useResource named
  std::vector<model::ObjectId> waits_for_fences, updates_fences;
  std::optional<Record> ended;
  bool told_open = false;  // a finding says already that its own thread left it open
  // Resources.
  std::vector<model::ObjectId> needed_by;  // command buffers that have not completed
  ResourceHistory history;                 // of untracked ones
  std::vector<model::ObjectId> upcoming;   // likewise: encoders that touch it and have not begun
  bool is_raced_for = false;               // likewise: encoders that nothing orders could meet at it
  MemoryUses uses;
  bool is_mapped = false;       // the program has its address
  unsigned watched_commits = 0;  // that it was closed to the GPU for

  void used_by(std::uint32_t thread);
};

// All objects by number. Guarded by the checker's lock. Those that are gone are kept for a while, so that a report can
// tell of them; when there are too many, the oldest become as small as can be: a name and where it went, for who uses
// them all the same.
class ObjectTable {
 public:
  ObjectState& of(model::ObjectId id, model::ObjectClass object_class);
  ObjectState* find(model::ObjectId id);
  void destroyed(model::ObjectId id);

 private:
  struct Remains {
    model::ObjectName name;
    std::optional<Access> destroyed_by;
  };
  void restore(ObjectState& state);

  static constexpr std::size_t kGone = 4096, kRemains = 65536;
  std::unordered_map<model::ObjectId, ObjectState> objects_;
  std::deque<model::ObjectId> gone_;  // of objects_, oldest first
  std::unordered_map<model::ObjectId, Remains> remains_;
  std::deque<model::ObjectId> forgotten_;  // of remains_, oldest first
};

}  // namespace pewter::check
