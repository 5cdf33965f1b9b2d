// SPDX-License-Identifier: Apache-2.0
#include "foundation/process_info.h"

#include <fmt/format.h>
#include <pwd.h>
#include <sched.h>
#include <sys/utsname.h>
#include <time.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <mutex>
#include <random>

extern char** environ;

namespace pewter::foundation {
namespace {

std::mutex name_mutex;
std::string& chosen_name() {
  static auto& name = *new std::string;
  return name;
}

// One field of the password entry of this user; empty if there is none.
std::string password_field(char* passwd::* field) {
  char buffer[4096];
  passwd entry{};
  passwd* found = nullptr;
  if (getpwuid_r(getuid(), &entry, buffer, sizeof(buffer), &found) != 0 || !found) return {};
  const std::string text = entry.*field;
  return text.substr(0, text.find(','));  // office and telephone follow the name
}

}  // namespace

constinit const ClassRecord ProcessInfo::kClass{"NSProcessInfo", &kObjectClass, destroy<ProcessInfo>, nullptr};

ProcessInfo* ProcessInfo::shared() {
  static ProcessInfo* const info = [] {
    auto* made = new ProcessInfo;
    made->make_immortal();
    return made;
  }();
  return info;
}

std::vector<std::string> ProcessInfo::arguments() const {
  std::ifstream file("/proc/self/cmdline", std::ios::binary);
  std::vector<std::string> arguments;
  for (std::string argument; std::getline(file, argument, '\0');) arguments.push_back(argument);
  return arguments;
}

std::vector<std::pair<std::string, std::string>> ProcessInfo::environment() const {
  std::vector<std::pair<std::string, std::string>> variables;
  for (char** entry = environ; entry && *entry; ++entry) {
    const std::string text = *entry;
    const std::size_t equals = text.find('=');
    if (equals != std::string::npos) variables.emplace_back(text.substr(0, equals), text.substr(equals + 1));
  }
  return variables;
}

std::string ProcessInfo::host_name() const {
  char name[256] = "";
  if (gethostname(name, sizeof(name) - 1) != 0) return "localhost";
  return name;
}

std::string ProcessInfo::process_name() const {
  std::lock_guard lock(name_mutex);
  if (!chosen_name().empty()) return chosen_name();
  std::error_code error;
  return std::filesystem::read_symlink("/proc/self/exe", error).filename().string();
}

void ProcessInfo::set_process_name(std::string name) {
  std::lock_guard lock(name_mutex);
  chosen_name() = std::move(name);
}

int ProcessInfo::process_id() const { return getpid(); }

std::string ProcessInfo::unique_string() const {
  static std::atomic<std::uint64_t> serial{0};  // relaxed: numbers only need to differ
  std::random_device random;
  return fmt::format("{:08X}-{}-{:08X}", random(), getpid(), serial.fetch_add(1, std::memory_order_relaxed));
}

std::string ProcessInfo::user_name() const { return password_field(&passwd::pw_name); }
std::string ProcessInfo::full_user_name() const { return password_field(&passwd::pw_gecos); }

std::string ProcessInfo::os_description() const {
  utsname system{};
  uname(&system);
  return fmt::format("Version {}.{} (Pewter on {} {})", kOsVersion.major, kOsVersion.minor, system.sysname,
                     system.release);
}

std::uint64_t ProcessInfo::processors() const {
  return static_cast<std::uint64_t>(std::max(1L, sysconf(_SC_NPROCESSORS_CONF)));
}

std::uint64_t ProcessInfo::active_processors() const {
  cpu_set_t allowed;
  if (sched_getaffinity(0, sizeof(allowed), &allowed) == 0) return static_cast<std::uint64_t>(CPU_COUNT(&allowed));
  return static_cast<std::uint64_t>(std::max(1L, sysconf(_SC_NPROCESSORS_ONLN)));
}

std::uint64_t ProcessInfo::physical_memory() const {
  return static_cast<std::uint64_t>(sysconf(_SC_PHYS_PAGES)) * static_cast<std::uint64_t>(sysconf(_SC_PAGESIZE));
}

double ProcessInfo::uptime() const {
  timespec now{};
  clock_gettime(CLOCK_BOOTTIME, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

}  // namespace pewter::foundation
