// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <functional>
#include <list>
#include <memory>
#include <mutex>
#include <string>

#include "compiler/cache/single_flight.h"
#include "compiler/compile.h"
#include "compiler/frozen_module.h"

namespace pewter::compiler {

// The device modules of what was compiled lately: code for another size of threadgroup, of another shape or of another kernel of
// the source needs no front end. Thread-safe.
class ModuleKeeper {
 public:
  using Module = std::shared_ptr<const FrozenModule>;
  // The module of the kernel that is asked for; up to `others` kernels more may come with it.
  using Make = std::function<Result<Module, Diagnostics>(std::size_t others)>;

  // `most_bytes` of bitcode are kept; what was not used for longest goes first.
  explicit ModuleKeeper(std::size_t most_bytes = std::size_t{64} << 20) : most_bytes_(most_bytes) {}

  // How many kernels a module may have: their code generation is a small part of a parse, but sources with hundreds of kernels exist.
  static constexpr std::size_t kMostKernels = 32;

  // `key` tells everything that the module is made of, but the kernel. Threads that ask for kernels of one source that is new wait
  // for the first of them, which may bring theirs, too; after that only those wait that ask for the same kernel. A failure is
  // not remembered.
  Result<Module, Diagnostics> find_or_make(const std::string& key, const std::string& host_name, const Make& make);

  // Keeps a module that came another way.
  void keep(const std::string& key, const Module& module);

 private:
  struct Entry {
    std::string key;
    Module module;
  };
  // Null where there is none. `known`, where given: whether there is any of the key.
  Module find(const std::string& key, const std::string& host_name, bool* known = nullptr);

  const std::size_t most_bytes_;
  std::mutex mutex_;
  std::list<Entry> entries_;  // under mutex_; the latest used first
  std::size_t bytes_ = 0;     // under mutex_: of their bitcode
  cache::SingleFlight<Result<Module, Diagnostics>> makes_;
};

// The key of a source's modules: its text, its name, the options and the values of function constants. Files that it includes are
// not in it: modules that read some are not kept.
std::string module_key(const Source& source, const Options& options, const std::vector<ConstantValue>& constants);

}  // namespace pewter::compiler
