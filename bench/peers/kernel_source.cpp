// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <fstream>
#include <sstream>

#include "peers/peer.h"

namespace pewter::bench {

std::string kernel_path(const std::string& source, const std::string& extension) {
  return fmt::format("{}/{}.{}", PEWTER_BENCH_KERNELS, source, extension);
}

Result<std::string, std::string> read_kernel(const std::string& source, const std::string& extension) {
  std::ifstream file(kernel_path(source, extension));
  if (!file) return Failure{fmt::format("there is no {}.{}", source, extension)};
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

}  // namespace pewter::bench
