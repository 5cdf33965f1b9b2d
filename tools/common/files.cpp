// SPDX-License-Identifier: Apache-2.0
#include "common/files.h"

#include <fmt/core.h>
#include <string.h>

#include <cerrno>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>

namespace pewter::tool {

void print_error(std::string_view tool, std::string_view text) { fmt::print(stderr, "{}: error: {}\n", tool, text); }

bool read_file(std::string_view tool, const std::string& path, std::string* bytes) {
  if (path == "-") {
    bytes->assign(std::istreambuf_iterator<char>(std::cin), {});
    return true;
  }
  std::error_code ignored;
  errno = 0;
  std::ifstream file(path, std::ios::binary);
  if (!file || std::filesystem::is_directory(path, ignored)) {
    const bool missing = errno == ENOENT;
    print_error(tool, missing ? fmt::format("no such file or directory: '{}'", path)
                              : fmt::format("cannot read '{}': {}", path, errno ? strerror(errno) : "not a file"));
    return false;
  }
  bytes->assign(std::istreambuf_iterator<char>(file), {});
  return true;
}

bool write_file(std::string_view tool, const std::string& path, std::string_view bytes) {
  if (path == "-") {
    std::cout.write(bytes.data(), static_cast<std::streamsize>(bytes.size())).flush();
    return std::cout.good();
  }
  errno = 0;
  std::ofstream file(path, std::ios::binary | std::ios::trunc);
  file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  file.close();
  if (file) return true;
  print_error(tool, fmt::format("cannot write '{}': {}", path, errno ? strerror(errno) : "failed"));
  return false;
}

}  // namespace pewter::tool
