// SPDX-License-Identifier: Apache-2.0
#include "support/rest.h"

#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <thread>

namespace pewter {
namespace {

// The letter behind the name in its line of /proc: R where it runs or waits for a core. How much processor time threads
// used would say the same less surely: one that spins uses none while others keep it from the core.
bool rests(const std::filesystem::path& task) {
  std::ifstream file(task / "stat");
  std::string line;
  std::getline(file, line);
  const std::size_t name_end = line.rfind(')');  // a name may hold brackets, too
  // No line: it has ended meanwhile.
  return name_end == std::string::npos || name_end + 2 >= line.size() || line[name_end + 2] != 'R';
}

}  // namespace

bool other_threads_rest() {
  const std::string own = std::to_string(::gettid());
  std::error_code ignored;
  for (const auto& task : std::filesystem::directory_iterator("/proc/self/task", ignored))
    if (task.path().filename() != own && !rests(task.path())) return false;
  return true;
}

bool wait_for_rest(std::chrono::milliseconds most) {
  const auto deadline = std::chrono::steady_clock::now() + most;
  while (!other_threads_rest()) {
    if (std::chrono::steady_clock::now() >= deadline) return false;
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
  return true;
}

}  // namespace pewter
