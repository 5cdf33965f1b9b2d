// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "compiler/cache/cache.h"
#include "compiler/cache/single_flight.h"
#include "compiler/cache/source_key.h"
#include "compiler/compile.h"
#include "compiler/plugin.h"

namespace pewter::compiler {

// The compiler that programs see: it looks into the cache, and has a Translator, and LLVM with it, only for what is not there.
class CachingCompiler final : public Compiler {
 public:
  // `build` names the build of the translator for the cache's keys. `translator` gives it, loading it at the first
  // call, or null with a reason; it must be thread-safe. `processor`: Machine::processor of requests that name no
  // machine.
  CachingCompiler(cache::Cache& cache, std::string build, std::function<Translator*(std::string* why)> translator,
                  std::string processor = {})
      : cache_(cache), build_(std::move(build)), translator_(std::move(translator)), processor_(std::move(processor)) {}

  Result<LibraryIndex, Diagnostics> index(const Source& source, const Options& options) override;
  Result<model::KernelInfo, Diagnostics> describe(const Source& source, const Options& options,
                                                  const KernelRequest& request) override;
  Result<model::KernelImage, Diagnostics> compile(const Source& source, const Options& options, const KernelRequest& request) override;
  Result<model::LoadedKernel, Diagnostics> link(const model::KernelImage& image, std::span<const model::HostSymbol> symbols) override;
  Result<std::string, Diagnostics> emit(const Source& source, const Options& options, const KernelRequest& request, Emit stage) override;

 private:
  template <class T, class Work>
  Result<T, Diagnostics> with_translator(Work work);
  KernelRequest with_machine(KernelRequest request) const;
  // The full key, after a compile; empty when the included files cannot be told.
  std::string complete(const cache::SourceKey& key, const Source& source, const Options& options);
  // A kind of entry: its name, and how a value is written and read.
  template <class T>
  struct Kind {
    const char* name;
    std::string (*write)(const T&);
    std::optional<T> (*read)(std::string_view);
  };
  // The entry, or what `make` makes of the translator, stored.
  template <class T, class Make>
  Result<T, Diagnostics> find_or_make(const Kind<T>& kind, const cache::SourceKey& key, const Source& source,
                                      const Options& options, const KernelRequest& request, Make make);

  cache::Cache& cache_;
  const std::string build_;
  const std::function<Translator*(std::string*)> translator_;
  const std::string processor_;
  cache::SingleFlight<Result<model::KernelInfo, Diagnostics>> descriptions_;
  cache::SingleFlight<Result<model::KernelImage, Diagnostics>> compiles_;
};

}  // namespace pewter::compiler
