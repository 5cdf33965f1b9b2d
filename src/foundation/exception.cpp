// SPDX-License-Identifier: Apache-2.0
#include "foundation/exception.h"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdlib>
#include <string>

namespace pewter::foundation {

void raise(std::string_view name, std::string_view reason) {
  const std::string line =
      fmt::format("*** Terminating app due to uncaught exception '{}', reason: '{}'\n", name, reason);
  // Nothing can be done about a closed standard error.
  [[maybe_unused]] ssize_t written = ::write(STDERR_FILENO, line.data(), line.size());
  std::abort();
}

}  // namespace pewter::foundation
