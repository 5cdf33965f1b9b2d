// SPDX-License-Identifier: Apache-2.0
#include "compiler/plugin.h"

#include <llvm/Support/raw_ostream.h>

#include <cstring>
#include <mutex>
#include <optional>

#include "compiler/analysis/times.h"
#include "compiler/codegen/generate.h"
#include "compiler/frontend/crash_guard.h"
#include "compiler/frontend/diagnostics.h"
#include "compiler/frontend/frontend.h"
#include "compiler/frontend/library_pch.h"
#include "compiler/frozen_module.h"
#include "compiler/module_keeper.h"
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
    return guarded<LibraryIndex>([&] {
      DeviceModule module;
      auto index = frontend::index(source, options, &module, ModuleKeeper::kMostKernels);
      if (module.module) modules_.keep(module_key(source, options, {}), std::make_shared<const FrozenModule>(freeze(std::move(module))));
      return index;
    });
  }

  Result<model::KernelInfo, Diagnostics> describe(const Source& source, const Options& options,
                                                  const KernelRequest& request) override {
    const auto module = front_end(source, options, request);
    if (!module) return Failure{module.error()};
    return guarded<model::KernelInfo>([&] { return compiler::describe(thaw(**module, request.host_name), request); });
  }

  Result<model::KernelImage, Diagnostics> compile(const Source& source, const Options& options, const KernelRequest& request) override {
    const auto module = front_end(source, options, request);
    if (!module) return Failure{module.error()};
    return guarded<model::KernelImage>([&] { return generate(thaw(**module, request.host_name), request, options); });
  }

  Result<std::string, Diagnostics> emit(const Source& source, const Options& options, const KernelRequest& request, Emit stage) override {
    if (stage != Emit::optimized_ir && stage != Emit::assembly && stage != Emit::times)
      return guarded<std::string>([&] { return front_end_text(source, options, request, stage); });
    if (!request.host_name.empty()) return back_end_text(source, options, request, stage);
    // A kernel at a time: code generation works on one.
    const auto all = index(source, options);
    if (!all) return Failure{all.error()};
    std::string text;
    for (const FunctionEntry& function : all->functions) {
      if (function.type != FunctionType::kernel) continue;
      KernelRequest one = request;
      one.host_name = function.host_name;
      auto part = back_end_text(source, options, one, stage);
      if (!part) return part;
      text += *part;
    }
    return text;
  }

 private:
  static Result<std::string, Diagnostics> front_end_text(const Source& source, const Options& options, const KernelRequest& request, Emit stage) {
    if (stage == Emit::preprocessed) return frontend::preprocessed_text(source, options);
    if (stage == Emit::includes) return frontend::include_listing(source, options);
    if (stage == Emit::rewritten) return frontend::rewritten_text(source, options, request);
    const auto module = frontend::device_module(source, options, request);
    if (!module) return Failure{module.error()};
    return ir_text(*module);
  }

  Result<std::string, Diagnostics> back_end_text(const Source& source, const Options& options, const KernelRequest& request, Emit stage) {
    if (stage == Emit::times) return times_text(source, options, request);
    const auto module = front_end(source, options, request);
    if (!module) return Failure{module.error()};
    return guarded<std::string>([&] {
      return stage == Emit::assembly ? assembly(thaw(**module, request.host_name), request, options) : optimized_ir(thaw(**module, request.host_name), request, options);
    });
  }

  // All of it anew, the front end, too.
  static Result<std::string, Diagnostics> times_text(const Source& source, const Options& options,
                                                     const KernelRequest& request) {
    static std::mutex one_at_a_time;
    std::lock_guard lock(one_at_a_time);
    llvm::TimePassesIsEnabled = true;
    auto text = guarded<std::string>([&]() -> Result<std::string, Diagnostics> {
      std::string passes;
      auto module = frontend::device_module(source, options, request);
      if (!module) return Failure{std::move(module).error()};
      const auto image =
          generate_timed(thaw(freeze(std::move(module).value()), request.host_name), request, options, passes);
      if (!image) return Failure{image.error()};
      std::string text;
      llvm::raw_string_ostream stream(text);
      llvm::TimerGroup::printAll(stream);
      return text + passes;
    });
    llvm::TimePassesIsEnabled = false;
    return text;
  }

  // What generate() works on is always thawed, also at the first time: code must not depend on what was compiled before.
  Result<ModuleKeeper::Module, Diagnostics> front_end(const Source& source, const Options& options, const KernelRequest& request) {
    const auto one = [&](std::size_t others) {
      return guarded<ModuleKeeper::Module>([&]() -> Result<ModuleKeeper::Module, Diagnostics> {
        auto module = frontend::device_module(source, options, request, others);
        if (!module) return Failure{std::move(module).error()};
        return std::make_shared<const FrozenModule>(freeze(std::move(module).value()));
      });
    };
    const auto make = [&](std::size_t others) {
      auto module = one(others);
      // The fault may be another kernel's.
      return module || others == 0 ? module : one(0);
    };
    // Outside of guarded(): those who wait for a module must not wait for one whose making crashed.
    return modules_.find_or_make(module_key(source, options, request.constants), request.host_name, make);
  }

  ModuleKeeper modules_;
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
