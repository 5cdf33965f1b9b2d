// SPDX-License-Identifier: Apache-2.0
#include "translate.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <optional>
#include <sstream>
#include <string_view>

#include "tokens.h"

namespace pewter::macos {
namespace {

struct Rule {
  std::string_view name;
  std::string_view words;  // what it becomes; nothing: it is left out
  std::string_view why;
  int values = 0;
  bool prefix = false, linker = false;
};

constexpr Rule kRules[] = {
#define DROP(name, values, why) {name, "", why, values, false, false},
#define DROP_PREFIX(prefix, why) {prefix, "", why, 0, true, false},
#define REPLACE(name, words, why) {name, words, why, 0, false, false},
#define LINKER_DROP(name, values, why) {name, "", why, values, false, true},
#define LINKER_REPLACE(name, words, why) {name, words, why, 0, false, true},
#include "options.def"
};

constexpr std::string_view kFrameworks[] = {PEWTER_FRAMEWORKS};

// The driver's options whose value is a word of its own: that value is no option.
constexpr std::array kWithValue = {"-o",         "-I",
                                   "-D",         "-U",
                                   "-L",         "-l",
                                   "-x",         "-include",
                                   "-imacros",   "-MF",
                                   "-MT",        "-MQ",
                                   "-isystem",   "-iquote",
                                   "-idirafter", "-Xclang",
                                   "-mllvm",     "-Xassembler",
                                   "-T",         "-u",
                                   "-z",         "-Xpreprocessor",
                                   "--param",    "-include-pch",
                                   "-G"};

bool is_cxx_source(std::string_view extension) {
  constexpr std::array kExtensions = {".cc", ".cpp", ".cxx", ".C", ".c++", ".hh", ".hpp", ".hxx", ".H", ".mm", ".ii"};
  return std::find(kExtensions.begin(), kExtensions.end(), extension) != kExtensions.end();
}

bool is_source(std::string_view extension) {
  return is_cxx_source(extension) || extension == ".c" || extension == ".h" || extension == ".m";
}

class Translator {
 public:
  Translator(std::vector<Token> tokens, bool cxx, const Layout& layout)
      : tokens_(std::move(tokens)), cxx_(cxx), layout_(layout) {}

  Result<Translation, std::string> run() {
    look();
    begin();
    while (at_ < tokens_.size()) {
      if (!one(tokens_[at_++])) return Failure{error_};
    }
    if (links_ && layout_.has_lld && !chooses_linker_) result_.arguments.push_back("-fuse-ld=lld");
    return std::move(result_);
  }

 private:
  // What the command line as a whole asks for.
  void look() {
    bool inputs = false, stops = false;
    for (std::size_t at = 0; at < tokens_.size(); ++at) {
      const std::string& text = tokens_[at].text;
      if (tokens_[at].linker) continue;
      if (std::find(kWithValue.begin(), kWithValue.end(), text) != kWithValue.end()) {
        const std::string value = at + 1 < tokens_.size() ? tokens_[at + 1].text : "";
        if (text == "-x") {
          sources_ = true;
          cxx_source_ = cxx_source_ || value.find("++") != value.npos;
        }
        ++at;
      } else if (text == "-c" || text == "-S" || text == "-E" || text == "-M" || text == "-MM" ||
                 text == "-fsyntax-only" || text == "--precompile") {
        stops = true;
      } else if (text.starts_with("-stdlib=")) {
        chooses_library_ = true;
      } else if (text.starts_with("-fuse-ld=") || text.starts_with("--ld-path=")) {
        chooses_linker_ = true;
      } else if (text == "-nostdinc") {
        own_headers_ = false;
      } else if (text == "-dynamiclib" || text == "-bundle" || text == "-shared") {
        shared_ = true;
      } else if (text == "-r") {
        partial_ = true;
      } else if (text == "-" || !text.starts_with('-')) {
        inputs = true;
        const std::string extension = std::filesystem::path(text).extension().string();
        sources_ = sources_ || text == "-" || is_source(extension);
        cxx_source_ = cxx_source_ || is_cxx_source(extension);
      }
    }
    links_ = inputs && !stops && !partial_;
  }

  void begin() {
    auto& arguments = result_.arguments;
    if (sources_ && own_headers_) {
      // First of all: a copy of metal-cpp in the project talks to an Objective-C runtime that is not here.
      arguments.push_back("-I" + layout_.include.string());
    }
    if (sources_) {
      arguments.push_back("-imacros");
      arguments.push_back(layout_.macros.string());
    }
    const bool cxx = cxx_ ? sources_ || links_ : cxx_source_;
    if (!chooses_library_ && cxx && layout_.has_libcxx) arguments.push_back("-stdlib=libc++");
  }

  void put(std::string text, bool linker) {
    if (linker) result_.arguments.push_back("-Xlinker");
    result_.arguments.push_back(std::move(text));
  }

  void note(const std::string& what, std::string_view became, std::string_view why) {
    result_.notes.push_back(became.empty() ? fmt::format("{}: left out ({})", what, why)
                                           : fmt::format("{}: {} ({})", what, became, why));
  }

  bool fail(std::string why) {
    error_ = std::move(why);
    return false;
  }

  std::optional<std::string> value(const Token& option) {
    if (at_ < tokens_.size() && tokens_[at_].linker == option.linker) return tokens_[at_++].text;
    error_ = fmt::format("'{}' without a value", option.text);
    return std::nullopt;
  }

  const Rule* find_rule(const Token& token) const {
    for (const Rule& rule : kRules) {
      if (token.linker && !rule.linker) continue;  // the linker knows none of the driver's
      if (rule.prefix ? token.text.starts_with(rule.name) : token.text == rule.name) return &rule;
    }
    return nullptr;
  }

