// SPDX-License-Identifier: Apache-2.0
// Shared mode, the driver: starts the process that aborts, and reads what it left.
#include <fcntl.h>
#include <fmt/core.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <new>

#include "repro/repro.h"

extern char** environ;

namespace pewter::repro {
namespace {

constexpr std::string_view kAssertion =
    "failed assertion 'A command encoder is already encoding to this command buffer'";
constexpr int kChildTimeout = 120;  // seconds; a round takes a fraction of one

// Memory that this process and its child map.
class SharedFacts {
 public:
  SharedFacts() : file_(memfd_create("pewter-repro", 0)) {
    if (file_ < 0 || ftruncate(file_, sizeof(Facts)) != 0) return;
    void* memory = mmap(nullptr, sizeof(Facts), PROT_READ | PROT_WRITE, MAP_SHARED, file_, 0);
    if (memory != MAP_FAILED) facts_ = new (memory) Facts;
  }
  SharedFacts(const SharedFacts&) = delete;
  SharedFacts& operator=(const SharedFacts&) = delete;
  ~SharedFacts() {
    if (facts_) munmap(facts_, sizeof(Facts));
    if (file_ >= 0) close(file_);
  }
  int file() const { return file_; }
  const Facts* get() const { return facts_; }

 private:
  int file_;
  Facts* facts_ = nullptr;
};

// Reads to the end of the pipe. False when `kChildTimeout` passed first.
bool read_all(int pipe, std::string* text) {
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(kChildTimeout);
  for (;;) {
    const auto left =
        std::chrono::duration_cast<std::chrono::milliseconds>(deadline - std::chrono::steady_clock::now());
    pollfd wait{pipe, POLLIN, 0};
    const int ready = left.count() > 0 ? poll(&wait, 1, static_cast<int>(left.count())) : 0;
    if (ready == 0) return false;
    if (ready < 0 && errno == EINTR) continue;
    char bytes[4096];
    const ssize_t count = read(pipe, bytes, sizeof(bytes));
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return true;
    text->append(bytes, static_cast<std::size_t>(count));
  }
}

// This process's, with what the checker reads.
std::vector<std::string> environment(const Settings& settings, const std::string& report) {
  std::vector<std::string> variables;
  const auto is_own = [](std::string_view variable) {
    for (std::string_view name : {"PEWTER_CHECK=", "PEWTER_REPORT=", "PEWTER_REPORT_DIR=", "LD_PRELOAD="})
      if (variable.starts_with(name)) return true;
    return false;
  };
  for (char** variable = environ; *variable; ++variable)
    if (settings.check.empty() || !is_own(*variable)) variables.emplace_back(*variable);
  if (settings.check.empty()) return variables;
  variables.push_back("PEWTER_CHECK=" + settings.check);
  variables.push_back("PEWTER_REPORT=json:" + report);
  if (!settings.report_directory.empty()) variables.push_back("PEWTER_REPORT_DIR=" + settings.report_directory);
  variables.push_back("LD_PRELOAD=" + settings.preload_library);
  return variables;
}

// Where the child leaves its report; gone with its owner.
class TemporaryDirectory {
 public:
  TemporaryDirectory() {
    std::string name = (std::filesystem::temp_directory_path() / "pewter-repro-XXXXXX").string();
    if (mkdtemp(name.data())) path_ = name;
  }
  ~TemporaryDirectory() {
    std::error_code ignored;
    if (!path_.empty()) std::filesystem::remove_all(path_, ignored);
  }
  TemporaryDirectory(const TemporaryDirectory&) = delete;
  TemporaryDirectory& operator=(const TemporaryDirectory&) = delete;
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

std::string contents(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

// Starts this executable again as the child; its standard error goes to `pipe`. Returns 0 or an error number.
int spawn_child(const Settings& settings, const std::string& report, int facts_file, int pipe, pid_t* child) {
  const bool apart = settings.meeting == Meeting::apart, safe = settings.check == "serialise";
  std::vector<std::string> arguments = {"pewter",       "repro",
                                        "--mode",       apart ? "predict" : safe ? "serialise" : "shared",
                                        "--threads",    std::to_string(settings.threads),
                                        "--size",       std::to_string(settings.size),
                                        "--kernel",     settings.kernel == Kernel::mps ? "mps" : "msl",
                                        "--iterations", std::to_string(settings.iterations),
                                        "--seed",       std::to_string(settings.seed)};
  std::vector<std::string> variables = environment(settings, report);
  variables.push_back(fmt::format("{}={}", kFactsVariable, facts_file));
  std::vector<char*> envp;
  for (auto& variable : variables) envp.push_back(variable.data());
  envp.push_back(nullptr);
  std::vector<char*> argv;
  for (auto& argument : arguments) argv.push_back(argument.data());
  argv.push_back(nullptr);

  // Its own path, so that the threads have its name.
  std::error_code failed;
  const std::string executable = std::filesystem::read_symlink("/proc/self/exe", failed).string();
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, pipe, STDERR_FILENO);
  const int error = posix_spawn(child, executable.c_str(), &actions, nullptr, argv.data(), envp.data());
  posix_spawn_file_actions_destroy(&actions);
  return error;
}

std::string describe(int status) {
  if (WIFSIGNALED(status)) return fmt::format("ended by SIG{}", sigabbrev_np(WTERMSIG(status)));
  return fmt::format("exited with status {}", WEXITSTATUS(status));
}

std::string line_with(const std::string& text, std::string_view what) {
  const auto at = text.rfind(what);  // the last line: the checker quotes it before
  if (at == std::string::npos) return {};
  const auto begin = text.rfind('\n', at) + 1;  // npos + 1 is 0
  return text.substr(begin, text.find('\n', at) - begin);
}

}  // namespace

SharedRun drive_shared(const Settings& settings) {
  SharedRun run;
  const auto began = std::chrono::steady_clock::now();
  SharedFacts facts;
  int pipe[2];
  if (!facts.get() || pipe2(pipe, O_CLOEXEC) != 0) {
    run.ending = fmt::format("was not started: {}", strerror(errno));
    return run;
  }

  pid_t child = 0;
  const TemporaryDirectory directory;
  const std::string report = directory.path() / "report.json";
  const int error = spawn_child(settings, report, facts.file(), pipe[1], &child);
  close(pipe[1]);
  if (error != 0) {
    close(pipe[0]);
    run.ending = fmt::format("was not started: {}", strerror(error));
    return run;
  }

  const bool ended = read_all(pipe[0], &run.output);
  close(pipe[0]);
  if (!ended) kill(child, SIGKILL);
  int status = 0;
  while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  run.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
  run.ending = ended ? describe(status) : fmt::format("hung, and was stopped after {} s", kChildTimeout);
  if (WIFEXITED(status)) run.exit_status = WEXITSTATUS(status);
  run.report = contents(report);
  run.line = line_with(run.output, kAssertion);
  run.asserted = WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT && !run.line.empty();

  run.command_buffer = facts.get()->command_buffer;
  run.aborted = facts.get()->aborted_thread;
  run.verified = facts.get()->verified;
  for (unsigned i = 0; i < settings.threads; ++i) {
    if (facts.get()->state[i] == Facts::encoding) run.holder = static_cast<int>(i);
  }
  return run;
}

}  // namespace pewter::repro
