// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/device_module.h"
#include "model/kernel_image.h"

namespace pewter::compiler {

// A device module at rest: bitcode, and what is known of its kernels. Any number of threads may thaw one at the same time.
struct FrozenModule {
  struct Kernel {
    std::string function;  // its name in the bitcode
    model::KernelInfo info;
    std::vector<BuiltInType> built_in_types;
  };
  std::string bitcode;
  std::vector<Kernel> kernels;
  bool reads_files = false;  // DeviceModule's

  bool has(std::string_view host_name) const {
    return std::ranges::any_of(kernels, [&](const Kernel& kernel) { return kernel.info.host_name == host_name; });
  }
};

FrozenModule freeze(DeviceModule module);

// The module of one kernel: itself and what it reaches, in a context of its own. Nothing of the other kernels is read. No module
// and no kernels where there is no such kernel, or where the bitcode is broken.
DeviceModule thaw(const FrozenModule& frozen, std::string_view host_name);

}  // namespace pewter::compiler
