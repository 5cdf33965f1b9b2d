// SPDX-License-Identifier: Apache-2.0
#include "compiler/module_keeper.h"

#include "compiler/cache/cache.h"
#include "compiler/cache/image_io.h"

namespace pewter::compiler {

ModuleKeeper::Module ModuleKeeper::find(const std::string& key, const std::string& host_name, bool* known) {
  std::lock_guard lock(mutex_);
  for (auto entry = entries_.begin(); entry != entries_.end(); ++entry) {
    if (entry->key != key) continue;
    if (known) *known = true;
    if (!entry->module->has(host_name)) continue;
    entries_.splice(entries_.begin(), entries_, entry);
    return entries_.front().module;
  }
  return nullptr;
}

void ModuleKeeper::keep(const std::string& key, const Module& module) {
  if (module->reads_files) return;
  std::lock_guard lock(mutex_);
  entries_.push_front({key, module});
  bytes_ += module->bitcode.size();
  while (bytes_ > most_bytes_) {
    bytes_ -= entries_.back().module->bitcode.size();
    entries_.pop_back();
  }
}

Result<ModuleKeeper::Module, Diagnostics> ModuleKeeper::find_or_make(const std::string& key, const std::string& host_name, const Make& make) {
  bool known = false;
  if (Module found = find(key, host_name, &known)) return found;
  bool mine = false;
  const auto work = [&]() -> Result<Module, Diagnostics> {
    mine = true;
    // The one before may have been done since this thread looked.
    if (Module found = find(key, host_name)) return found;
    auto made = make(kMostKernels - 1);
    if (made) keep(key, *made);
    return made;
  };
  if (!known) {
    auto first = makes_.run(key, work);
    // A failure or a module of another kernel's is not the answer.
    if (mine || (first && (*first)->has(host_name))) return first;
  }
  return makes_.run(key + " " + host_name, work);
}

std::string module_key(const Source& source, const Options& options, const std::vector<ConstantValue>& constants) {
  cache::KeyBuilder key;
  key.add(source.name).add(source.text).add(cache::write_options(options));
  for (const ConstantValue& constant : constants) {
    key.add(static_cast<std::uint64_t>(constant.index)).add(constant.name).add(constant.type);
    key.add(std::string_view(reinterpret_cast<const char*>(constant.bytes.data()), constant.bytes.size()));
  }
  return key.finish();
}

}  // namespace pewter::compiler
