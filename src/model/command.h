// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "model/kernel_image.h"

// Commands as observers, traces and reports see them: plain data, valid only during the call that hands them over.
namespace pewter::model {

// Names one object for the life of the process; never reused, unlike an address. 0: none.
using ObjectId = std::uint64_t;

enum class CommandKind : std::uint8_t {
  dispatch,             // dispatchThreads, dispatchThreadgroups
  dispatch_indirect,    // threadgroup count read from a buffer when it runs
  memory_barrier,       // scope (no uses) or resources (uses)
  copy_buffer,
  fill_buffer,
  synchronize_resource,
  use_resource,         // useResource(s), useHeap(s)
  wait_for_fence,
  update_fence,
  wait_for_event,
  signal_event,
  push_debug_group,
  pop_debug_group,
  signpost,
};
std::string_view name_of(CommandKind kind);

// How a command touches a range, where that is known.
enum class Touching : std::uint8_t { unknown, nothing, plain, atomic };

// A range of a resource that a command touches. `length` is the number of bytes that the command may reach: up to the end of
// the resource where the API does not say.
struct ResourceUse {
  ObjectId resource = 0;
  std::uint64_t offset = 0;
  std::uint64_t length = 0;
  Access access = Access::read_write;
  Touching how = Touching::unknown;
  std::int32_t index = -1;  // argument table index; -1: not bound
  bool tracked = false;     // the runtime orders passes by it
  bool exact = false;       // the command touches all of the range, and nothing else
};

// An address that a kernel takes out of memory bound to it (an argument buffer), as it was at the commit.
struct Pointer {
  ObjectId table = 0;        // the buffer that it stands in; 0: setBytes
  std::uint64_t offset = 0;  // of its slot, in the table
  std::uint64_t address = 0;
  std::int32_t index = -1;  // argument table index of the table
  std::uint32_t array = 0;  // not 0: one of the array with this number, of which the kernel follows some
};

struct Command {
  CommandKind kind{};
  std::span<const ResourceUse> uses{};
  std::string_view text{};          // kernel's name, or the text of a debug group or signpost
  ObjectId pipeline = 0;            // dispatch
  ObjectId object = 0;              // fence or event
  std::uint64_t value = 0;          // event value, or fill byte; dispatch: its number where it follows pointers, else 0
  std::uint64_t number = 0;         // dispatch: names it for the life of the process
  // dispatch that follows pointers: all that is bound at the time, for the kernel or not
  std::span<const ObjectId> bound{};
  std::span<const Pointer> pointers{};  // of EventKind::pointers_found
  std::uint32_t threads_per_grid[3] = {0, 0, 0};
  std::uint32_t threads_per_threadgroup[3] = {0, 0, 0};
};

}  // namespace pewter::model
