// SPDX-License-Identifier: Apache-2.0
#include "compiler/linker/elf_object.h"

#include <bit>
#include <cstring>

namespace pewter::compiler::linker {
namespace {

class Reader {
 public:
  explicit Reader(std::span<const char> bytes) : bytes_(bytes.data(), bytes.size()) {}

  std::optional<ElfObject> read() {
    ElfObject object;
    Elf64_Ehdr header;
    if (!get(0, header) || std::memcmp(header.e_ident, ELFMAG, SELFMAG) != 0 || header.e_ident[EI_CLASS] != ELFCLASS64 ||
        header.e_ident[EI_DATA] != ELFDATA2LSB || header.e_type != ET_REL || header.e_shentsize != sizeof(Elf64_Shdr))
      return std::nullopt;
    object.machine = header.e_machine;
    std::vector<Elf64_Shdr> headers(header.e_shnum);
    for (std::size_t i = 0; i < headers.size(); ++i)
      if (!get(header.e_shoff + i * sizeof(Elf64_Shdr), headers[i])) return std::nullopt;
    if (header.e_shstrndx >= headers.size() || !add_sections(object, headers, headers[header.e_shstrndx])) return std::nullopt;
    for (const Elf64_Shdr& table : headers)
      if (table.sh_type == SHT_SYMTAB && !add_symbols(object, headers, table)) return std::nullopt;
    for (const Elf64_Shdr& table : headers) {
      if (table.sh_type == SHT_REL) return std::nullopt;  // neither of our processors writes them
      if (table.sh_type == SHT_RELA && !add_relocations(object, table)) return std::nullopt;
    }
    return object;
  }

 private:
  std::optional<std::string_view> part(std::uint64_t offset, std::uint64_t size) const {
    if (offset > bytes_.size() || size > bytes_.size() - offset) return std::nullopt;
    return bytes_.substr(offset, size);
  }

  template <class T>
  bool get(std::uint64_t offset, T& value) const {
    const auto found = part(offset, sizeof value);
    if (found) std::memcpy(&value, found->data(), sizeof value);
    return found.has_value();
  }

  std::optional<std::string_view> text(const Elf64_Shdr& table, std::uint32_t offset) const {
    const auto strings = part(table.sh_offset, table.sh_size);
    if (!strings || offset >= strings->size()) return std::nullopt;
    const std::size_t end = strings->find('\0', offset);
    if (end == std::string_view::npos) return std::nullopt;
    return strings->substr(offset, end - offset);
  }

  bool add_sections(ElfObject& object, const std::vector<Elf64_Shdr>& headers, const Elf64_Shdr& names) const {
    for (const Elf64_Shdr& header : headers) {
      Section& section = object.sections.emplace_back();
      if (header.sh_type == SHT_NULL) continue;
      const auto name = text(names, header.sh_name);
      const auto bytes = header.sh_type == SHT_NOBITS ? std::string_view() : part(header.sh_offset, header.sh_size);
      constexpr std::uint64_t kLargest = std::uint64_t{1} << 30;  // more would be out of reach of the relocations
      if (!name || !bytes || header.sh_size > kLargest) return false;
      section.name = *name;
      section.bytes = *bytes;
      section.size = header.sh_size;
      section.alignment = std::max<std::uint64_t>(header.sh_addralign, 1);
      section.flags = header.sh_flags;
      if (!std::has_single_bit(section.alignment) || section.alignment > 4096) return false;
    }
    return true;
  }

  bool add_symbols(ElfObject& object, const std::vector<Elf64_Shdr>& headers, const Elf64_Shdr& table) const {
    if (table.sh_link >= headers.size() || table.sh_entsize != sizeof(Elf64_Sym) || !object.symbols.empty()) return false;
    for (std::uint64_t at = 0; at < table.sh_size / sizeof(Elf64_Sym); ++at) {
      Elf64_Sym entry;
      if (!get(table.sh_offset + at * sizeof entry, entry)) return false;
      const auto name = text(headers[table.sh_link], entry.st_name);
      const bool common = entry.st_shndx >= SHN_LORESERVE && entry.st_shndx != SHN_ABS;
      if (!name || common || (entry.st_shndx < SHN_LORESERVE && entry.st_shndx >= headers.size())) return false;
      object.symbols.push_back({*name, entry.st_shndx, entry.st_value, entry.st_size});
    }
    return true;
  }

  bool add_relocations(ElfObject& object, const Elf64_Shdr& table) const {
    if (table.sh_info >= object.sections.size() || table.sh_entsize != sizeof(Elf64_Rela)) return false;
    Section& section = object.sections[table.sh_info];
    for (std::uint64_t at = 0; at < table.sh_size / sizeof(Elf64_Rela); ++at) {
      Elf64_Rela entry;
      if (!get(table.sh_offset + at * sizeof entry, entry)) return false;
      const auto symbol = static_cast<std::uint32_t>(ELF64_R_SYM(entry.r_info));
      if (symbol >= object.symbols.size()) return false;
      section.relocations.push_back({entry.r_offset, static_cast<std::uint32_t>(ELF64_R_TYPE(entry.r_info)), symbol, entry.r_addend});
    }
    return true;
  }

  std::string_view bytes_;
};

}  // namespace

std::optional<ElfObject> ElfObject::read(std::span<const char> bytes) { return Reader(bytes).read(); }

}  // namespace pewter::compiler::linker
