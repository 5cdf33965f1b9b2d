// SPDX-License-Identifier: Apache-2.0
// Objects made by hand, for what the code generator's own (codegen_test) do not show on every processor.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <cstring>
#include <random>

#include "compiler/linker/elf_object.h"
#include "compiler/linker/layout.h"
#include "compiler/linker/link.h"
#include "compiler/linker/relocate.h"

namespace pewter::compiler {
namespace {

using testing::HasSubstr;

// An object of one code section, with relocations against symbols of any kind.
class ObjectBuilder {
 public:
  struct Entry {
    std::string name;
    std::uint16_t section;  // 1: the code, SHN_UNDEF: another's
    std::uint64_t value;
  };

  std::vector<unsigned char> code;
  std::vector<Entry> symbols;
  std::vector<Elf64_Rela> relocations;
  std::uint16_t machine = EM_X86_64;

  std::vector<char> build() const {
    std::string names("\0.text\0.rela.text\0.symtab\0.strtab\0", 34);
    std::vector<Elf64_Sym> table(1);
    for (const Entry& symbol : symbols) {
      Elf64_Sym entry{};
      entry.st_name = static_cast<Elf64_Word>(names.size());
      entry.st_info = ELF64_ST_INFO(STB_GLOBAL, STT_NOTYPE);
      entry.st_shndx = symbol.section;
      entry.st_value = symbol.value;
      table.push_back(entry);
      names += symbol.name + '\0';
    }
    std::vector<char> bytes(sizeof(Elf64_Ehdr));
    std::array<Elf64_Shdr, 5> headers{};
    const auto add = [&](std::size_t number, Elf64_Word name, Elf64_Word type, Elf64_Xword flags, const void* data, std::size_t size) {
      headers[number] = {name, type, flags, 0, bytes.size(), size, 0, 0, 16, 0};
      const auto* begin = static_cast<const char*>(data);
      bytes.insert(bytes.end(), begin, begin + size);
    };
    add(1, 1, SHT_PROGBITS, SHF_ALLOC | SHF_EXECINSTR, code.data(), code.size());
    add(2, 7, SHT_RELA, 0, relocations.data(), relocations.size() * sizeof(Elf64_Rela));
    headers[2].sh_info = 1;
    headers[2].sh_link = 3;
    headers[2].sh_entsize = sizeof(Elf64_Rela);
    add(3, 18, SHT_SYMTAB, 0, table.data(), table.size() * sizeof(Elf64_Sym));
    headers[3].sh_link = 4;
    headers[3].sh_entsize = sizeof(Elf64_Sym);
    add(4, 26, SHT_STRTAB, 0, names.data(), names.size());
    Elf64_Ehdr header{};
    std::memcpy(header.e_ident, ELFMAG, SELFMAG);
    header.e_ident[EI_CLASS] = ELFCLASS64;
    header.e_ident[EI_DATA] = ELFDATA2LSB;
    header.e_type = ET_REL;
    header.e_machine = machine;
    header.e_shoff = bytes.size();
    header.e_shentsize = sizeof(Elf64_Shdr);
    header.e_shnum = headers.size();
    header.e_shstrndx = 4;
    std::memcpy(bytes.data(), &header, sizeof header);
    const auto* begin = reinterpret_cast<const char*>(headers.data());
    bytes.insert(bytes.end(), begin, begin + sizeof headers);
    return bytes;
  }

