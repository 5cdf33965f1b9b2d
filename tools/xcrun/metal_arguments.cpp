// SPDX-License-Identifier: Apache-2.0
#include "metal_arguments.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <string_view>

namespace pewter::stand_ins {
namespace {

using Stage = MetalArguments::Stage;

// Options with a value in the next argument, whose value does not matter here.
constexpr std::array kIgnoredWithValue = {"-isysroot",
                                          "-target",
                                          "-arch",
                                          "--sdk",
                                          "-iframework",
                                          "-F",
                                          "-Xclang",
                                          "-mllvm",
                                          "-Xpreprocessor",
                                          "-index-store-path",
                                          "-serialize-diagnostics",
                                          "--serialize-diagnostics",
                                          "-sectcreate"};

// Beginnings of options that do not matter here: code generation for Apple's devices, debug information, diagnostics'
// looks.
constexpr std::array kIgnoredPrefixes = {"-f",           "-m",        "-g",       "-O", "--target=", "-frecord-sources",
                                         "-fmodules",    "-pipe",     "-L",       "-l", "-R",        "-F",
                                         "-index-store", "--sysroot", "-isysroot"};
constexpr std::array kIgnored = {"-v",        "-s",       "-CC",  "-C",          "-nostdinc",
                                 "-nostdlib", "-pthread", "-###", "-save-temps", "-emit-llvm"};

// "metal3.1", "macos-metal2.4", "ios-metal1.2", "osx-metal2.0": major << 16 | minor.
std::optional<std::uint32_t> language_version(std::string_view name) {
  const auto at = name.find("metal");
  if (at == name.npos) return std::nullopt;
  const std::string_view number = name.substr(at + 5);
  unsigned major = 0, minor = 0;
  const char* end = number.data() + number.size();
  const auto first = std::from_chars(number.data(), end, major);
  if (first.ec != std::errc{} || first.ptr == end || *first.ptr != '.') return std::nullopt;
  const auto second = std::from_chars(first.ptr + 1, end, minor);
  if (second.ec != std::errc{} || second.ptr != end) return std::nullopt;
  return major << 16 | minor;
}

void define(compiler::Options& options, const std::string& definition) {
  const auto equals = definition.find('=');
  if (equals == definition.npos) {
    options.macros[definition] = "1";
  } else {
    options.macros[definition.substr(0, equals)] = definition.substr(equals + 1);
  }
}

class Parser {
 public:
  explicit Parser(std::span<const std::string> arguments) : arguments_(arguments) {}

  Result<MetalArguments, std::string> run() {
    while (at_ < arguments_.size()) {
      if (!one(arguments_[at_++])) return Failure{error_};
      if (result_.stage == Stage::print) return result_;
    }
    if (result_.inputs.empty()) return Failure{std::string("no input files")};
    const bool several = result_.inputs.size() > 1;
    if (several && !result_.output.empty() && result_.stage != Stage::link) {
      return Failure{std::string("cannot specify -o when generating multiple output files")};
    }
    return result_;
  }

 private:
  // The value of an option: the rest of `argument` after `name`, or the next argument.
  std::optional<std::string> value(const std::string& argument, std::string_view name) {
    if (argument.size() > name.size()) return argument.substr(name.size());
    if (at_ < arguments_.size()) return arguments_[at_++];
    error_ = fmt::format("argument to '{}' is missing (expected 1 value)", name);
    return std::nullopt;
  }

  bool one(const std::string& argument) {
    if (argument == "-" || !argument.starts_with('-')) {
      result_.inputs.push_back(argument);
      return true;
    }
    return stage(argument) || dependencies(argument) || language(argument) || ignored(argument) || fail(argument);
  }

  bool fail(const std::string& argument) {
    if (error_.empty()) error_ = fmt::format("unknown argument: '{}'", argument);
    return false;
  }

  bool stage(const std::string& argument) {
    if (argument == "-c") return set(Stage::compile);
    if (argument == "-E") return set(Stage::preprocess);
    if (argument == "-S") return set(Stage::assembly);
    if (argument == "--version" || argument == "-help" || argument == "--help") {
      result_.text = argument;
      return set(Stage::print);
    }
    if (argument == "-P") return result_.line_markers = false, true;
    if (argument == "-H") return result_.list_includes = true;
    if (argument.starts_with("-o")) return take(argument, "-o", result_.output);
    return false;
  }

  bool dependencies(const std::string& argument) {
    if (!argument.starts_with("-M")) return false;
    if (argument == "-MD" || argument == "-MMD") return result_.dependencies = true;
    if (argument == "-MP") return result_.phony_targets = true;
    if (argument == "-MG" || argument == "-MV") return true;
    if (argument.starts_with("-MF")) return take(argument, "-MF", result_.dependency_file);
    std::string target;
    if (!argument.starts_with("-MT") && !argument.starts_with("-MQ")) return false;
    if (!take(argument, argument.substr(0, 3), target)) return false;
    result_.dependency_targets.push_back(target);
    return true;
  }

  bool language(const std::string& argument) {
    auto& options = result_.options;
    std::string text;
    if (argument.starts_with("-std=")) {
      const auto version = language_version(std::string_view(argument).substr(5));
      if (!version) return error_ = fmt::format("invalid value '{}' in '{}'", argument.substr(5), argument), false;
      options.language_version = *version;
      return true;
    }
    if (argument == "-x") {
      if (!take(argument, "-x", text)) return false;
      if (text != "metal") return error_ = fmt::format("language not recognized: '{}'", text), false;
      return true;
    }
    if (argument.starts_with("-D")) return take(argument, "-D", text) && (define(options, text), true);
    if (argument.starts_with("-U")) return take(argument, "-U", text) && (options.macros.erase(text), true);
    for (const char* name : {"-I", "-isystem", "-iquote", "-idirafter"}) {
      if (!argument.starts_with(name)) continue;
      return take(argument, name, text) && (options.include_dirs.push_back(text), true);
    }
    if (argument.starts_with("-include"))
      return take(argument, "-include", text) && (result_.includes.push_back(text), true);
    if (argument == "-Werror") return options.werror = true;
    if (argument == "-w" || argument.starts_with("-W") || argument.starts_with("-pedantic")) {
      options.extra_warnings.push_back(argument);
      return true;
    }
    if (argument == "-ffast-math" || argument == "-fmetal-math-mode=fast") return options.fast_math = true;
    if (argument == "-fno-fast-math" || argument == "-fmetal-math-mode=safe" ||
        argument == "-fmetal-math-mode=relaxed") {
      options.fast_math = false;
      return true;
    }
    if (argument == "-fmetal-enable-logging") return options.enable_logging = true;
    return false;
  }

  bool ignored(const std::string& argument) {
    if (!error_.empty()) return false;
    if (std::ranges::find(kIgnored, argument) != kIgnored.end()) return true;
    if (std::ranges::find(kIgnoredWithValue, argument) != kIgnoredWithValue.end())
      return value(argument, argument).has_value();
    return std::ranges::any_of(kIgnoredPrefixes, [&](const char* prefix) { return argument.starts_with(prefix); });
  }

  bool set(Stage stage) {
    result_.stage = stage;
    return true;
  }

  bool take(const std::string& argument, std::string_view name, std::string& to) {
    auto text = value(argument, name);
    if (!text) return false;
    to = std::move(*text);
    return true;
  }

  std::span<const std::string> arguments_;
  std::size_t at_ = 0;
  MetalArguments result_;
  std::string error_;
};

}  // namespace

Result<MetalArguments, std::string> parse_metal(std::span<const std::string> arguments) {
  return Parser(arguments).run();
}

}  // namespace pewter::stand_ins
