// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <elf.h>

#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace pewter::compiler::linker {

struct Relocation {
  std::uint64_t offset = 0;  // in the section that it changes
  std::uint32_t type = 0;    // R_X86_64_*, R_AARCH64_*
  std::uint32_t symbol = 0;  // an index into ElfObject::symbols
  std::int64_t addend = 0;
};

struct Section {
  std::string_view name;
  std::string_view bytes;  // empty where the section is of zeroes
  std::uint64_t size = 0;
  std::uint64_t alignment = 1;
  std::uint64_t flags = 0;  // SHF_*
  std::vector<Relocation> relocations;
};

struct Symbol {
  std::string_view name;
  std::uint16_t section = 0;  // an index into ElfObject::sections, or SHN_UNDEF, SHN_ABS
  std::uint64_t value = 0;
  std::uint64_t size = 0;
};

// A relocatable object as the code generator writes it: ELF, 64 bits, little-endian, relocations with addends. It borrows the
// bytes that it was read from; every offset and index in it has been checked against them.
struct ElfObject {
  std::uint16_t machine = 0;  // EM_X86_64, EM_AARCH64
  std::vector<Section> sections;
  std::vector<Symbol> symbols;

  // Nothing for bytes that are not such an object.
  static std::optional<ElfObject> read(std::span<const char> bytes);
};

}  // namespace pewter::compiler::linker
