// SPDX-License-Identifier: Apache-2.0
#include "common/diagnostics.h"

#include <fmt/core.h>

namespace pewter::tool {

void print_diagnostics(const compiler::Diagnostics& diagnostics) {
  fmt::print(stderr, "{}", diagnostics.text);
  if (diagnostics.crashed) fmt::print(stderr, "The compiler itself failed on this source: this is a bug of Pewter.\n");
  const auto count = [](int n, const char* what) {
    return n > 0 ? fmt::format("{} {}{}", n, what, n == 1 ? "" : "s") : std::string();
  };
  const std::string warnings = count(diagnostics.warnings, "warning");
  const std::string errors = count(diagnostics.errors, "error");
  if (warnings.empty() && errors.empty()) return;
  fmt::print(stderr, "{}{}{} generated.\n", warnings, warnings.empty() || errors.empty() ? "" : " and ", errors);
}

}  // namespace pewter::tool
