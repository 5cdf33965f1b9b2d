// SPDX-License-Identifier: Apache-2.0
#include "tokens.h"

#include <fmt/core.h>

#include <fstream>
#include <iterator>
#include <optional>

namespace pewter::macos {
namespace {

constexpr int kDeepest = 16;  // response files within response files

std::optional<std::string> read(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return std::nullopt;
  return std::string(std::istreambuf_iterator<char>(file), {});
}

// Words as GNU tools split response files: white space between them, quotes and backslashes around what is in them.
std::vector<std::string> split(const std::string& text) {
  std::vector<std::string> words;
  std::string word;
  bool inside = false;
  char quote = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char c = text[at];
    if (c == '\\' && quote != '\'' && at + 1 < text.size()) {
      word += text[++at];
      inside = true;
    } else if (quote) {
      if (c == quote)
        quote = 0;
      else
        word += c;
    } else if (c == '"' || c == '\'') {
      quote = c;
      inside = true;
    } else if (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
      if (inside) words.push_back(std::exchange(word, {}));
      inside = false;
    } else {
      word += c;
      inside = true;
    }
  }
  if (inside) words.push_back(word);
  return words;
}

class Reader {
 public:
  bool driver(std::span<const std::string> arguments, int depth) {
    for (std::size_t at = 0; at < arguments.size(); ++at) {
      const std::string& argument = arguments[at];
      if (argument.starts_with('@')) {
        if (!file(argument, false, depth)) return false;
      } else if (argument.starts_with("-Wl,")) {
        for (std::size_t begin = 4; begin <= argument.size();) {
          const std::size_t end = std::min(argument.find(',', begin), argument.size());
          if (!linker(argument.substr(begin, end - begin), depth)) return false;
          begin = end + 1;
        }
      } else if (argument == "-Xlinker" && at + 1 < arguments.size()) {
        if (!linker(arguments[++at], depth)) return false;
      } else {
        tokens.push_back({argument, false});
      }
    }
    return true;
  }

  std::vector<Token> tokens;
  std::string error;

 private:
  bool linker(const std::string& word, int depth) {
    if (word.starts_with('@')) return file(word, true, depth);
    tokens.push_back({word, true});
    return true;
  }

  bool file(const std::string& word, bool for_linker, int depth) {
    const auto text = read(word.substr(1));
    if (!text) {  // "@rpath/libx.dylib" is none; of others the compiler will say that they are not there
      tokens.push_back({word, for_linker});
      return true;
    }
    if (depth == kDeepest) {
      error = fmt::format("response files within response files: '{}'", word.substr(1));
      return false;
    }
    const auto words = split(*text);
    if (!for_linker) return driver(words, depth + 1);
    for (const auto& word : words) {
      if (!linker(word, depth + 1)) return false;
    }
    return true;
  }
};

}  // namespace

Result<std::vector<Token>, std::string> read_tokens(std::span<const std::string> arguments) {
  Reader reader;
  if (!reader.driver(arguments, 0)) return Failure{reader.error};
  return std::move(reader.tokens);
}

}  // namespace pewter::macos
