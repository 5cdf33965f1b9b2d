// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>

#include "exec/executor.h"
#include "model/kernel_image.h"
#include "runtime/kernel_variants.h"
#include "runtime/types.h"

// What a command buffer records, in its arena. Addresses are resolved at encoding; the recording keeps what they point into alive.
namespace pewter::runtime {

struct Storage;

enum class Op : std::uint8_t { dispatch, barrier, copy, fill, text };

struct Command {
  Command* next = nullptr;
  Op op;
};

// The buffers and threadgroup memory of one dispatch; shared by the dispatches after it while nothing changes.
// slots[i] belongs to the pipeline's used_buffers()[i].
struct BoundBuffer {
  std::byte* address;  // null: nothing bound
  Storage* storage;    // null: setBytes
};
struct BoundThreadgroupMemory {
  std::uint32_t index;
  std::uint32_t bytes;
};
struct Bindings {
  std::uint32_t buffer_count = 0;
  std::uint32_t threadgroup_count = 0;
  BoundBuffer* buffers() { return reinterpret_cast<BoundBuffer*>(this + 1); }
  const BoundBuffer* buffers() const { return reinterpret_cast<const BoundBuffer*>(this + 1); }
  BoundThreadgroupMemory* threadgroup_memory() { return reinterpret_cast<BoundThreadgroupMemory*>(buffers() + buffer_count); }
  const BoundThreadgroupMemory* threadgroup_memory() const { return reinterpret_cast<const BoundThreadgroupMemory*>(buffers() + buffer_count); }
};

// Memory that a dispatch may reach through pointers: what useResource named on its encoder. Where somebody watches.
struct Reached {
  const Reached* next;
  Storage* storage;
};

struct DispatchCommand : Command {
  const ComputePipelineState* pipeline;
  const KernelVariants::Variant* variant;  // the pipeline's
  const Bindings* bindings;
  exec::Extent threads_per_grid;       // direct
  exec::Extent threads_per_threadgroup;
  std::uint64_t work = 0;              // exec::Dispatch::work
  Storage* indirect = nullptr;         // three uint32_t of threadgroups at indirect_offset
  std::uint64_t indirect_offset = 0;
  std::uint64_t number = 0;          // where somebody watches: model::Command::number
  const Reached* reached = nullptr;  // likewise
};

struct CopyCommand : Command {
  Storage* source;
  std::uint64_t source_offset;
  Storage* destination;
  std::uint64_t destination_offset;
  std::uint64_t size;
};

struct FillCommand : Command {
  Storage* storage;
  std::uint64_t offset, size;
  std::uint8_t value;
};

struct TextCommand : Command {
  model::CommandKind kind;
  const char* text;  // in the arena
  std::size_t length;
};

// A tracked resource that a pass touches.
struct Use {
  Use* next;
  Storage* storage;
  bool writes;
};

struct FenceUse {
  FenceUse* next;
  Fence* fence;
};

struct Item {
  enum class Kind : std::uint8_t { pass, wait, signal };
  Item* next = nullptr;
  Kind kind;
};

// Commands that the scheduler orders as a whole: one encoder, or several that were coalesced.
struct Pass : Item {
  enum class Type : std::uint8_t { compute, blit };
  Type type = Type::compute;
  DispatchType dispatch_type = DispatchType::serial;
  std::uint64_t tag = 0;  // distinguishes this pass in Storage::use_tag; never reused
  std::uint32_t number = 0;
  std::uint32_t encoders = 1;
  Command* first = nullptr;
  Command* last = nullptr;
  Use* uses = nullptr;
  FenceUse* waits = nullptr;
  FenceUse* updates = nullptr;
  const char* label = nullptr;  // of the first encoder that has one; in the arena
  std::size_t label_length = 0;
};

struct EventItem : Item {
  Event* event;
  std::uint64_t value;
};

}  // namespace pewter::runtime
