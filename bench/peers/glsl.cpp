// SPDX-License-Identifier: Apache-2.0
#include "peers/glsl.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "peers/peer.h"

namespace pewter::bench {
namespace {

std::string read_file(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

// 0 when the program ran and was content. What it prints goes to `log`.
int run_tool(const std::vector<std::string>& arguments, const std::filesystem::path& log) {
  std::vector<char*> pointers;
  for (const std::string& argument : arguments) pointers.push_back(const_cast<char*>(argument.c_str()));
  pointers.push_back(nullptr);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, log.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
  posix_spawn_file_actions_adddup2(&actions, STDOUT_FILENO, STDERR_FILENO);
  pid_t child = 0;
  const int fault = posix_spawnp(&child, pointers[0], &actions, nullptr, pointers.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  if (fault != 0) return fault == ENOENT ? 127 : 126;
  int status = 0;
  while (waitpid(child, &status, 0) < 0 && errno == EINTR) continue;
  return WIFEXITED(status) ? WEXITSTATUS(status) : 125;
}

}  // namespace

Result<std::vector<std::uint32_t>, std::string> compile_glsl(const Problem& problem, const Step& step) {
  const std::string source = kernel_path(problem.source, "comp");
  if (!std::filesystem::exists(source)) return Failure{fmt::format("there is no {}.comp", problem.source)};

  std::string folder = (std::filesystem::temp_directory_path() / "pewter-glsl-XXXXXX").string();
  if (!mkdtemp(folder.data())) return Failure{fmt::format("no directory for SPIR-V: {}", std::strerror(errno))};
  const std::filesystem::path output = std::filesystem::path(folder) / "kernel.spv", log = output.parent_path() / "log";

  std::vector<std::string> arguments = {"glslangValidator", "-V", "--target-env", "vulkan1.2", "-S", "comp"};
  for (const std::string& define : problem.defines) arguments.push_back("-D" + define);
  arguments.push_back(fmt::format("-DKERNEL_{}=1", step.kernel));
  arguments.push_back(fmt::format("-DTHREADS_X={}", step.threads.x));
  arguments.push_back(fmt::format("-DTHREADS_Y={}", step.threads.y));
  arguments.push_back(fmt::format("-DTHREADS_Z={}", step.threads.z));
  arguments.insert(arguments.end(), {"-o", output.string(), source});
  const int status = run_tool(arguments, log);
  const std::string bytes = read_file(output), text = read_file(log);
  std::error_code ignored;
  std::filesystem::remove_all(folder, ignored);

  if (status == 127) return Failure{std::string("there is no glslangValidator")};
  if (status != 0 || bytes.empty())
    return Failure{fmt::format("glslangValidator on {}.comp: {}", problem.source, text)};
  std::vector<std::uint32_t> words(bytes.size() / 4);
  std::memcpy(words.data(), bytes.data(), words.size() * 4);
  return words;
}

}  // namespace pewter::bench
