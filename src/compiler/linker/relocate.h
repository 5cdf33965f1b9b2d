// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>

// The relocations that LLVM's code generator writes for position-independent code of the small model, on the processors that
// kernels run on. Everything here works on any processor.
namespace pewter::compiler::linker {

// What a relocation wants to reach.
enum class Through : std::uint8_t {
  address,  // its symbol
  slot,     // a word that holds the symbol's address
  stub,     // its symbol, or code that jumps there where the symbol may be far away
  nothing,
};

// Nothing for a relocation that is not among them.
std::optional<Through> through(std::uint16_t machine, std::uint32_t type);

// How many bytes it changes. Only of those that through() knows.
std::size_t width(std::uint16_t machine, std::uint32_t type);

// Changes the bytes at `place`, which will run at `place_address`, to reach `target` (symbol, slot or stub, with the addend).
// False when that is out of reach.
bool relocate(std::uint16_t machine, std::uint32_t type, std::byte* place, std::uint64_t place_address, std::uint64_t target);

// Code that jumps to the address in a slot; it fills kStubBytes. False when the slot is out of reach.
inline constexpr std::size_t kStubBytes = 16;
bool write_stub(std::uint16_t machine, std::byte* place, std::uint64_t place_address, std::uint64_t slot);

}  // namespace pewter::compiler::linker
