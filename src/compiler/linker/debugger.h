// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <vector>

#include "compiler/linker/elf_object.h"
#include "compiler/linker/layout.h"
#include "model/kernel_image.h"

namespace pewter::compiler::linker {

struct DebuggerEntry;

// Makes a kernel's code known, under its host name and with the lines of its source, to debuggers, by GDB's interface for code
// compiled at run time; and to perf, where PEWTER_PERF_MAP asks for it, by /tmp/perf-PID.map: 1 for an entry a kernel, `lines` for an
// entry a line of the source. Debuggers forget it with this object; perf's file keeps what was. Thread-safe.
class DebuggerNote {
 public:
  // `base`: where the object was loaded, as `layout` says.
  DebuggerNote(const model::KernelImage& image, const ElfObject& object, const Layout& layout, const std::byte* base);
  DebuggerNote(const DebuggerNote&) = delete;
  DebuggerNote& operator=(const DebuggerNote&) = delete;
  ~DebuggerNote();

 private:
  std::vector<char> object_;  // with the addresses of its sections
  std::unique_ptr<DebuggerEntry> entry_;
};

}  // namespace pewter::compiler::linker
