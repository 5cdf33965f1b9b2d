// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace pewter::compiler::cache {

// Everything that the processor says about its model and its instructions, as bytes: at least what LLVM looks at when it generates
// code for the host. A part of the key of machine code; made once, without LLVM.
const std::string& host_processor();

}  // namespace pewter::compiler::cache
