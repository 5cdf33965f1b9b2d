// SPDX-License-Identifier: Apache-2.0
#include "compiler/device_module.h"

#include <llvm/IR/LLVMContext.h>
#include <llvm/IR/Module.h>

namespace pewter::compiler {

DeviceModule::DeviceModule() = default;
DeviceModule::DeviceModule(DeviceModule&&) noexcept = default;
DeviceModule& DeviceModule::operator=(DeviceModule&& other) noexcept {
  // The module goes before the context that it lives in.
  kernels = std::move(other.kernels);
  reads_files = other.reads_files;
  module = std::move(other.module);
  context = std::move(other.context);
  return *this;
}
DeviceModule::~DeviceModule() {
  module.reset();
  context.reset();
}

}  // namespace pewter::compiler
