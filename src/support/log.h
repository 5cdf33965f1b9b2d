// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace pewter::log {

enum class Level { error, warning, info, debug };

// Writes one line, "pewter: warning: ...", to standard error when `level` is at or below PEWTER_LOG
// (error | warning | info | debug; default warning). One write(2) a line, so lines of several threads never mix.
// Thread-safe.
void write(Level level, std::string_view text) noexcept;

// True once for every key in the life of the process: for 'not supported' notes that must not flood. Thread-safe.
bool first_time(std::string_view key);

inline void error(std::string_view text) noexcept { write(Level::error, text); }
inline void warning(std::string_view text) noexcept { write(Level::warning, text); }
inline void info(std::string_view text) noexcept { write(Level::info, text); }
inline void debug(std::string_view text) noexcept { write(Level::debug, text); }

}  // namespace pewter::log
