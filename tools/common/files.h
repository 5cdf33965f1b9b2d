// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

// Files as the commands read and write them; "-" is standard input or output.
namespace pewter::tool {

// False with the reason on standard error, as "TOOL: error: ...".
bool read_file(std::string_view tool, const std::string& path, std::string* bytes);
bool write_file(std::string_view tool, const std::string& path, std::string_view bytes);

void print_error(std::string_view tool, std::string_view text);

}  // namespace pewter::tool
