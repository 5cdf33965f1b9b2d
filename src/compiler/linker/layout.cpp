// SPDX-License-Identifier: Apache-2.0
#include "compiler/linker/layout.h"

#include <fmt/format.h>

#include "compiler/linker/relocate.h"

namespace pewter::compiler::linker {
namespace {

std::uint64_t aligned(std::uint64_t offset, std::uint64_t alignment) { return (offset + alignment - 1) & ~(alignment - 1); }

Segment segment_of(const Section& section) {
  if (section.flags & SHF_EXECINSTR) return Segment::code;
  return section.flags & SHF_WRITE ? Segment::data : Segment::constants;
}

bool is_loaded(const Section& section) { return section.flags & SHF_ALLOC && section.size > 0; }

}  // namespace

std::optional<Layout> lay_out(const ElfObject& object, std::uint64_t page, std::string& why) {
  Layout layout;
  layout.sections.resize(object.sections.size());
  for (const Section& section : object.sections) {
    if (!is_loaded(section)) continue;
    for (const Relocation& relocation : section.relocations) {
      const auto reached = through(object.machine, relocation.type);
      if (!reached) {
        why = fmt::format("relocation {} of machine {} in section {}", relocation.type, object.machine, section.name);
        return std::nullopt;
      }
      const bool elsewhere = object.symbols[relocation.symbol].section == SHN_UNDEF;
      if (*reached == Through::stub && elsewhere) layout.stubs.emplace(relocation.symbol, 0);
      if (*reached == Through::slot || (*reached == Through::stub && elsewhere)) layout.slots.emplace(relocation.symbol, 0);
    }
  }
  std::uint64_t offset = 0;
  for (const Segment segment : {Segment::code, Segment::constants, Segment::data}) {
    offset = aligned(offset, page);
    const auto number = static_cast<std::size_t>(segment);
    layout.begin[number] = offset;
    for (std::size_t i = 0; i < object.sections.size(); ++i) {
      const Section& section = object.sections[i];
      if (!is_loaded(section) || segment_of(section) != segment) continue;
      offset = aligned(offset, section.alignment);
      layout.sections[i] = offset;
      offset += section.size;
    }
    auto& extra = segment == Segment::code ? layout.stubs : layout.slots;
    if (segment != Segment::data) {
      const std::uint64_t size = segment == Segment::code ? kStubBytes : sizeof(std::uint64_t);
      offset = aligned(offset, size);
      for (auto& [symbol, place] : extra) {
        place = offset;
        offset += size;
      }
    }
    layout.size[number] = offset - layout.begin[number];
  }
  layout.total = aligned(offset, page);
  return layout;
}

}  // namespace pewter::compiler::linker
