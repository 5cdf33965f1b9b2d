// SPDX-License-Identifier: Apache-2.0
#include "session/process_facts.h"

#include <fmt/format.h>
#include <sys/utsname.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <string_view>

#include "support/read_file.h"

extern char** environ;  // NOLINT: POSIX's

namespace pewter::session {
namespace {

std::string contents(const std::string& path) { return read_file(path).value_or(""); }

// The value behind `key` in lines of "key<between>value".
std::string value_of(const std::string& text, std::string_view key, char between) {
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    const std::string_view line = std::string_view(text).substr(at, end - at);
    at = end + 1;
    const std::size_t middle = line.find(between);
    if (!line.starts_with(key) || middle == std::string_view::npos) continue;
    std::string_view value = line.substr(middle + 1);
    while (!value.empty() && (value.front() == ' ' || value.front() == '"')) value.remove_prefix(1);
    while (!value.empty() && (value.back() == '"' || value.back() == '\r')) value.remove_suffix(1);
    return std::string(value);
  }
  return {};
}

std::vector<std::string> split_at_zeros(const std::string& text) {
  std::vector<std::string> parts;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\0', at), text.size());
    parts.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return parts;
}

// Variables that Pewter or Metal's tools read.
std::vector<std::string> settings() {
  std::vector<std::string> found;
  for (char** entry = environ; entry && *entry; ++entry) {
    const std::string_view text = *entry;
    if (text.starts_with("PEWTER_REPRO_")) continue;  // between 'pewter repro' and its child
    for (std::string_view prefix : {"PEWTER_", "MTL_", "METAL_"})
      if (text.starts_with(prefix)) found.emplace_back(text);
  }
  std::ranges::sort(found);
  return found;
}

}  // namespace

void add_process_facts(report::Report& report) {
  std::error_code failed;
  report.pid = static_cast<std::uint32_t>(::getpid());
  report.path = std::filesystem::read_symlink("/proc/self/exe", failed).string();
  report.arguments = split_at_zeros(contents("/proc/self/cmdline"));
  report.process = std::filesystem::path(report.path).filename().string();
  report.working_directory = std::filesystem::current_path(failed).string();

  const std::time_t now = std::time(nullptr);
  std::tm local{};
  ::localtime_r(&now, &local);
  std::array<char, 16> zone{};
  std::strftime(zone.data(), zone.size(), "%z", &local);
  report.unix_seconds = now;
  report.time_zone = zone.data();

  utsname system{};
  ::uname(&system);
  const std::string distribution = value_of(contents("/etc/os-release"), "PRETTY_NAME", '=');
  report.os_version =
      fmt::format("{}{}{} {}", distribution, distribution.empty() ? "" : ", ", system.sysname, system.release);
  std::string processor = value_of(contents("/proc/cpuinfo"), "model name", ':');
  if (processor.empty()) processor = system.machine;
  const double gibibytes =
      static_cast<double>(::sysconf(_SC_PHYS_PAGES)) * static_cast<double>(::sysconf(_SC_PAGESIZE)) / (1u << 30);
  report.hardware = fmt::format("{}, {} cores, {:.0f} GiB", processor, ::sysconf(_SC_NPROCESSORS_ONLN), gibibytes);
  report.settings = settings();
  const char* preloaded = std::getenv("LD_PRELOAD");
  report.by_pewter_run =
      preloaded && std::string_view(preloaded).find("libpewter-preload.so") != std::string_view::npos;
}

std::vector<std::uint32_t> program_threads() {
  std::vector<std::uint32_t> threads;
  std::error_code failed;
  for (const auto& entry : std::filesystem::directory_iterator("/proc/self/task", failed))
    if (!contents(entry.path() / "comm").starts_with("pewter-"))
      threads.push_back(static_cast<std::uint32_t>(std::strtoul(entry.path().filename().c_str(), nullptr, 10)));
  return threads;
}

report::Thread describe_thread(std::uint32_t id, const std::string& first_name) {
  report::Thread thread;
  thread.id = id;
  thread.main = id == static_cast<std::uint32_t>(::getpid());
  std::string name = contents(fmt::format("/proc/self/task/{}/comm", id));
  if (!name.empty() && name.back() == '\n') name.pop_back();
  if (name.empty()) name = first_name;
  thread.runtime = name.starts_with("pewter-");
  thread.name = thread.main ? "main" : name;
  return thread;
}

}  // namespace pewter::session
