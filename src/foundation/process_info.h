// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "foundation/object.h"

namespace pewter::foundation {

// NSProcessInfo: what the process and the machine are. One object; thread-safe.
class ProcessInfo final : public Object {
 public:
  static const ClassRecord kClass;

  static ProcessInfo* shared();  // immortal

  std::vector<std::string> arguments() const;
  std::vector<std::pair<std::string, std::string>> environment() const;
  std::string host_name() const;
  std::string process_name() const;
  void set_process_name(std::string name);
  int process_id() const;
  std::string unique_string() const;  // differs at each call, in each process
  std::string user_name() const;
  std::string full_user_name() const;
  std::string os_description() const;  // "Version 14.2 (Pewter on Linux 6.1.0)"
  std::uint64_t processors() const;         // configured
  std::uint64_t active_processors() const;  // that this process may use
  std::uint64_t physical_memory() const;    // bytes
  double uptime() const;                    // seconds since the machine started

 private:
  ProcessInfo() : Object(kClass) {}
};

// The macOS release that Pewter behaves like: what programs that ask for a version get.
struct OsVersion {
  std::int64_t major, minor, patch;
};
inline constexpr OsVersion kOsVersion{14, 2, 0};

}  // namespace pewter::foundation
