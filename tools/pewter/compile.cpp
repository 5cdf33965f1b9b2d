// SPDX-License-Identifier: Apache-2.0
#include "compiler/compile.h"

#include <fmt/core.h>

#include <filesystem>
#include <map>
#include <regex>
#include <memory>

#include "commands.h"
#include "common/diagnostics.h"
#include "common/files.h"
#include "common/units.h"

namespace pewter::tool {
namespace {

namespace fs = std::filesystem;
using compiler::Emit;

constexpr std::string_view kTool = "pewter compile";

struct Options {
  std::string input, output, emit, kernel, standard = "metal3.2", threadgroup = "any", target, processor;
  std::vector<std::string> macros, include_dirs, warnings;
  bool safe_math = false;
};

const std::map<std::string, Emit> kStages = {
    {"preprocessed", Emit::preprocessed}, {"rewritten", Emit::rewritten}, {"ir", Emit::ir},
    {"optimized-ir", Emit::optimized_ir}, {"asm", Emit::assembly},        {"times", Emit::times}};

compiler::Options compiler_options(const Options& options) {
  compiler::Options result;
  unsigned major = 3, minor = 2;
  sscanf(options.standard.c_str(), "metal%u.%u", &major, &minor);
  result.language_version = major << 16 | minor;
  result.fast_math = !options.safe_math;
  result.include_dirs = options.include_dirs;
  for (const auto& macro : options.macros) {
    const auto equals = macro.find('=');
    result.macros[macro.substr(0, equals)] = equals == macro.npos ? "1" : macro.substr(equals + 1);
  }
  for (const auto& warning : options.warnings) {
    if (warning == "error") {
      result.werror = true;
    } else {
      result.extra_warnings.push_back("-W" + warning);
    }
  }
  return result;
}

std::string_view type_name(compiler::FunctionType type) {
  switch (type) {
    case compiler::FunctionType::kernel:
      return "kernel";
    case compiler::FunctionType::visible:
      return "visible";
    case compiler::FunctionType::vertex:
      return "vertex";
    case compiler::FunctionType::fragment:
      return "fragment";
  }
  return "";
}

std::string list(const compiler::LibraryIndex& index) {
  std::string text;
  for (const auto& function : index.functions)
    text += fmt::format("{:<9} {}\n", type_name(function.type), function.host_name);
  for (const auto& constant : index.constants) {
    text += fmt::format("constant  {} {} [[function_constant({})]]{}\n", constant.type, constant.name, constant.index,
                        constant.required ? "" : " (optional)");
  }
  return text;
}

int compile(const Options& options) {
  compiler::Source source;
  source.name = options.input == "-" ? "<stdin>" : options.input;
  if (!read_file(kTool, options.input, &source.text)) return kFailed;

  std::string why;
  compiler::Compiler* compiler = compiler::get(&why);
  if (!compiler) {
    print_error(kTool, why);
    return kNoSetup;
  }

  const compiler::Options settings = compiler_options(options);
  if (const auto stage = kStages.find(options.emit); stage != kStages.end()) {
    compiler::KernelRequest request;
    request.host_name = options.kernel;
    request.machine = {options.target, options.processor};
    if (options.threadgroup != "thread") {
      request.shape = model::CodeShape::per_simdgroup;
      auto& size = request.threads_per_threadgroup;
      const int given = sscanf(options.threadgroup.c_str(), "%ux%ux%u", &size[0], &size[1], &size[2]);
      for (int axis = given; given > 0 && axis < 3; ++axis) size[static_cast<std::size_t>(axis)] = 1;
    }
    auto text = compiler->emit(source, settings, request, stage->second);
    if (!text) return print_diagnostics(text.error()), kFailed;
    return write_file(kTool, options.output.empty() ? "-" : options.output, *text) ? 0 : kFailed;
  }

  const auto unit = compile_unit(*compiler, source, settings);
  if (!unit) return kFailed;
  if (options.emit == "list") {
    return write_file(kTool, options.output.empty() ? "-" : options.output, list(unit->index)) ? 0 : kFailed;
  }
  std::string output = options.output;
  if (output.empty()) output = options.input == "-" ? "-" : fs::path(options.input).stem().string() + ".metallib";
  return write_library(kTool, output, {{*unit}}) ? 0 : kFailed;
}

}  // namespace

void add_compile(CLI::App& app, Invocation& invocation) {
  auto options = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand("compile", "Compile Metal Shading Language ahead of time");
  command->add_option("file", options->input, "The source; '-' is standard input")->required();
  command->add_option("-o,--output", options->output,
                      "The .metallib to write, or the text with --emit; '-' is standard output");
  command->add_option("--emit", options->emit, "Write one stage as text instead of a library")
      ->check(CLI::IsMember({"list", "preprocessed", "rewritten", "ir", "optimized-ir", "asm", "times"}));
  auto* emit = command->get_option("--emit");
  command->add_option("--kernel", options->kernel, "Only this kernel, with --emit")->needs(emit);
  command
      ->add_option(
          "--threadgroup", options->threadgroup,
          "With --emit=optimized-ir, asm or times: the size of threadgroup to specialise on, as 16x16 or 256; 'any' "
          "for code that runs all; 'thread' for the reference executor's, one thread at a time")
      ->capture_default_str()
      ->needs(emit)
      ->check([](const std::string& text) {
        static const std::regex size("any|thread|[1-9][0-9]{0,3}(x[1-9][0-9]{0,3}){0,2}");
        return std::regex_match(text, size) ? std::string() : "'" + text + "' is neither any, thread, nor a size like 16x16";
      });
  command
      ->add_option(
          "--target", options->target,
          "With --emit=optimized-ir, asm or times: the triple of the machine, x86_64-linux-gnu or aarch64-linux-gnu")
      ->needs(emit);
  command
      ->add_option("--cpu", options->processor,
                   "With --emit=optimized-ir, asm or times: its processor, as Clang's -march and -mcpu name it: "
                   "haswell, neoverse-n1")
      ->needs(emit);
  command->add_option("--std", options->standard, "Version of the language")
      ->check(CLI::IsMember({"metal1.0", "metal1.1", "metal1.2", "metal2.0", "metal2.1", "metal2.2", "metal2.3",
                             "metal2.4", "metal3.0", "metal3.1", "metal3.2"}))
      ->capture_default_str();
  command->add_option("-D", options->macros, "Define a macro: NAME or NAME=VALUE")->allow_extra_args(false);
  command->add_option("-I", options->include_dirs, "Look for includes in this directory, too")->allow_extra_args(false);
  command
      ->add_option("-W", options->warnings,
                   "Turn a warning on (-Wextra) or off (-Wno-...); -Werror: warnings are errors")
      ->allow_extra_args(false);
  command->add_flag("--no-fast-math", options->safe_math, "Keep to IEEE 754 where Metal's default does not");
  command->callback([options, &invocation] { invocation.status = compile(*options); });
}

}  // namespace pewter::tool
