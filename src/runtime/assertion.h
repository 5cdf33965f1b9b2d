// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <fmt/core.h>

#include <cstdint>
#include <string_view>

#include "model/observer.h"

namespace pewter::runtime {

enum class Assertion {
#define PEWTER_ASSERTION(name, id, line, why) name,
#define PEWTER_VALIDATION(name, id, line, why) name,
#include "runtime/assertions.def"
};

std::string_view rule_id(Assertion assertion);  // "PW001"
std::string_view line_of(Assertion assertion);  // with {} or {0} where values go
std::string_view why_of(Assertion assertion);   // likewise; how it is known, a sentence a line

// `call` of the program broke a rule on `object`. Ends the process as Metal does: the line on standard error, in one
// write, then abort(). `text` and `value` fill the line's first {} of their kind. When several threads fail at once,
// the first one's line is printed and the others wait for the end. Returns only where an observer says that the program
// shall go on; the call must then do nothing.
void refuse(Assertion assertion, std::uint64_t object, const char* call, std::string_view text = {},
            std::uint64_t value = 0) noexcept;

// `call` has an argument that Metal's validation layer objects to. The observer is told, and may say that the process
// shall end as above; else the call is made all the same, as on a Mac without that layer. Asked only where
// model::observed(): to find such arguments must cost nothing when nobody wants to know.
void tell_invalid(Assertion assertion, std::uint64_t object, const char* call, fmt::format_args values);
template <class... Values>
void invalid(Assertion assertion, std::uint64_t object, const char* call, const Values&... values) {
  tell_invalid(assertion, object, call, fmt::make_format_args(values...));
}

}  // namespace pewter::runtime
