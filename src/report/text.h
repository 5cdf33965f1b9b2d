// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

// A report's texts are the program's: labels, paths, messages. They may hold anything, and every format goes through
// here.
namespace pewter::report {

bool is_utf8(std::string_view text);

// As one line that can be shown anywhere, and is UTF-8: control characters, bytes that are no text, and characters that
// turn the direction of what follows become \n, \x1b, \u202e.
std::string visible(std::string_view text);

// visible(), and safe in HTML and XML, also inside of quotes.
std::string escape_markup(std::string_view text);

std::string capitalised(std::string_view text);  // visible(), with a capital: for texts of ours only
// visible(), with a full stop. Its first word keeps its spelling: it may be the name of a function.
std::string sentence(std::string_view text);

// Broken at spaces so that lines are at most `width` wide; the first begins with `first`, the others with `indent`
// spaces.
std::string wrap(std::string_view text, std::string_view first, std::size_t indent, std::size_t width = 110);

// As a shell takes it: quoted where it must be.
std::string shell_word(std::string_view text);

std::string milliseconds(std::uint64_t nanoseconds);               // "12.345", rounded
std::string count_of(std::uint64_t count, std::string_view what);  // "1 finding", "2 findings"
std::string_view base_name(std::string_view path);

}  // namespace pewter::report
