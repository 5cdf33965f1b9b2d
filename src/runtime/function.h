// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "runtime/argument_encoder.h"
#include "runtime/device_object.h"
#include "runtime/library.h"

namespace pewter::runtime {

// MTL::Function: a name in a library and the values of its constants. Never changes. Thread-safe.
class Function final : public DeviceObject {
 public:
  static const foundation::ClassRecord kClass;

  Function(Library* library, const LibraryUnit* unit, const compiler::FunctionEntry* entry, std::string name, compiler::KernelRequest request);
  ~Function() = default;

  const std::string& name() const { return name_; }  // the specialised name where one was given
  std::uint64_t function_type() const;               // MTLFunctionType: 1 vertex, 2 fragment, 3 kernel, 5 visible
  std::uint64_t options() const { return 0; }
  Library* library() const { return library_.get(); }
  // The constants that this function's library declares, by name: MTL::FunctionConstant.
  const std::vector<model::FunctionConstant>& constants() const { return unit_->index.constants; }

  // What is known of the kernel. Fails where it cannot be compiled. The library keeps the result.
  Expected<std::shared_ptr<const model::KernelInfo>> info() const;
  // Compiles the function at the first call for a size; all zero: for threadgroups of any size. The library
  // keeps the result. `tells_touches`: code that says what it touches.
  Expected<std::shared_ptr<const model::LoadedKernel>> kernel(model::ThreadgroupSize size = {},
                                                              bool tells_touches = false) const;
  // For the argument buffer bound at `buffer_index`; null where the function has none there, or does not compile.
  Ref<ArgumentEncoder> new_argument_encoder(std::uint64_t buffer_index);

 private:
  std::optional<Error> why_no_kernel() const;

  Ref<Library> library_;
  const LibraryUnit* unit_;  // in library_
  const compiler::FunctionEntry* entry_;
  const std::string name_;
  const compiler::KernelRequest request_;
};

}  // namespace pewter::runtime
