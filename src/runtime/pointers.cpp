// SPDX-License-Identifier: Apache-2.0
#include "runtime/pointers.h"

#include <sys/uio.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <climits>
#include <cstring>
#include <vector>

#include "model/observer.h"
#include "runtime/recording/recording.h"
#include "runtime/storage.h"

namespace pewter::runtime {
namespace {

constexpr std::uint64_t kSlot = sizeof(std::uint64_t);
// Of a table without an end that much is looked at.
constexpr std::uint64_t kMost = 4096;

std::uint64_t count_of(const PointerTable& table, const model::PointerSlots& slots) {
  if (slots.offset >= table.length) return 0;
  return std::min({std::uint64_t{slots.count}, (table.length - slots.offset) / kSlot, kMost});
}

// Copies the slots one after the other. Through the system: memory that the program has taken away, or that is closed
// to this thread, must not fault here. False: it is such memory.
bool read(const PointerTable& table, std::vector<std::uint64_t>& into) {
  std::vector<iovec> from;
  std::size_t slots = 0;
  for (const model::PointerSlots& some : table.parameter->pointers) {
    const std::uint64_t count = count_of(table, some);
    if (count == 0 || from.size() == IOV_MAX) continue;
    from.push_back({const_cast<std::byte*>(table.address) + some.offset, count * kSlot});
    slots += count;
  }
  into.assign(slots, 0);
  if (from.empty()) return true;
  const iovec to{into.data(), slots * kSlot};
  const ssize_t got = ::process_vm_readv(::getpid(), &to, 1, from.data(), from.size(), 0);
  if (got >= 0) return static_cast<std::size_t>(got) == slots * kSlot;
  if (errno != EPERM && errno != ENOSYS) return false;
  auto* next = reinterpret_cast<std::byte*>(into.data());  // the call is not allowed here
  for (const iovec& some : from) {
    std::memcpy(next, some.iov_base, some.iov_len);
    next += some.iov_len;
  }
  return true;
}

void tell(const PointerTable& table, ObjectId buffer) {
  std::vector<std::uint64_t> addresses;
  if (!read(table, addresses)) return;
  std::vector<model::Pointer> pointers;
  std::size_t next = 0;
  std::uint32_t arrays = 0;
  const std::uint64_t begin = table.storage ? static_cast<std::uint64_t>(table.address - table.storage->program) : 0;
  for (const model::PointerSlots& slots : table.parameter->pointers) {
    const std::uint64_t count = std::min<std::uint64_t>(count_of(table, slots), addresses.size() - next);
    const std::uint32_t array = slots.count > 1 ? ++arrays : 0;
    for (std::uint64_t i = 0; i < count; ++i)
      if (const std::uint64_t address = addresses[next++])
        pointers.push_back({.table = table.storage ? table.storage->owner.load(std::memory_order_relaxed) : 0,
                            .offset = begin + slots.offset + i * kSlot,
                            .address = address,
                            .index = static_cast<std::int32_t>(table.parameter->index),
                            .array = array});
  }
  if (pointers.empty()) return;
  model::Command command;
  command.kind = model::CommandKind::dispatch;
  command.value = table.dispatch;
  command.pointers = pointers;
  model::observe({.kind = model::EventKind::pointers_found,
                  .object_class = model::ObjectClass::compute_command_encoder,
                  .object = table.encoder,
                  .parent = buffer,
                  .value = table.dispatch,
                  .call = "commit",
                  .command = &command});
}

}  // namespace

void tell_pointers(const Recording& recording, ObjectId buffer) {
  for (const PointerTable& table : recording.pointer_tables) tell(table, buffer);
  for (const auto& child : recording.children) tell_pointers(*child, buffer);
}

}  // namespace pewter::runtime
