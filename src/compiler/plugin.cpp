// SPDX-License-Identifier: Apache-2.0
#include "compiler/plugin.h"

#include <cstring>
#include <optional>

#include "compiler/codegen/generate.h"
#include "compiler/frontend/crash_guard.h"
#include "compiler/frontend/diagnostics.h"
#include "compiler/frontend/frontend.h"
#include "compiler/frontend/library_pch.h"
#include "compiler/symbolizer/symbolizer.h"

namespace pewter::compiler {
namespace {

Diagnostics crash(const std::string& why) {
  Diagnostics result = frontend::plain_error("the compiler crashed: " + why);
  result.crashed = true;
  return result;
}

// Runs `work` where a crash of Clang or LLVM cannot take the process down.
template <class T, class Work>
Result<T, Diagnostics> guarded(Work work) {
  // On the heap: after a crash the work's own frames are gone, and this stays readable.
  auto result = std::make_shared<std::optional<Result<T, Diagnostics>>>();
  std::string why;
  if (!frontend::run_guarded([&] { result->emplace(work()); }, why)) return Failure{crash(why)};
  return std::move(**result);
}

class ClangTranslator final : public Translator {
 public:
  Result<LibraryIndex, Diagnostics> index(const Source& source, const Options& options) override {
    return guarded<LibraryIndex>([&] { return frontend::index(source, options); });
  }

  Result<model::KernelImage, Diagnostics> compile(const Source& source, const Options& options, const KernelRequest& request) override {
    return guarded<model::KernelImage>([&]() -> Result<model::KernelImage, Diagnostics> {
      auto module = frontend::device_module(source, options, request);
      if (!module) return Failure{std::move(module).error()};
      return generate(std::move(module).value(), request, options);
    });
  }

  Result<std::string, Diagnostics> emit(const Source& source, const Options& options, const KernelRequest& request, Emit stage) override {
    return guarded<std::string>([&]() -> Result<std::string, Diagnostics> {
      if (stage == Emit::preprocessed) return frontend::preprocessed_text(source, options);
      if (stage == Emit::includes) return frontend::include_listing(source, options);
      if (stage == Emit::rewritten) return frontend::rewritten_text(source, options, request);
      if (!request.host_name.empty() || stage == Emit::ir) return emit_one(source, options, request, stage);
      // A kernel at a time: code generation works on one.
      auto all = frontend::index(source, options);
      if (!all) return Failure{std::move(all).error()};
      std::string text;
      for (const FunctionEntry& function : all->functions) {
        if (function.type != FunctionType::kernel) continue;
        KernelRequest one = request;
        one.host_name = function.host_name;
        auto part = emit_one(source, options, one, stage);
        if (!part) return part;
        text += *part;
      }
      return text;
    });
  }

 private:
  static Result<std::string, Diagnostics> emit_one(const Source& source, const Options& options, const KernelRequest& request, Emit stage) {
    auto module = frontend::device_module(source, options, request);
    if (!module) return Failure{std::move(module).error()};
    if (stage == Emit::ir) return ir_text(*module);
    if (stage == Emit::optimized_ir) return optimized_ir(std::move(module).value(), request, options);
    return assembly(std::move(module).value(), request, options);
  }
};

}  // namespace
}  // namespace pewter::compiler

extern "C" __attribute__((visibility("default"))) pewter::compiler::Translator* pewter_compiler_plugin(const char* version) {
  if (!version || std::strcmp(version, pewter::compiler::kPluginVersion) != 0) return nullptr;
  static auto* translator = new pewter::compiler::ClangTranslator;
  return translator;
}

extern "C" __attribute__((visibility("default"))) const char* pewter_compiler_write_headers(const char* directory) {
  static std::string why;
  why.clear();
  std::string crashed;
  pewter::compiler::frontend::run_guarded(
      [&] {
        std::string reason;
        if (!pewter::compiler::frontend::write_headers(directory, reason)) why = reason;
      },
      crashed);
  if (!crashed.empty()) why = crashed;
  return why.empty() ? nullptr : why.c_str();
}

extern "C" __attribute__((visibility("default"))) pewter::model::Symbolizer* pewter_symbolizer_plugin(
    const char* version) {
  if (!version || std::strcmp(version, pewter::compiler::kPluginVersion) != 0) return nullptr;
  return pewter::compiler::process_symbolizer();
}
