// SPDX-License-Identifier: Apache-2.0
#include "compiler/cache/source_key.h"

#include <fstream>
#include <iterator>

#include "compiler/cache/host_processor.h"
#include "compiler/cache/image_io.h"

namespace pewter::compiler::cache {
namespace {

std::string contents(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

}  // namespace

SourceKey::SourceKey(Cache& cache, std::string_view build, const Source& source, const Options& options) : cache_(cache) {
  KeyBuilder key;
  key.add(build).add(source.name).add(source.text).add(write_options(options));
  base_ = key.finish();
  may_include_ = source.text.find("include") != std::string::npos;
}

std::string SourceKey::find() const {
  if (!may_include_) return base_;
  const auto files = cache_.find("includes", base_);
  return files ? with(*files) : std::string();
}

std::string SourceKey::remember(const std::vector<std::string>& files) const {
  if (!may_include_) return base_;
  std::string list;
  for (const std::string& file : files) list += file + '\0';
  cache_.store("includes", base_, list);
  return with(list);
}

std::string SourceKey::with(const std::string& files) const {
  KeyBuilder key;
  key.add(base_);
  for (std::size_t at = 0; at < files.size();) {
    const std::string file = files.substr(at, files.find('\0', at) - at);
    key.add(file).add(contents(file));
    at += file.size() + 1;
  }
  return key.finish();
}

std::string kernel_key(const std::string& source_key, const KernelRequest& request) {
  KeyBuilder key;
  key.add(source_key)
      .add(host_processor())
      .add(request.machine.triple)
      .add(request.machine.processor)
      .add(request.host_name)
      .add(static_cast<std::uint64_t>(request.shape))
      .add(std::uint64_t{request.tells_touches});
  for (const std::uint32_t extent : request.threads_per_threadgroup) key.add(std::uint64_t{extent});
  for (const ConstantValue& constant : request.constants) {
    key.add(static_cast<std::uint64_t>(constant.index)).add(constant.name).add(constant.type);
    key.add(std::string_view(reinterpret_cast<const char*>(constant.bytes.data()), constant.bytes.size()));
  }
  return key.finish();
}

}  // namespace pewter::compiler::cache
