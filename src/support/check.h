// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace pewter {
[[noreturn]] void check_failed(const char* condition, const char* file, int line) noexcept;
}

// An invariant of Pewter itself. Its failure is our bug, never the program's: misuse by the program has assertions of its own.
#define PEWTER_CHECK(condition) \
  (__builtin_expect(static_cast<bool>(condition), 1) ? void() : ::pewter::check_failed(#condition, __FILE__, __LINE__))
