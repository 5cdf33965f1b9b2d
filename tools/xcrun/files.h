// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

// Files as the stand-ins read and write them; "-" is standard input or output. False with the reason on standard error, as
// `tool: error: ...`.
namespace pewter::stand_ins {

bool read_file(std::string_view tool, const std::string& path, std::string* bytes);
bool write_file(std::string_view tool, const std::string& path, std::string_view bytes);

void error(std::string_view tool, std::string_view text);

}  // namespace pewter::stand_ins
