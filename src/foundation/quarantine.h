// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

namespace pewter::foundation {

struct ClassRecord;

// Freed objects wait here as zombies before their memory is used again: word 0 becomes &kZombieClass and word 2 the class
// that the object was of (word 1 stays a count that a late release may still touch), so that calls through stale pointers are recognised. Bounded to kQuarantineObjects and
// kQuarantineBytes over the whole process; the oldest go first. Thread-safe.
constexpr std::size_t kQuarantineObjects = 4096;
constexpr std::size_t kQuarantineBytes = std::size_t{4} << 20;
constexpr std::size_t kZombieSize = 3 * sizeof(void*);  // objects are at least this big

// Takes over `size` bytes (at least kZombieSize) from operator new, whose word 0 still holds the class of the object that lived there.
void quarantine(void* memory, std::size_t size) noexcept;

// The class that a zombie was of.
const ClassRecord* former_class(const void* zombie) noexcept;

}  // namespace pewter::foundation
