// SPDX-License-Identifier: Apache-2.0
#include "compiler/linker/relocate.h"

#include <elf.h>

#include <cstring>

namespace pewter::compiler::linker {
namespace {

template <class T>
void put(std::byte* place, T value) {
  std::memcpy(place, &value, sizeof value);
}

bool fits(std::int64_t value, int bits) {
  const std::int64_t limit = std::int64_t{1} << (bits - 1);
  return value >= -limit && value < limit;
}

template <class T>
bool put_checked(std::byte* place, std::int64_t value) {
  put(place, static_cast<T>(value));
  return fits(value, sizeof(T) * 8);
}

// Writes `bits` bits of `value` into the instruction at `place`, from bit `at` on.
void put_field(std::byte* place, std::uint64_t value, int at, int bits) {
  std::uint32_t word;
  std::memcpy(&word, place, sizeof word);
  const std::uint32_t mask = ((std::uint32_t{1} << bits) - 1) << at;
  word = (word & ~mask) | (static_cast<std::uint32_t>(value) << at & mask);
  put(place, word);
}

// ADR and ADRP: 21 bits in two fields.
bool put_adr(std::byte* place, std::int64_t value) {
  put_field(place, static_cast<std::uint64_t>(value), 29, 2);
  put_field(place, static_cast<std::uint64_t>(value) >> 2, 5, 19);
  return fits(value, 21);
}

std::int64_t pages(std::uint64_t from, std::uint64_t to) {
  return static_cast<std::int64_t>((to & ~std::uint64_t{0xfff}) - (from & ~std::uint64_t{0xfff})) >> 12;
}

// The low 12 bits of an address, as an instruction that accesses 1 << scale bytes counts them.
bool put_low(std::byte* place, std::uint64_t target, int scale) {
  put_field(place, (target & 0xfff) >> scale, 10, 12);
  return (target & ((std::uint64_t{1} << scale) - 1)) == 0;
}

bool put_branch(std::byte* place, std::int64_t distance, int at, int bits) {
  put_field(place, static_cast<std::uint64_t>(distance) >> 2, at, bits);
  return (distance & 3) == 0 && fits(distance >> 2, bits);
}

bool relocate_x86_64(std::uint32_t type, std::byte* place, std::int64_t distance, std::uint64_t target) {
  switch (type) {
    case R_X86_64_64: put(place, target); return true;
    case R_X86_64_PC64: put(place, distance); return true;
    default: return put_checked<std::int32_t>(place, distance);
  }
}

bool relocate_aarch64(std::uint32_t type, std::byte* place, std::uint64_t from, std::int64_t distance, std::uint64_t target) {
  switch (type) {
    case R_AARCH64_ABS64: put(place, target); return true;
    case R_AARCH64_PREL64: put(place, distance); return true;
    case R_AARCH64_PREL32: return put_checked<std::int32_t>(place, distance);
    case R_AARCH64_ADR_PREL_LO21: return put_adr(place, distance);
    case R_AARCH64_ADR_PREL_PG_HI21:
    case R_AARCH64_ADR_GOT_PAGE: return put_adr(place, pages(from, target));
    case R_AARCH64_ADD_ABS_LO12_NC:
    case R_AARCH64_LDST8_ABS_LO12_NC: return put_low(place, target, 0);
    case R_AARCH64_LDST16_ABS_LO12_NC: return put_low(place, target, 1);
    case R_AARCH64_LDST32_ABS_LO12_NC: return put_low(place, target, 2);
    case R_AARCH64_LDST64_ABS_LO12_NC:
    case R_AARCH64_LD64_GOT_LO12_NC: return put_low(place, target, 3);
    case R_AARCH64_LDST128_ABS_LO12_NC: return put_low(place, target, 4);
    case R_AARCH64_TSTBR14: return put_branch(place, distance, 5, 14);
    case R_AARCH64_CONDBR19: return put_branch(place, distance, 5, 19);
    default: return put_branch(place, distance, 0, 26);  // CALL26, JUMP26
  }
}

}  // namespace

std::optional<Through> through(std::uint16_t machine, std::uint32_t type) {
  if (machine == EM_X86_64) {
    switch (type) {
      case R_X86_64_NONE: return Through::nothing;
      case R_X86_64_64:
      case R_X86_64_PC64:
      case R_X86_64_PC32: return Through::address;
      case R_X86_64_PLT32: return Through::stub;
      case R_X86_64_GOTPCREL:
      case R_X86_64_GOTPCRELX:
      case R_X86_64_REX_GOTPCRELX: return Through::slot;
    }
  } else if (machine == EM_AARCH64) {
    switch (type) {
      case R_AARCH64_NONE: return Through::nothing;
      case R_AARCH64_ABS64:
      case R_AARCH64_PREL64:
      case R_AARCH64_PREL32:
      case R_AARCH64_ADR_PREL_LO21:
      case R_AARCH64_ADR_PREL_PG_HI21:
      case R_AARCH64_ADD_ABS_LO12_NC:
      case R_AARCH64_LDST8_ABS_LO12_NC:
      case R_AARCH64_LDST16_ABS_LO12_NC:
      case R_AARCH64_LDST32_ABS_LO12_NC:
      case R_AARCH64_LDST64_ABS_LO12_NC:
      case R_AARCH64_LDST128_ABS_LO12_NC:
      case R_AARCH64_TSTBR14:
      case R_AARCH64_CONDBR19: return Through::address;
      case R_AARCH64_CALL26:
      case R_AARCH64_JUMP26: return Through::stub;
      case R_AARCH64_ADR_GOT_PAGE:
      case R_AARCH64_LD64_GOT_LO12_NC: return Through::slot;
    }
  }
  return std::nullopt;
}

std::size_t width(std::uint16_t machine, std::uint32_t type) {
  if (machine == EM_X86_64) return type == R_X86_64_64 || type == R_X86_64_PC64 ? 8 : 4;
  return type == R_AARCH64_ABS64 || type == R_AARCH64_PREL64 ? 8 : 4;
}

bool relocate(std::uint16_t machine, std::uint32_t type, std::byte* place, std::uint64_t place_address, std::uint64_t target) {
  const auto distance = static_cast<std::int64_t>(target - place_address);
  if (machine == EM_X86_64) return relocate_x86_64(type, place, distance, target);
  return relocate_aarch64(type, place, place_address, distance, target);
}

bool write_stub(std::uint16_t machine, std::byte* place, std::uint64_t place_address, std::uint64_t slot) {
  if (machine == EM_X86_64) {
    constexpr unsigned char kCode[kStubBytes] = {0xff, 0x25, 0, 0, 0, 0, 0xcc, 0xcc, 0xcc, 0xcc,  // jmp *slot(%rip)
                                                 0xcc, 0xcc, 0xcc, 0xcc, 0xcc, 0xcc};
    std::memcpy(place, kCode, sizeof kCode);
    return relocate(machine, R_X86_64_PC32, place + 2, place_address + 2, slot - 4);
  }
  constexpr std::uint32_t kCode[kStubBytes / 4] = {0x90000010,   // adrp x16, slot
                                                   0xf9400210,   // ldr x16, [x16, slot]
                                                   0xd61f0200,   // br x16
                                                   0xd4200000};  // brk 0
  std::memcpy(place, kCode, sizeof kCode);
  return relocate(machine, R_AARCH64_ADR_PREL_PG_HI21, place, place_address, slot) &&
         relocate(machine, R_AARCH64_LDST64_ABS_LO12_NC, place + 4, place_address + 4, slot);
}

}  // namespace pewter::compiler::linker
