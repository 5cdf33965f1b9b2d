// SPDX-License-Identifier: Apache-2.0
#include "harness/machine.h"

#include <fmt/format.h>

#include <algorithm>

namespace pewter::conformance {

static std::string cache_key(const Program& program) {
  std::string key = program.source + '\0' + program.kernel + '\0' + (program.options.fast_math ? "fast" : "safe") +
                    (program.options.enable_logging ? "log" : "") + std::to_string(program.options.language_version);
  for (const auto& [name, value] : program.options.macros) key += '\0' + name + '=' + value;
  for (const auto& constant : program.constants) {
    key += '\0' + std::to_string(constant.index) + constant.name + constant.type + ':';
    key.append(reinterpret_cast<const char*>(constant.bytes.data()), constant.bytes.size());
  }
  return key;
}

Result<const model::LoadedKernel*, std::string> Machine::load(const Program& program) {
  if (executor_->code_shape() != model::CodeShape::per_simdgroup) return load(program, {});
  return load(program, {program.group.x, program.group.y, program.group.z});
}

Result<const model::LoadedKernel*, std::string> Machine::load(const Program& program, const model::ThreadgroupSize& size) {
  const std::string key = fmt::format("{}x{}x{} {}", size[0], size[1], size[2], cache_key(program));
  if (auto found = kernels_.find(key); found != kernels_.end()) return &found->second;

  const compiler::Source source{.text = program.source};
  const compiler::KernelRequest request{program.kernel, program.constants, executor_->code_shape(), size};
  auto image = compiler_.compile(source, program.options, request);
  if (!image) return Failure{"does not compile:\n" + image.error().text};
  auto kernel = compiler_.link(*image, executor_->host_symbols());
  if (!kernel) return Failure{"does not link:\n" + kernel.error().text};
  return &kernels_.emplace(key, std::move(*kernel)).first->second;
}

// Memory as Metal's buffers have it: page-aligned, and a page of guard pattern behind, so that an overrun of the kernel is
// seen and hurts nobody.
namespace {
class BoundBytes {
 public:
  explicit BoundBytes(const Bytes& bytes) : size_(bytes.size()) {
    constexpr std::size_t kPage = 4096;
    memory_ = static_cast<std::byte*>(std::aligned_alloc(kPage, (size_ + 2 * kPage - 1) / kPage * kPage));
    capacity_ = (size_ + 2 * kPage - 1) / kPage * kPage;
    std::fill_n(memory_, capacity_, kGuard);
    std::copy(bytes.begin(), bytes.end(), memory_);
  }
  ~BoundBytes() { std::free(memory_); }
  BoundBytes(const BoundBytes&) = delete;

  std::byte* data() { return memory_; }
  bool guard_intact() const {
    return std::all_of(memory_ + size_, memory_ + capacity_, [](std::byte b) { return b == kGuard; });
  }
  void copy_to(Bytes& bytes) const { std::copy_n(memory_, size_, bytes.begin()); }

 private:
  static constexpr std::byte kGuard{0xa5};
  std::byte* memory_;
  std::size_t size_, capacity_;
};
}  // namespace

Result<void, std::string> Machine::run(Program& program) {
  // As the runtime does it: code for this size of threadgroup where the executor has such code, and code for any size
  // for the smaller ones at the edge of the grid.
  const exec::Extent& group = program.group;
  const exec::Extent& grid = program.grid;
  const bool partial = grid.x % group.x || grid.y % group.y || grid.z % group.z;
  auto kernel = load(program);
  if (!kernel) return Failure{kernel.error()};
  exec::Dispatch dispatch;
  dispatch.kernel = *kernel;
  if (partial && executor_->code_shape() == model::CodeShape::per_simdgroup) {
    auto edge = load(program, {});
    if (!edge) return Failure{edge.error()};
    dispatch.edge_kernel = *edge;
  }
  dispatch.threads_per_grid = program.grid;
  dispatch.threads_per_threadgroup = program.group;
  std::vector<std::unique_ptr<BoundBytes>> bound;
  for (std::size_t i = 0; i < program.buffers.size(); ++i) {
    bound.push_back(program.buffers[i].empty() ? nullptr : std::make_unique<BoundBytes>(program.buffers[i]));
    if (bound[i]) dispatch.buffers[i] = bound[i]->data();
  }
  for (auto [index, bytes] : program.threadgroup_memory) dispatch.threadgroup_memory[index] = bytes;

  auto done = executor_->dispatch(dispatch);
  if (!done) return Failure{"does not run: " + done.error().message};
  for (std::size_t i = 0; i < bound.size(); ++i) {
    if (!bound[i]) continue;
    bound[i]->copy_to(program.buffers[i]);
    if (!bound[i]->guard_intact()) return Failure{fmt::format("buffer {} was written past its end", i)};
  }
  return {};
}

std::string msl(std::string_view source) {
  return "#include <metal_stdlib>\nusing namespace metal;\n" + std::string(source);
}

std::string substitute(std::string text, const std::map<std::string, std::string>& names) {
  // Reverse order puts "$T2" before "$T".
  for (auto it = names.rbegin(); it != names.rend(); ++it) {
    const std::string from = "$" + it->first;
    for (std::size_t at = 0; (at = text.find(from, at)) != std::string::npos; at += it->second.size())
      text.replace(at, from.size(), it->second);
  }
  return text;
}

}  // namespace pewter::conformance
