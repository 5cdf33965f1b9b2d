// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/descriptors.h"
#include "runtime/device_object.h"

namespace pewter::runtime {

// One translation unit of a library and what it offers.
struct LibraryUnit {
  compiler::Source source;
  compiler::Options options;
  compiler::LibraryIndex index;
};

// MTL::Library: source and an index of it. Kernels are compiled when a pipeline needs them. Thread-safe.
class Library final : public DeviceObject {
 public:
  static const foundation::ClassRecord kClass;

  Library(Device* device, std::vector<LibraryUnit> units);
  ~Library();

  std::vector<std::string> function_names() const;
  const std::string& warnings() const { return warnings_; }  // the compiler's, as it prints them; often empty
  std::uint64_t type() const { return 0; }                   // MTLLibraryTypeExecutable
  std::string install_name() const { return {}; }

  // Null for an unknown name, as Metal's.
  Ref<Function> new_function(std::string_view name);
  Expected<Ref<Function>> new_function(std::string_view name, const FunctionConstantValues& constants);
  Expected<Ref<Function>> new_function(const FunctionDescriptor& descriptor);
  void new_function(const FunctionDescriptor& descriptor, CompletionHandler<Function> handler);

 private:
  friend class Function;
  const LibraryUnit* find(std::string_view name, const compiler::FunctionEntry** entry) const;

  // What is known of the kernel before there is code for it.
  Expected<std::shared_ptr<const model::KernelInfo>> info(const LibraryUnit& unit,
                                                          const compiler::KernelRequest& request);
  // The kernel, compiled and linked at the first request for it; others for the same one wait, for different ones do not.
  Expected<std::shared_ptr<const model::LoadedKernel>> kernel(const LibraryUnit& unit, const compiler::KernelRequest& request);

  // Results by what they are of: unit, host name, constants, size of threadgroup. Whoever comes second for one waits
  // for the first, and finds it done; for another one nobody waits. A failure is not remembered.
  template <class T>
  class Results {
   public:
    template <class Make>
    Expected<std::shared_ptr<const T>> find_or_make(const std::string& key, Make make);

   private:
    struct Slot {
      std::mutex mutex;
      std::shared_ptr<const T> value;  // guarded by mutex
    };
    std::mutex mutex_;
    std::map<std::string, std::shared_ptr<Slot>> slots_;  // guarded by mutex_
  };
  const std::vector<LibraryUnit> units_;
  std::string warnings_;
  Results<model::KernelInfo> infos_;
  Results<model::LoadedKernel> kernels_;
};

}  // namespace pewter::runtime
