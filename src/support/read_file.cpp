// SPDX-License-Identifier: Apache-2.0
#include "support/read_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <array>

namespace pewter {

std::optional<std::string> read_file(const std::string& path) {
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) return std::nullopt;
  std::string text;
  std::array<char, 4096> block;
  ssize_t count;
  while ((count = ::read(file, block.data(), block.size())) > 0)
    text.append(block.data(), static_cast<std::size_t>(count));
  ::close(file);
  if (count < 0) return std::nullopt;
  return text;
}

}  // namespace pewter