  bool one(const Token& token) {
    const std::string& text = token.text;
    if (text == "-framework" || text == "-weak_framework" || text == "-needed_framework" ||
        text == "-reexport_framework") {
      const auto name = value(token);
      return name && framework(text, *name);
    }
    if (text == "-undefined") return undefined(token);
    if (text == "-rpath") {
      const auto path = value(token);
      return path && rpath(*path);
    }
    if (text == "-force_load" || text == "-weak_library" || text == "-needed_library" || text == "-reexport_library") {
      const auto path = value(token);
      return path && library(text, *path);
    }
    if (text.starts_with("-weak-l") || text.starts_with("-needed-l")) {
      put(text.substr(text.find("-l")), false);
      return true;
    }
    if (token.linker && text == "-map") {
      const auto path = value(token);
      if (path) put("-Map=" + *path, true);
      return path.has_value();
    }
    if (!token.linker && is_target(token)) return true;
    if (const Rule* rule = find_rule(token); rule && !means_another_thing(*rule, token)) return apply(*rule, token);

    put(text, token.linker);
    if (!token.linker && std::find(kWithValue.begin(), kWithValue.end(), text) != kWithValue.end() &&
        at_ < tokens_.size())
      put(tokens_[at_++].text, false);
    return true;
  }

  // -U is the driver's own for macros.
  static bool means_another_thing(const Rule& rule, const Token& token) { return rule.name == "-U" && !token.linker; }

  bool apply(const Rule& rule, const Token& token) {
    std::string whole = token.text;
    for (int i = 0; i < rule.values; ++i) {
      const auto next = value(token);
      if (!next) return false;
      whole += " " + *next;
    }
    note(whole, rule.words, rule.why);
    std::istringstream words{std::string(rule.words)};
    for (std::string word; words >> word;) put(word, rule.linker);
    return true;
  }

  // Which system and processor the code is for.
  bool is_target(const Token& token) {
    const std::string& text = token.text;
    if ((text == "-target" || text == "--target") && at_ < tokens_.size()) {
      if (tokens_[at_].text.find("-apple-") == std::string::npos) return false;
      note(text + " " + tokens_[at_++].text, "", "code is made for this machine");
      return true;
    }
    if (text.starts_with("--target=") && text.find("-apple-") != text.npos) {
      note(text, "", "code is made for this machine");
      return true;
    }
    if (layout_.arm) return false;
    if (text.starts_with("-march=arm") || text.starts_with("-mcpu=cortex") || text.starts_with("-mfpu=")) {
      note(text, "", "this is no ARM processor");
      return true;
    }
    if (text == "-mcpu=native") {
      note(text, "-march=native", "as this processor's is spelled");
      put("-march=native", false);
      return true;
    }
    return false;
  }

  bool framework(const std::string& option, std::string name) {
    name = name.substr(0, name.find(','));  // a suffix chooses a variant
    if (std::find(std::begin(kFrameworks), std::end(kFrameworks), name) == std::end(kFrameworks)) {
      std::string known;
      for (const auto framework : kFrameworks) known += (known.empty() ? "" : ", ") + std::string(framework);
      return fail(fmt::format("framework '{}' not found: this is Linux, and Pewter stands for {}", name, known));
    }
    note(option + " " + name, "-lpewter", "it is all in one library");
    if (has_library_) return true;
    has_library_ = true;
    put("-L" + layout_.libraries.string(), false);
    put("-lpewter", false);
    // A framework is found where the system keeps it; so is this.
    put("-rpath", true);
    put(layout_.libraries.string(), true);
    return true;
  }

  bool undefined(const Token& token) {
    const auto treatment = value(token);
    if (!treatment) return false;
    const bool allowed = *treatment == "dynamic_lookup" || *treatment == "suppress" || *treatment == "warning";
    const char* became = allowed ? (shared_ ? "" : "--unresolved-symbols=ignore-all") : "-z defs";
    note("-undefined " + *treatment, became, allowed ? "symbols may be found later" : "the same");
    std::istringstream words{std::string(became)};
    for (std::string word; words >> word;) put(word, true);
    return true;
  }

  bool rpath(std::string path) {
    for (const std::string_view place : {"@loader_path", "@executable_path"}) {
      if (!path.starts_with(place)) continue;
      const std::string old = path;
      path = "$ORIGIN" + path.substr(place.size());
      note("-rpath " + old, path, "as ELF spells it");
    }
    put("-rpath", true);
    put(path, true);
    return true;
  }

  bool library(const std::string& option, const std::string& path) {
    const bool whole = option == "-force_load";
    note(option + " " + path, whole ? "--whole-archive" : path, "the same");
    if (whole) put("--whole-archive", true);
    put(path, false);
    if (whole) put("--no-whole-archive", true);
    return true;
  }

  const std::vector<Token> tokens_;
  const bool cxx_;
  const Layout& layout_;
  Translation result_;
  std::string error_;
  std::size_t at_ = 0;
  bool links_ = false, partial_ = false, sources_ = false, cxx_source_ = false, shared_ = false;
  bool chooses_library_ = false, chooses_linker_ = false, own_headers_ = true, has_library_ = false;
};

}  // namespace

Result<Translation, std::string> translate(std::span<const std::string> arguments, bool cxx, const Layout& layout) {
  auto tokens = read_tokens(arguments);
  if (!tokens) return Failure{tokens.error()};
  return Translator(std::move(*tokens), cxx, layout).run();
}

}  // namespace pewter::macos
