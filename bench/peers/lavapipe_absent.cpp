// SPDX-License-Identifier: Apache-2.0
// In place of lavapipe.cpp where the build found no Vulkan headers.
#include "peers/peer.h"

namespace pewter::bench {

Result<std::unique_ptr<Peer>, std::string> make_lavapipe() {
  return Failure{std::string("built without the Vulkan headers (scripts/setup.sh bench)")};
}

}  // namespace pewter::bench
