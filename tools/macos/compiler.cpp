// SPDX-License-Identifier: Apache-2.0
#include <fmt/core.h>

#include "common/explain_log.h"
#include "mac_tools.h"
#include "translate.h"

namespace pewter::macos {

int compiler(Arguments arguments, bool cxx, Layout layout) {
  const char* name = cxx ? "clang++" : "clang";
  const auto real = find_compiler(cxx, layout);
  if (!real) {
    fmt::print(stderr, "{}: error: no Clang in PATH; PEWTER_CLANG names one\n", name);
    return 1;
  }
  ask_compiler(*real, &layout);
  const auto translation = translate(arguments, cxx, layout);
  if (!translation) {
    fmt::print(stderr, "{}: error: {}\n", name, translation.error());
    return 1;
  }
  for (const auto& note : translation->notes) tool::explain(fmt::format("{} {}", name, note));
  return execute(real->string(), translation->arguments);
}

}  // namespace pewter::macos
