// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "exec/executor.h"

namespace pewter::exec::reference {

// Compiles a kernel from LLVM assembly (compiler/passes/device_module_text.h) and links it for `executor`. Ends the
// test program with the diagnostics when that fails.
model::LoadedKernel load_kernel(Executor& executor, std::string_view assembly, const std::string& host_name);

// Assembly that every test kernel may need: attribute groups, and declarations of the intrinsics.
std::string with_declarations(std::string_view body);

template <class T>
std::byte* bytes_of(std::vector<T>& values) {
  return reinterpret_cast<std::byte*>(values.data());
}

}  // namespace pewter::exec::reference
