// SPDX-License-Identifier: Apache-2.0
// In place of pocl.cpp where the build found no OpenCL headers.
#include "peers/peer.h"

namespace pewter::bench {

Result<std::unique_ptr<Peer>, std::string> make_pocl() {
  return Failure{std::string("built without the OpenCL headers (scripts/setup.sh bench)")};
}

}  // namespace pewter::bench
