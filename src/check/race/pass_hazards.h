// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <vector>

#include "check/state/record.h"
#include "model/command.h"

namespace pewter::check {

// What the commands of one concurrent encoder touch since its last barrier: nothing orders them among each other.
class PassHazards {
 public:
  enum class Kind : std::uint8_t { read_after_write, write_after_read, write_after_write };
  struct Conflict {
    Kind kind{};
    Record earlier;
    std::string earlier_kernel, kernel;
    model::ResourceUse earlier_use, use;
  };

  // Notes a dispatch. Returns the first conflict with an earlier one, if there is one.
  //
  // A range goes from where the resource is bound to its end, as the API has it: only dispatches bound at the same place are
  // taken to touch the same bytes. Two that both read and write are passed over, since atomics do that rightly.
  std::optional<Conflict> add(const model::Command& dispatch, const Record& record);

  // A barrier: for `resources`, or all where there are none.
  void barrier(const model::Command& barrier);

 private:
  struct Touch {
    model::ResourceUse use;
    Record record;
    std::string kernel;
  };
  static constexpr std::size_t kMost = 4096;
  std::vector<Touch> touches_;
};

std::string_view name_of(PassHazards::Kind kind);  // "read after write"

}  // namespace pewter::check
