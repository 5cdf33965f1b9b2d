// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

// Where CPython keeps what a walk over a thread's own Python frames reads: offsets in the structures of each version,
// from its headers (internal/pycore_frame.h, cpython/code.h, cpython/unicodeobject.h). They do not change within a
// minor version.
namespace pewter::stacks {

struct PythonLayout {
  std::uint32_t version;  // 0x030b: 3.11
  // From the thread's state to its innermost frame; `cframe` is a step between (3.11, 3.12), -1: none.
  int thread_cframe, thread_frame;
  int frame_back, frame_code, frame_instruction;
  int instruction_scale;  // > 0: an int, in so many bytes of code; 0: a pointer into the code object
  int frame_entry;        // a byte that is 1 where the interpreter was entered anew (3.11); -1: not so
  int frame_owner;  // a byte that is 3 in the frames that only mark such an entry (3.12 on); -1: none, every frame is
                    // entered anew
  int code_name, code_file, code_first_line, code_instructions;
  int text_size, text_compact_size;  // headers of an ASCII and of another compact string
};

inline constexpr int kOwnedByCStack = 3;

inline constexpr PythonLayout kPythonLayouts[] = {
    // version  cframe frame  back code instr scale entry owner  name file first instrs  text
    {0x0307, -1, 24, 24, 32, 104, 1, -1, -1, 104, 96, 36, 0, 48, 72},
    {0x0308, -1, 24, 24, 32, 104, 1, -1, -1, 112, 104, 40, 0, 48, 72},
    {0x0309, -1, 24, 24, 32, 104, 1, -1, -1, 112, 104, 40, 0, 48, 72},
    {0x030a, -1, 24, 24, 32, 96, 2, -1, -1, 112, 104, 40, 0, 48, 72},
    {0x030b, 56, 8, 48, 32, 56, 0, 68, -1, 128, 112, 72, 184, 48, 72},
    {0x030c, 56, 0, 8, 0, 56, 0, -1, 70, 128, 112, 68, 192, 40, 56},
    {0x030d, -1, 72, 8, 0, 56, 0, -1, 70, 128, 112, 68, 200, 40, 56},
};

// The same in all of them.
inline constexpr int kTextLength = 16, kTextState = 32;
inline constexpr std::uint32_t kTextAscii = 0x40, kTextCompact = 0x20, kTextKindShift = 2, kTextKindMask = 7;

}  // namespace pewter::stacks
