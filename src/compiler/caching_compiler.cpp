// SPDX-License-Identifier: Apache-2.0
#include "compiler/caching_compiler.h"

#include <algorithm>

#include "compiler/cache/image_io.h"
#include "compiler/linker/link.h"

namespace pewter::compiler {
namespace {

// Emit::includes is a line a file: dots, a space, the path.
std::vector<std::string> files_of(const std::string& listing) {
  std::vector<std::string> files;
  for (std::size_t at = 0; at < listing.size();) {
    const std::size_t end = std::min(listing.find('\n', at), listing.size());
    const std::size_t path = listing.find(' ', at) + 1;
    if (path != 0 && path < end) files.push_back(listing.substr(path, end - path));
    at = end + 1;
  }
  std::sort(files.begin(), files.end());
  files.erase(std::unique(files.begin(), files.end()), files.end());
  return files;
}

}  // namespace

template <class T, class Work>
Result<T, Diagnostics> CachingCompiler::with_translator(Work work) {
  std::string why;
  if (Translator* translator = translator_(&why)) return work(*translator);
  return Failure{Diagnostics{.text = "error: " + why + "\n", .errors = 1, .crashed = true}};
}

Result<LibraryIndex, Diagnostics> CachingCompiler::index(const Source& source, const Options& options) {
  const cache::SourceKey source_key(cache_, build_, source, options);
  if (const std::string key = source_key.find(); !key.empty()) {
    if (const auto bytes = cache_.find("index", key)) {
      if (auto found = cache::read_index(*bytes)) return std::move(*found);
    }
  }
  auto result = with_translator<LibraryIndex>([&](Translator& translator) { return translator.index(source, options); });
  if (result) {
    const std::string key = complete(source_key, source, options);
    if (!key.empty()) cache_.store("index", key, cache::write_index(*result));
  }
  return result;
}

template <class T, class Make>
Result<T, Diagnostics> CachingCompiler::find_or_make(const Kind<T>& kind, const cache::SourceKey& source_key,
                                                     const Source& source, const Options& options,
                                                     const KernelRequest& request, Make make) {
  if (const std::string key = source_key.find(); !key.empty()) {
    if (const auto bytes = cache_.find(kind.name, cache::kernel_key(key, request))) {
      if (auto found = kind.read(*bytes)) return std::move(*found);
    }
  }
  auto result = with_translator<T>(make);
  if (result) {
    const std::string key = complete(source_key, source, options);
    if (!key.empty()) cache_.store(kind.name, cache::kernel_key(key, request), kind.write(*result));
  }
  return result;
}

Result<model::KernelInfo, Diagnostics> CachingCompiler::describe(const Source& source, const Options& options,
                                                                 const KernelRequest& wanted) {
  const KernelRequest request = with_machine(wanted);
  const cache::SourceKey source_key(cache_, build_, source, options);
  return descriptions_.run(cache::kernel_key(source_key.base(), request), [&] {
    return find_or_make<model::KernelInfo>(
        {"info", cache::write_info, cache::read_info}, source_key, source, options, request,
        [&](Translator& translator) { return translator.describe(source, options, request); });
  });
}

Result<model::KernelImage, Diagnostics> CachingCompiler::compile(const Source& source, const Options& options,
                                                                 const KernelRequest& wanted) {
  const KernelRequest request = with_machine(wanted);
  const cache::SourceKey source_key(cache_, build_, source, options);
  // Libraries made twice of one source ask for the same kernels, often at the same time.
  return compiles_.run(cache::kernel_key(source_key.base(), request), [&] {
    return find_or_make<model::KernelImage>(
        {"kernel", cache::write_image, cache::read_image}, source_key, source, options, request,
        [&](Translator& translator) { return translator.compile(source, options, request); });
  });
}

Result<model::LoadedKernel, Diagnostics> CachingCompiler::link(const model::KernelImage& image, std::span<const model::HostSymbol> symbols) {
  return compiler::link(image, symbols);
}

Result<std::string, Diagnostics> CachingCompiler::emit(const Source& source, const Options& options, const KernelRequest& request, Emit stage) {
  return with_translator<std::string>(
      [&](Translator& translator) { return translator.emit(source, options, with_machine(request), stage); });
}

KernelRequest CachingCompiler::with_machine(KernelRequest request) const {
  if (request.machine.triple.empty() && request.machine.processor.empty()) request.machine.processor = processor_;
  return request;
}

std::string CachingCompiler::complete(const cache::SourceKey& source_key, const Source& source, const Options& options) {
  if (cache_.directory().empty()) return {};  // nobody would look
  if (const std::string key = source_key.find(); !key.empty()) return key;
  const auto listing = emit(source, options, {}, Emit::includes);
  return listing ? source_key.remember(files_of(*listing)) : std::string();
}

}  // namespace pewter::compiler
