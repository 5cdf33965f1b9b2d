// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace pewter::stacks {

// Where an address was in a file.
struct ModuleAddress {
  std::string path;
  std::uint64_t offset = 0;  // as the file itself counts addresses
};

// Programs and libraries that are or were in the process. Libraries come and go, and others come where they were: a
// generation is the time between two such changes.
class Modules {
 public:
  // The present generation, the modules looked through when something came or went. Takes the dynamic loader's lock for
  // its list (which it holds for moments, never while it runs constructors).
  std::uint32_t refresh();

  // True where code has gone since the last call.
  bool unloaded();

  std::optional<ModuleAddress> find(std::uint64_t address, std::uint32_t generation);

  void lock() { mutex_.lock(); }
  void unlock() { mutex_.unlock(); }

 private:
  struct Module {
    std::string path;
    std::uint64_t bias = 0, begin = 0, end = 0;
    std::uint32_t first = 0, last = 0;  // generations that it was there in
  };

  std::mutex mutex_;  // guards what follows. Never taken by who holds the loader's lock.
  std::vector<Module> modules_;
  std::uint64_t added_ = 0, removed_ = 0;  // by the loader's count
  std::uint32_t generation_ = 0;
  std::atomic<bool> unloaded_{false};
};

}  // namespace pewter::stacks
