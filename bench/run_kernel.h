// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "kernel_case.h"
#include "measure.h"
#include "peers/peer.h"

namespace pewter::bench {

// What kernels are run on. Peers that could not be loaded are not among them.
struct Peers {
  std::vector<std::unique_ptr<Peer>> loaded;
  std::map<std::string, std::string> absent;  // name, reason
  unsigned threads = 2;                       // of each peer and each yardstick
};
Peers load_peers(unsigned threads);

using Wanted = std::function<bool(const std::string& name)>;  // benchmark/peer

// Names that the kernel would be measured under.
std::vector<std::string> names_of(const KernelCase& kernel);

// Prepares the kernel on each wanted peer, checks what it computes there, and times those that were right together with
// the kernel's limit.
Row run_kernel(const KernelCase& kernel, const Peers& peers, const Wanted& wanted, Collected* collected);

}  // namespace pewter::bench
