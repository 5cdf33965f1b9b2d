// SPDX-License-Identifier: Apache-2.0
#include "foundation/class_registry.h"

#include <fmt/format.h>

#include <mutex>
#include <string_view>
#include <unordered_map>

#include "support/log.h"

namespace pewter::foundation {
namespace {

struct Registry {
  std::mutex mutex;
  std::unordered_map<std::string_view, Object* (*)()> makers;
};

// Never destroyed: programs allocate in static destructors too.
Registry& registry() {
  static auto& instance = *new Registry;
  return instance;
}

}  // namespace

AllocatableClass::AllocatableClass(const ClassRecord& record, Object* (*make)()) {
  std::lock_guard lock(registry().mutex);
  registry().makers.emplace(record.name, make);
}

Object* allocate(const char* class_name) {
  Object* (*make)() = nullptr;
  {
    std::lock_guard lock(registry().mutex);
    if (auto found = registry().makers.find(class_name); found != registry().makers.end()) make = found->second;
  }
  if (make) return make();
  if (log::first_time(fmt::format("alloc {}", class_name)))
    log::warning(fmt::format("{} is not supported: alloc() returns null", class_name));
  return nullptr;
}

}  // namespace pewter::foundation
