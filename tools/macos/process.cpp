// SPDX-License-Identifier: Apache-2.0
#include <fmt/core.h>
#include <string.h>
#include <unistd.h>

#include <array>
#include <cctype>
#include <cerrno>
#include <cstdlib>

#include "mac_tools.h"

namespace pewter::macos {
namespace {

// As env(1) and the shells have it.
constexpr int kCannotExecute = 126;
constexpr int kNotFound = 127;

constexpr std::array kOfXcode = {"xcrun", "sw_vers"};

bool is_part_of_name(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) || c == '_' || c == '-' || c == '.' || c == '/';
}

}  // namespace

std::string with_stand_ins(std::string text, const Layout& layout) {
  for (const std::string name : kOfXcode) {
    const std::string path = "/usr/bin/" + name;
    const std::string own = (layout.stand_ins / name).string();
    for (std::size_t at = text.find(path); at != text.npos; at = text.find(path, at)) {
      const std::size_t end = at + path.size();
      const bool whole =
          (at == 0 || !is_part_of_name(text[at - 1])) && (end == text.size() || !is_part_of_name(text[end]));
      if (whole) text.replace(at, path.size(), own);
      at += whole ? own.size() : path.size();
    }
  }
  return text;
}

int execute(const std::string& program, const std::vector<std::string>& words) {
  std::vector<char*> argv{const_cast<char*>(program.c_str())};
  for (const auto& word : words) argv.push_back(const_cast<char*>(word.c_str()));
  argv.push_back(nullptr);
  execvp(argv[0], argv.data());
  const int error = errno;
  fmt::print(stderr, "{}: {}\n", program, strerror(error));
  return error == ENOENT ? kNotFound : kCannotExecute;
}

void set_path(const Layout& layout) {
  const std::string own = layout.tools.string() + ":" + layout.stand_ins.string();
  const char* old = std::getenv("PATH");
  const std::string path = old && *old ? old : "/usr/bin:/bin";
  if (path.starts_with(own)) return;
  setenv("PATH", (own + ":" + path).c_str(), 1);
}

int launch(Arguments arguments, const Layout& layout) {
  if (arguments.empty()) {
    fmt::print(stderr, "launch: no command\n");
    return 2;
  }
  set_path(layout);
  return execute(with_stand_ins(arguments[0], layout), {arguments.begin() + 1, arguments.end()});
}

}  // namespace pewter::macos
