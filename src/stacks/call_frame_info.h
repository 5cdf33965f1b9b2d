// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

// What the compiler wrote about the frames of its functions (DWARF call frame information, .eh_frame), as far as a walk
// over return addresses needs it. x86-64 only; elsewhere everything is `unsupported`.
namespace pewter::stacks {

// How to get from a frame to its caller's.
struct FrameRule {
  enum class Kind : std::uint8_t {
    unsupported,  // by this reader: leave the stack to the unwinder of the system
    unknown,      // nothing is written about the code
    outermost,    // the code has no caller
    caller,       // the rest holds
  };
  Kind kind = Kind::unsupported;
  bool from_rbp = false;  // else from rsp
  std::uint32_t cfa =
      0;  // what to add to that register to get the canonical frame address; the return address lies 8 below it
  std::uint32_t saved_rbp =
      0;  // how far below the canonical frame address the caller's rbp lies; 0: it still is in rbp

  bool operator==(const FrameRule&) const = default;
};

// The rule in force at the call that returns to `return_address`. Takes no lock and allocates nothing. `begin`: gets
// where that function's code begins; untouched where that is not known.
FrameRule read_frame_rule(std::uint64_t return_address, std::uint64_t* begin = nullptr);

}  // namespace pewter::stacks
