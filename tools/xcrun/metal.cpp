// SPDX-License-Identifier: Apache-2.0
#include <fmt/core.h>

#include <filesystem>
#include <optional>
#include <set>
#include <sstream>

#include "common/diagnostics.h"
#include "common/files.h"
#include "common/units.h"
#include "metal_arguments.h"
#include "stand_ins.h"

namespace pewter::stand_ins {
namespace {

namespace fs = std::filesystem;
using namespace tool;
using Stage = MetalArguments::Stage;

constexpr std::string_view kTool = "metal";

std::string without_markers(const std::string& preprocessed) {
  std::string text;
  std::istringstream lines(preprocessed);
  for (std::string line; std::getline(lines, line);) {
    const bool marker = line.starts_with("# ") && line.size() > 2 && line[2] >= '0' && line[2] <= '9';
    if (!marker && line.find_first_not_of(' ') != line.npos) text += line + '\n';
  }
  return text;
}

// One run of the compiler on one command line.
class Driver {
 public:
  Driver(MetalArguments arguments, compiler::Compiler& compiler)
      : arguments_(std::move(arguments)), compiler_(compiler) {}

  int run() {
    if (arguments_.stage == Stage::link) return link();
    for (const auto& input : arguments_.inputs) {
      if (!one(input)) return 1;
    }
    return 0;
  }

 private:
  bool load(const std::string& input, compiler::Source* source) {
    std::string text;
    if (!read_file(kTool, input, &text)) return false;
    source->name = input == "-" ? "<stdin>" : input;
    for (const auto& file : arguments_.includes) source->text += fmt::format("#include \"{}\"\n", file);
    if (!arguments_.includes.empty()) source->text += fmt::format("#line 1 \"{}\"\n", source->name);
    source->text += text;
    return true;
  }

  std::optional<std::string> emit(const compiler::Source& source, compiler::Emit stage) {
    auto text = compiler_.emit(source, arguments_.options, {}, stage);
    if (text) return std::move(*text);
    print_diagnostics(text.error());
    return std::nullopt;
  }

  std::optional<Unit> compile(const std::string& input) {
    compiler::Source source;
    if (!load(input, &source)) return std::nullopt;
    auto unit = compile_unit(compiler_, source, arguments_.options);
    if (unit && arguments_.dependencies && !write_dependencies(input, source)) return std::nullopt;
    return unit;
  }

  // -MD and its companions: which files the output depends on, as a rule of make.
  bool write_dependencies(const std::string& input, const compiler::Source& source) {
    const auto listing = emit(source, compiler::Emit::includes);
    if (!listing) return false;
    std::set<std::string> files;
    std::istringstream lines(*listing);
    for (std::string line; std::getline(lines, line);) files.insert(line.substr(line.find(' ') + 1));

    const std::string output = output_for(input, ".air");
    auto targets = arguments_.dependency_targets;
    if (targets.empty()) targets.push_back(output);
    std::string text, phony;
    for (const auto& target : targets) text += target + " ";
    text.back() = ':';
    text += " " + input;
    for (const auto& file : files) {
      text += " \\\n  " + file;
      if (arguments_.phony_targets) phony += fmt::format("\n{}:\n", file);
    }
    const std::string path = arguments_.dependency_file.empty() ? fs::path(output).replace_extension(".d").string()
                                                                : arguments_.dependency_file;
    return write_file(kTool, path, text + "\n" + phony);
  }

  std::string output_for(const std::string& input, const char* extension) const {
    if (!arguments_.output.empty()) return arguments_.output;
    if (input == "-") return "-";
    return fs::path(input).filename().replace_extension(extension).string();
  }

  bool one(const std::string& input) {
    switch (arguments_.stage) {
      case Stage::compile: {
        const auto unit = compile(input);
        return unit && write_library(kTool, output_for(input, ".air"), {{*unit}});
      }
      case Stage::assembly: {
        compiler::Source source;
        if (!load(input, &source)) return false;
        const auto text = emit(source, compiler::Emit::ir);
        return text && write_file(kTool, output_for(input, ".ll"), *text);
      }
      case Stage::preprocess:
        return preprocess(input);
      default:
        return false;
    }
  }

  bool preprocess(const std::string& input) {
    compiler::Source source;
    if (!load(input, &source)) return false;
    if (arguments_.list_includes) {
      const auto listing = emit(source, compiler::Emit::includes);
      if (!listing) return false;
      fmt::print(stderr, "{}", *listing);
    }
    const auto text = emit(source, compiler::Emit::preprocessed);
    if (!text) return false;
    const std::string output = arguments_.output.empty() ? "-" : arguments_.output;
    return write_file(kTool, output, arguments_.line_markers ? *text : without_markers(*text));
  }

  int link() {
    std::vector<Units> files;
    for (const auto& input : arguments_.inputs) {
      const auto extension = fs::path(input).extension();
      if (extension == ".air" || extension == ".metallib") {
        auto units = read_units(kTool, input);
        if (!units) return 1;
        files.push_back(std::move(*units));
      } else {
        auto unit = compile(input);
        if (!unit) return 1;
        files.push_back({std::move(*unit)});
      }
    }
    const std::string output = arguments_.output.empty() ? "default.metallib" : arguments_.output;
    return write_library(kTool, output, std::move(files)) ? 0 : 1;
  }

  const MetalArguments arguments_;
  compiler::Compiler& compiler_;
};

int print(const std::string& what) {
  if (what == "--version") {
    fmt::print("Pewter metal version {}\nTarget: air64-apple-macosx{}.0\nThread model: posix\n", PEWTER_VERSION,
               kSystemVersion);
  } else {
    fmt::print(
        "usage: metal [-c | -E | -S] [-o file] [-std=metal3.2] [-I directory] [-D name=value] file.metal ...\n"
        "       metal file.air ... -o file.metallib\n"
        "A stand-in for Apple's compiler; its other options are accepted where they have no meaning here.\n");
  }
  return 0;
}

}  // namespace

int metal(Arguments arguments) {
  auto parsed = parse_metal(arguments);
  if (!parsed) {
    print_error(kTool, parsed.error());
    return 1;
  }
  if (parsed->stage == Stage::print) return print(parsed->text);

  std::string why;
  compiler::Compiler* compiler = compiler::get(&why);
  if (!compiler) {
    print_error(kTool, why);
    return 1;
  }
  return Driver(std::move(*parsed), *compiler).run();
}

}  // namespace pewter::stand_ins
