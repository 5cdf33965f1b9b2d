// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "model/event.h"
#include "model/stack.h"

// What the checker found, as plain data. Whoever writes or reads reports needs nothing else of it.
namespace pewter::model {

enum class Severity : std::uint8_t { error, warning, note };
enum class Verdict : std::uint8_t { application_misuse, likely_runtime_defect, unknown };
std::string_view name_of(Severity severity);  // "error"
std::string_view name_of(Verdict verdict);    // "application misuse"

// An object of the program, by what a reader can recognise it.
struct ObjectName {
  ObjectId id = 0;
  ObjectClass object_class{};
  std::string label;    // the program's own; may be empty
  ObjectId parent = 0;  // what made it

  bool operator==(const ObjectName&) const = default;
};
std::string describe(const ObjectName& object);  // MTLCommandBuffer 12 "frame"

// Something that happened.
struct Moment {
  std::uint64_t sequence = 0;     // in the order in which the runtime told of it
  std::uint64_t nanoseconds = 0;  // since the process began to be watched
  std::uint32_t thread = 0;       // gettid()
  ObjectId object = 0;
  std::string call;  // the API call, as a selector; may be empty
  std::string text;  // what it was, in words: "opened MTLComputeCommandEncoder 14"
  StackId stack = 0;

  bool operator==(const Moment&) const = default;
};

// One party of a conflict.
struct Side {
  std::string role;  // "the encoder that is open", "the call that came in between"
  Moment moment;

  bool operator==(const Side&) const = default;
};

struct Finding {
  std::string rule;  // "PW001"
  Severity severity{};
  Verdict verdict{};
  std::string cause;        // what stands behind the verdict, in a few words: "one command buffer used by 4 threads"
  std::string message;      // Metal's own line where there is one, else one sentence with the facts
  ObjectName object;        // what was fought over
  std::vector<Side> sides;  // the first is what was there, the last is what came
  std::vector<Moment> timeline;        // of the object and of what it made, oldest first
  std::vector<std::uint32_t> threads;  // that used the object
  std::string missing_order;           // which order between the sides nothing makes; empty: that is not the matter
  std::vector<std::string> because;    // the reason, a sentence a fact, none that was not recorded
  std::string fix;                     // for this finding; the rule's page has the general one
  std::string caveat;                  // why it could be wrong all the same; empty: it cannot
  std::uint64_t count = 1;             // how often the same was seen

  bool operator==(const Finding&) const = default;
};

}  // namespace pewter::model
