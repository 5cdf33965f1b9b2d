// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>

namespace pewter::foundation {

struct ClassRecord;

// Freed objects wait here as zombies before their memory is used again: word 0 becomes &kZombieClass, word 2 a number
// that tells what the object was, and word 3 the class that it was of (word 1 stays a count that a late release may
// still touch), so that calls through stale pointers are recognised. Bounded over the whole process to
// kQuarantineObjects and kQuarantineBytes; the oldest of a thread's go first. Thread-safe.
constexpr std::size_t kQuarantineObjects = 4096;
constexpr std::size_t kQuarantineBytes = std::size_t{4} << 20;
constexpr std::size_t kZombieSize = 4 * sizeof(void*);  // objects are at least this big

// From now on sixteen times as many, and bytes: for programs that are checked, where a stale pointer shall name the
// object that it was of and not lead to another one.
void widen_quarantine() noexcept;
constexpr std::size_t kWiderBy = 16;

// Takes over `size` bytes (at least kZombieSize) from operator new, whose word 0 still holds the class of the object
// that lived there. `number`: that a watcher knows it by; 0: none.
void quarantine(void* memory, std::size_t size, std::uint64_t number = 0) noexcept;

// What a zombie was; null and 0 where it is none.
const ClassRecord* former_class(const void* zombie) noexcept;
std::uint64_t former_number(const void* zombie) noexcept;

}  // namespace pewter::foundation
