// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "compiler/linker/elf_object.h"

namespace pewter::compiler::linker {

// What memory may be used for, once it is written. Each begins on a page of its own.
enum class Segment : std::uint8_t { code, constants, data };
inline constexpr std::size_t kSegments = 3;

// Where the parts of an object will lie, as offsets from one base: sections, then in `code` the stubs for symbols that may be out
// of reach of a branch, and in `constants` the slots that hold addresses of symbols.
struct Layout {
  std::vector<std::optional<std::uint64_t>> sections;  // of each section of the object; nothing: not loaded
  std::map<std::uint32_t, std::uint64_t> slots;        // by symbol
  std::map<std::uint32_t, std::uint64_t> stubs;        // by symbol; each has a slot, too
  std::array<std::uint64_t, kSegments> begin{};        // multiples of the page
  std::array<std::uint64_t, kSegments> size{};
  std::uint64_t total = 0;                             // a multiple of the page
};

// Nothing, with a reason in `why`, for an object with a relocation that is not known.
std::optional<Layout> lay_out(const ElfObject& object, std::uint64_t page, std::string& why);

}  // namespace pewter::compiler::linker