  model::KernelImage image() const {
    model::KernelImage image;
    image.info.host_name = "k";
    image.entry_symbol = "entry";
    image.object = build();
    return image;
  }
};

int answer() { return 42; }
const std::array<model::HostSymbol, 1> kHost = {{{"answer", reinterpret_cast<void*>(&answer)}}};

#if defined(__x86_64__)

// jmp answer, far away or not: by a stub.
ObjectBuilder jump() {
  ObjectBuilder object;
  object.code = {0xe9, 0, 0, 0, 0};
  object.symbols = {{"entry", 1, 0}, {"answer", SHN_UNDEF, 0}};
  object.relocations = {{1, ELF64_R_INFO(2, R_X86_64_PLT32), -4}};
  return object;
}

int run(const model::LoadedKernel& kernel) { return reinterpret_cast<int (*)()>(kernel.entry)(); }

TEST(Linker, CallsWhatIsFarAway) {
  const auto kernel = link(jump().image(), kHost);
  ASSERT_TRUE(kernel.ok()) << kernel.error().text;
  EXPECT_EQ(run(*kernel), 42);
}

TEST(Linker, ReadsAddressesFromSlots) {
  ObjectBuilder object = jump();
  object.code = {0xff, 0x25, 0, 0, 0, 0};  // jmp *answer@GOTPCREL(%rip)
  object.relocations = {{2, ELF64_R_INFO(2, R_X86_64_GOTPCRELX), -4}};
  const auto kernel = link(object.image(), kHost);
  ASSERT_TRUE(kernel.ok()) << kernel.error().text;
  EXPECT_EQ(run(*kernel), 42);
}

TEST(Linker, NamesWhatIsMissing) {
  const auto kernel = link(jump().image(), {});
  ASSERT_FALSE(kernel.ok());
  EXPECT_THAT(kernel.error().text, HasSubstr("kernel 'k' cannot be linked: there is no 'answer'"));
}

TEST(Linker, RefusesRelocationsThatItDoesNotKnow) {
  ObjectBuilder object = jump();
  object.relocations[0].r_info = ELF64_R_INFO(2, R_X86_64_TPOFF32);
  const auto kernel = link(object.image(), kHost);
  ASSERT_FALSE(kernel.ok());
  EXPECT_THAT(kernel.error().text, HasSubstr("relocation 23"));
}

TEST(Linker, RefusesRelocationsOutsideOfTheirSection) {
  ObjectBuilder object = jump();
  object.relocations[0].r_offset = 2;
  EXPECT_FALSE(link(object.image(), kHost).ok());
  object.relocations[0].r_offset = ~std::uint64_t{0} - 1;
  EXPECT_FALSE(link(object.image(), kHost).ok());
}

TEST(Linker, RefusesSymbolsOutsideOfTheirSection) {
  ObjectBuilder object = jump();
  object.symbols[0].value = 100;
  EXPECT_FALSE(link(object.image(), kHost).ok());
  object.symbols[0].section = 77;
  EXPECT_FALSE(link(object.image(), kHost).ok());
}

// Whatever the bytes are: an error, or code that is never run.
TEST(Linker, SurvivesDamage) {
  const std::vector<char> good = jump().build();
  model::KernelImage image = jump().image();
  std::mt19937 random(1);
  for (int round = 0; round < 20000; ++round) {
    image.object = good;
    if (round % 3 == 0) image.object.resize(random() % good.size());
    for (int i = 0; i < 4 && !image.object.empty(); ++i) image.object[random() % image.object.size()] = static_cast<char>(random());
    (void)link(image, kHost);
  }
}

#endif

TEST(Linker, RefusesAnotherProcessorsCode) {
  ObjectBuilder object;
  object.code = {0, 0, 0, 0};
  object.symbols = {{"entry", 1, 0}};
  object.machine = EM_RISCV;
  EXPECT_FALSE(link(object.image(), {}).ok());
}

std::uint32_t relocated(std::uint32_t type, std::uint32_t instruction, std::uint64_t from, std::uint64_t to, bool in_reach = true) {
  std::byte place[4];
  std::memcpy(place, &instruction, 4);
  EXPECT_EQ(linker::relocate(EM_AARCH64, type, place, from, to), in_reach);
  std::memcpy(&instruction, place, 4);
  return instruction;
}

// The expected words are what an assembler makes of the instruction in the comment.
TEST(Relocate, Aarch64) {
  EXPECT_EQ(relocated(R_AARCH64_CALL26, 0x94000000, 0x1000, 0x1010), 0x94000004u);                   // bl .+16
  EXPECT_EQ(relocated(R_AARCH64_JUMP26, 0x14000000, 0x1010, 0x1000), 0x17fffffcu);                   // b .-16
  EXPECT_EQ(relocated(R_AARCH64_CONDBR19, 0x54000000, 0x1000, 0x1008), 0x54000040u);                 // b.eq .+8
  EXPECT_EQ(relocated(R_AARCH64_ADR_PREL_LO21, 0x10000000, 0x1000, 0x1005), 0x30000020u);            // adr x0, .+5
  EXPECT_EQ(relocated(R_AARCH64_ADR_PREL_PG_HI21, 0x90000000, 0x1ffc, 0x6010), 0xb0000020u);         // adrp x0, .+0x5000
  EXPECT_EQ(relocated(R_AARCH64_ADR_GOT_PAGE, 0x90000000, 0x6010, 0x1ffc), 0xf0ffffc0u);             // adrp x0, .-0x5000
  EXPECT_EQ(relocated(R_AARCH64_ADD_ABS_LO12_NC, 0x91000000, 0, 0x5678), 0x9119e000u);               // add x0, x0, #0x678
  EXPECT_EQ(relocated(R_AARCH64_LDST32_ABS_LO12_NC, 0xbd400000, 0, 0x5678), 0xbd467800u);            // ldr s0, [x0, #0x678]
  EXPECT_EQ(relocated(R_AARCH64_LDST128_ABS_LO12_NC, 0x3dc00000, 0, 0x5670), 0x3dc19c00u);           // ldr q0, [x0, #0x670]
  EXPECT_EQ(relocated(R_AARCH64_LD64_GOT_LO12_NC, 0xf9400000, 0, 0x5678), 0xf9433c00u);              // ldr x0, [x0, #0x678]
  relocated(R_AARCH64_CALL26, 0x94000000, 0, std::uint64_t{1} << 30, false);
  relocated(R_AARCH64_ADR_PREL_PG_HI21, 0x90000000, 0, std::uint64_t{1} << 33, false);
  relocated(R_AARCH64_LDST64_ABS_LO12_NC, 0xf9400000, 0, 0x5674, false);
}

TEST(Relocate, X86) {
  std::byte place[8] = {};
  EXPECT_TRUE(linker::relocate(EM_X86_64, R_X86_64_PC32, place, 0x1000, 0x0ffc));
  std::int32_t distance;
  std::memcpy(&distance, place, 4);
  EXPECT_EQ(distance, -4);
  EXPECT_FALSE(linker::relocate(EM_X86_64, R_X86_64_PC32, place, 0, std::uint64_t{1} << 31));
  EXPECT_TRUE(linker::relocate(EM_X86_64, R_X86_64_64, place, 0, std::uint64_t{1} << 63));
}

TEST(Relocate, StubsReachTheirSlots) {
  std::byte place[linker::kStubBytes];
  ASSERT_TRUE(linker::write_stub(EM_AARCH64, place, 0x10000, 0x12340));
  const std::array<std::uint32_t, 4> expected = {0xd0000010, 0xf941a210, 0xd61f0200, 0xd4200000};
  EXPECT_EQ(std::memcmp(place, expected.data(), sizeof place), 0);
  EXPECT_FALSE(linker::write_stub(EM_X86_64, place, 0, std::uint64_t{1} << 40));
}

}  // namespace
}  // namespace pewter::compiler
