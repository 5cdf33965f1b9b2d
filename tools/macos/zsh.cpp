// SPDX-License-Identifier: Apache-2.0
#include <fmt/core.h>

#include <algorithm>

#include "common/explain_log.h"
#include "mac_tools.h"

namespace pewter::macos {

// zsh is every Mac's shell, and builds call it for one command with xcrun in it. That goes to zsh where there is one,
// and to bash where there is none: for words, pipes and quotes they are alike. A script in a file needs zsh itself.
int zsh(Arguments arguments, const Layout& layout) {
  std::vector<std::string> words(arguments.begin(), arguments.end());
  std::size_t command = words.size();
  bool script = false;
  for (std::size_t at = 0; at < words.size() && words[at].starts_with('-'); ++at) {
    if (words[at].starts_with("--") || words[at].find('c') == std::string::npos) continue;
    command = at + 1;
    break;
  }
  if (command < words.size()) {
    words[command] = with_stand_ins(words[command], layout);
    script = true;
  }
  set_path(layout);
  const auto real = find_real("zsh", layout);
  if (script) {
    std::string line = words[command];
    std::replace(line.begin(), line.end(), '\n', ' ');
    tool::explain(fmt::format("zsh -c {} (by {})", line, real ? "zsh" : "bash"));
  }
  if (real) return execute(real->string(), words);
  if (script) {
    // Options of zsh's own, such as -f, have no meaning for bash.
    std::vector<std::string> plain{"-c"};
    plain.insert(plain.end(), words.begin() + static_cast<std::ptrdiff_t>(command), words.end());
    return execute("bash", plain);
  }
  fmt::print(stderr, "zsh: not installed; without it, only 'zsh -c command' works\n");
  return 127;
}

}  // namespace pewter::macos
