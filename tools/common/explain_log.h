// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <fcntl.h>
#include <unistd.h>

#include <cstdlib>
#include <string>

namespace pewter::tool {

// Where `pewter cmake --explain` collects what the stand-ins were asked and did: a line each, in the file that
// PEWTER_EXPLAIN_LOG names. Lines of many processes do not mix.
inline void explain(const std::string& line) {
  const char* path = std::getenv("PEWTER_EXPLAIN_LOG");
  if (!path || !*path) return;
  const int file = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0644);
  if (file < 0) return;
  const std::string text = line + '\n';
  [[maybe_unused]] const auto written = write(file, text.data(), text.size());
  close(file);
}

}  // namespace pewter::tool
