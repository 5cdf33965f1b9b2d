// SPDX-License-Identifier: Apache-2.0
#include "exec/support/touches.h"

#include <bit>

namespace pewter::exec {
namespace {

thread_local model::TouchTable* current [[gnu::tls_model("initial-exec")]] = nullptr;

}  // namespace

TouchScope::TouchScope(model::TouchTable* table) {
  current = table;
  if (table) table->listen();
}
TouchScope::~TouchScope() { current = nullptr; }

void touch(const void* address, std::uint64_t bytes, std::uint32_t kind) {
  if (current) current->note(address, bytes, static_cast<model::TouchKind>(kind));
}

void touch_row(const void* address, std::uint32_t lanes, std::uint32_t bytes, std::uint32_t kind) {
  const auto* base = static_cast<const std::byte*>(address);
  // Run by run of active lanes: mostly one.
  for (unsigned lane = 0; lanes >> lane && lane < 32;) {
    lane += static_cast<unsigned>(std::countr_zero(lanes >> lane));
    const auto length = static_cast<unsigned>(std::countr_one(lanes >> lane));
    touch(base + std::uint64_t{lane} * bytes, std::uint64_t{length} * bytes, kind);
    lane += length;
    if (lane >= 32) break;
  }
}

void touch_lanes(const void* addresses, std::uint32_t lanes, std::uint32_t bytes, std::uint32_t kind) {
  const auto* address = static_cast<const void* const*>(addresses);
  for (std::uint32_t rest = lanes; rest; rest &= rest - 1) touch(address[std::countr_zero(rest)], bytes, kind);
}

}  // namespace pewter::exec
