// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace pewter::model {

// A function of this process that compiled kernels may call, by its link name.
struct HostSymbol {
  const char* name;
  void* address;
};

}  // namespace pewter::model
