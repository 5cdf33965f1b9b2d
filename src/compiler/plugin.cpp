// SPDX-License-Identifier: Apache-2.0
#include "compiler/plugin.h"

#include <dlfcn.h>
#include <fmt/format.h>
#include <sys/stat.h>

#include <cstring>
#include <fstream>
#include <iterator>
#include <optional>

#include "compiler/cache/cache.h"
#include "compiler/cache/image_io.h"
#include "compiler/cache/single_flight.h"
#include "compiler/codegen/generate.h"
#include "compiler/codegen/host_jit.h"
#include "compiler/frontend/crash_guard.h"
#include "compiler/frontend/diagnostics.h"
#include "compiler/frontend/frontend.h"
#include "compiler/stdlib/embedded.h"
#include "compiler/symbolizer/symbolizer.h"

namespace pewter::compiler {
namespace {

// Names the build of the compiler, so that no cached result outlives the code that made it: the plugin's own file, by its size
// and time. (A compile-time stamp would miss a rebuild of another part.)
const std::string& build_id() {
  static const auto* id = new std::string([] {
    Dl_info info;
    struct stat status;
    if (::dladdr(reinterpret_cast<void*>(&build_id), &info) == 0 || ::stat(info.dli_fname, &status) != 0) return std::string(kPluginVersion);
    return fmt::format("{} {} {}.{}", kPluginVersion, status.st_size, status.st_mtim.tv_sec, status.st_mtim.tv_nsec);
  }());
  return *id;
}

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

void add(cache::KeyBuilder& key, const Source& source, const Options& options) {
  key.add(build_id()).add(stdlib::content_hash()).add(source.name).add(source.text).add(cache::write_options(options));
}

std::string contents(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

// The key of a source with the files that it includes. Which files those are is remembered under the key of the source
// alone, so that a hit needs no preprocessing; `files` is what a compile found out.
class SourceKey {
 public:
  SourceKey(const Source& source, const Options& options) {
    cache::KeyBuilder key;
    add(key, source, options);
    base_ = key.finish();
    may_include_ = source.text.find("include") != std::string::npos;
  }

  // Of the source as it stands, whatever it includes.
  const std::string& base() const { return base_; }

  // Empty when it is not known which files the source includes.
  std::string find() const {
    if (!may_include_) return base_;
    const auto files = cache::Cache::process().find("includes", base_);
    return files ? with(*files) : std::string();
  }

  std::string remember(const std::vector<std::string>& files) const {
    if (!may_include_) return base_;
    std::string list;
    for (const std::string& file : files) list += file + '\0';
    cache::Cache::process().store("includes", base_, list);
    return with(list);
  }

 private:
  std::string with(const std::string& files) const {
    cache::KeyBuilder key;
    key.add(base_);
    for (std::size_t at = 0; at < files.size();) {
      const std::string file = files.substr(at, files.find('\0', at) - at);
      key.add(file).add(contents(file));
      at += file.size() + 1;
    }
    return key.finish();
  }

  std::string base_;
  bool may_include_ = false;
};

class ClangCompiler final : public Compiler {
 public:
  Result<LibraryIndex, Diagnostics> index(const Source& source, const Options& options) override {
    const SourceKey source_key(source, options);
    if (const std::string key = source_key.find(); !key.empty()) {
      if (const auto bytes = disk().find("index", key)) {
        if (auto found = cache::read_index(*bytes)) return std::move(*found);
      }
    }
    auto result = guarded<LibraryIndex>([&] { return frontend::index(source, options); });
    if (result) {
      const std::string key = complete(source_key, source, options);
      if (!key.empty()) disk().store("index", key, cache::write_index(*result));
    }
    return result;
  }

  Result<model::KernelImage, Diagnostics> compile(const Source& source, const Options& options, const KernelRequest& request) override {
    const SourceKey source_key(source, options);
    // Libraries made twice of one source ask for the same kernels, often at the same time.
    return compiles_.run(kernel_key(source_key.base(), request), [&] { return compile(source_key, source, options, request); });
  }

  Result<model::LoadedKernel, Diagnostics> link(const model::KernelImage& image, std::span<const model::HostSymbol> symbols) override {
    return guarded<model::LoadedKernel>([&] { return compiler::link(image, symbols); });
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
  static cache::Cache& disk() { return cache::Cache::process(); }

  static Result<model::KernelImage, Diagnostics> compile(const SourceKey& source_key, const Source& source, const Options& options, const KernelRequest& request) {
    if (const std::string key = source_key.find(); !key.empty()) {
      if (const auto bytes = disk().find("kernel", kernel_key(key, request))) {
        if (auto found = cache::read_image(*bytes)) return std::move(*found);
      }
    }
    auto result = guarded<model::KernelImage>([&]() -> Result<model::KernelImage, Diagnostics> {
      auto module = frontend::device_module(source, options, request);
      if (!module) return Failure{std::move(module).error()};
      return generate(std::move(module).value(), request, options);
    });
    if (result) {
      const std::string key = complete(source_key, source, options);
      if (!key.empty()) disk().store("kernel", kernel_key(key, request), cache::write_image(*result));
    }
    return result;
  }

  static Result<std::string, Diagnostics> emit_one(const Source& source, const Options& options, const KernelRequest& request, Emit stage) {
    auto module = frontend::device_module(source, options, request);
    if (!module) return Failure{std::move(module).error()};
    if (stage == Emit::ir) return ir_text(*module);
    if (stage == Emit::optimized_ir) return optimized_ir(std::move(module).value(), request, options);
    return assembly(std::move(module).value(), request, options);
  }

  // The full key, after a compile; empty when the included files cannot be told.
  static std::string complete(const SourceKey& source_key, const Source& source, const Options& options) {
    if (const std::string key = source_key.find(); !key.empty()) return key;
    auto files = guarded<std::vector<std::string>>([&] { return frontend::included_files(source, options); });
    return files ? source_key.remember(*files) : std::string();
  }

  static std::string kernel_key(const std::string& source_key, const KernelRequest& request) {
    cache::KeyBuilder key;
    key.add(source_key).add(host_code_key()).add(request.host_name).add(static_cast<std::uint64_t>(request.shape));
    for (const std::uint32_t extent : request.threads_per_threadgroup) key.add(std::uint64_t{extent});
    for (const ConstantValue& constant : request.constants) {
      key.add(static_cast<std::uint64_t>(constant.index)).add(constant.name).add(constant.type);
      key.add(std::string_view(reinterpret_cast<const char*>(constant.bytes.data()), constant.bytes.size()));
    }
    return key.finish();
  }

  cache::SingleFlight<Result<model::KernelImage, Diagnostics>> compiles_;
};

}  // namespace
}  // namespace pewter::compiler

extern "C" __attribute__((visibility("default"))) pewter::compiler::Compiler* pewter_compiler_plugin(const char* version) {
  if (!version || std::strcmp(version, pewter::compiler::kPluginVersion) != 0) return nullptr;
  pewter::compiler::frontend::prepare_crash_guard();  // no kernel can be running yet: they all come from here
  static auto* compiler = new pewter::compiler::ClangCompiler;
  return compiler;
}

extern "C" __attribute__((visibility("default"))) pewter::model::Symbolizer* pewter_symbolizer_plugin(
    const char* version) {
  if (!version || std::strcmp(version, pewter::compiler::kPluginVersion) != 0) return nullptr;
  return pewter::compiler::process_symbolizer();
}
