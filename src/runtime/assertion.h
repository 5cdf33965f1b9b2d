// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string_view>

namespace pewter::runtime {

enum class Assertion {
#define PEWTER_ASSERTION(name, id, line) name,
#include "runtime/assertions.def"
};

std::string_view rule_id(Assertion assertion);  // "PW001"
std::string_view line_of(Assertion assertion);  // with {} where values go

// `call` of the program broke a rule on `object`. Ends the process as Metal does: the line on standard error, in one
// write, then abort(). `text` and `value` fill the line's first {} of their kind. When several threads fail at once,
// the first one's line is printed and the others wait for the end. Returns only where an observer says that the program
// shall go on; the call must then do nothing.
void refuse(Assertion assertion, std::uint64_t object, const char* call, std::string_view text = {},
            std::uint64_t value = 0) noexcept;

}  // namespace pewter::runtime
