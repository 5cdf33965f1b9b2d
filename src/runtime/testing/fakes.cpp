// SPDX-License-Identifier: Apache-2.0
#include "runtime/testing/fakes.h"

#include <gtest/gtest.h>

#include <chrono>
#include <sstream>

namespace pewter::runtime::testing {
namespace {

std::vector<std::string> words(const std::string& line) {
  std::istringstream stream(line);
  std::vector<std::string> out;
  for (std::string word; stream >> word;) out.push_back(word);
  return out;
}

std::vector<std::vector<std::string>> lines(const std::string& text) {
  std::istringstream stream(text);
  std::vector<std::vector<std::string>> out;
  for (std::string line; std::getline(stream, line);)
    if (auto split = words(line); !split.empty()) out.push_back(std::move(split));
  return out;
}

Result<model::KernelInfo, compiler::Diagnostics> info_of(const compiler::Source& source,
                                                         const compiler::KernelRequest& request) {
  for (const auto& line : lines(source.text)) {
    if (line[0] != request.host_name) continue;
    model::KernelInfo info;
    info.host_name = request.host_name;
    for (std::size_t i = 1; i < line.size(); ++i) {
      const char kind = line[i][0];
      if (kind == '?') return Failure{compiler::Diagnostics{"cannot compile " + request.host_name + "\n", 1, 0, false}};
      const auto number = static_cast<std::uint32_t>(std::stoul(line[i].substr(1)));
      if (kind == 'm') info.max_total_threads = number;
      if (kind == 's') info.static_threadgroup_bytes = number;
      model::KernelParameter parameter;
      parameter.index = number;
      parameter.pointee_size = 64;
      parameter.pointee_alignment = 8;
      parameter.kind = kind == 't' ? model::ParameterKind::threadgroup_memory : model::ParameterKind::buffer;
      parameter.access = kind == 'r' ? model::Access::read : kind == 'w' ? model::Access::write : model::Access::read_write;
      if (std::string("rwxt").find(kind) != std::string::npos) info.parameters.push_back(parameter);
    }
    return info;
  }
  return Failure{compiler::Diagnostics{"no such kernel\n", 1, 0, false}};
}

}  // namespace

Result<compiler::LibraryIndex, compiler::Diagnostics> FakeCompiler::index(const compiler::Source& source,
                                                                          const compiler::Options&) {
  compiler::LibraryIndex index;
  for (const auto& line : lines(source.text)) {
    if (line[0][0] == '!')
      return Failure{compiler::Diagnostics{"program_source:1:1: error: " + line[0] + "\n", 1, 0, false}};
    index.functions.push_back({line[0], compiler::FunctionType::kernel});
  }
  return index;
}

Result<model::KernelInfo, compiler::Diagnostics> FakeCompiler::describe(const compiler::Source& source,
                                                                        const compiler::Options&,
                                                                        const compiler::KernelRequest& request) {
  ++descriptions;
  return info_of(source, request);
}

Result<model::KernelImage, compiler::Diagnostics> FakeCompiler::compile(const compiler::Source& source,
                                                                        const compiler::Options&,
                                                                        const compiler::KernelRequest& request) {
  ++compiles;
  if (on_compile) on_compile(request.host_name);
  auto info = info_of(source, request);
  if (!info) return Failure{std::move(info).error()};
  model::KernelImage image;
  image.info = *std::move(info);
  image.shape = request.shape;
  image.threads_per_threadgroup = request.threads_per_threadgroup;
  if (on_image)
    if (std::string text = on_image(request, image); !text.empty())
      return Failure{compiler::Diagnostics{text, 1, 0, false}};
  return image;
}

Result<model::LoadedKernel, compiler::Diagnostics> FakeCompiler::link(const model::KernelImage& image, std::span<const model::HostSymbol>) {
  return model::LoadedKernel{image.info, image.shape, image.threads_per_threadgroup, nullptr, nullptr};
}

Result<std::string, compiler::Diagnostics> FakeCompiler::emit(const compiler::Source&, const compiler::Options&, const compiler::KernelRequest&, compiler::Emit) {
  return std::string();
}

Result<void, exec::Fault> FakeExecutor::dispatch(const exec::Dispatch& dispatch) {
  const std::string& name = dispatch.kernel->info.host_name;
  Body body;
  {
    std::lock_guard lock(mutex_);
    if (auto found = bodies_.find(name); found != bodies_.end()) body = found->second;
  }
  Result<void, exec::Fault> result = body ? body(dispatch) : Result<void, exec::Fault>{};
  std::lock_guard lock(mutex_);
  ended_.push_back(name);
  return result;
}

void FakeExecutor::on(const std::string& kernel, Body body) {
  std::lock_guard lock(mutex_);
  bodies_[kernel] = std::move(body);
}

void FakeExecutor::on(const std::string& kernel, std::function<void(const exec::Dispatch&)> body) {
  on(kernel, Body([body = std::move(body)](const exec::Dispatch& dispatch) -> Result<void, exec::Fault> {
       body(dispatch);
       return {};
     }));
}

std::vector<std::string> FakeExecutor::ended() const {
  std::lock_guard lock(mutex_);
  return ended_;
}

void Door::open() {
  std::lock_guard lock(mutex_);
  open_ = true;
  changed_.notify_all();
}

bool Door::wait() {
  std::unique_lock lock(mutex_);
  return changed_.wait_for(lock, std::chrono::seconds(10), [this] { return open_; });
}

bool Door::is_open() const {
  std::lock_guard lock(mutex_);
  return open_;
}

World::World(bool coalesce, unsigned workers) {
  DeviceOptions options;
  options.executor = executor;
  options.compiler = [this](std::string*) { return &compiler; };
  options.coalesce = coalesce;
  options.workers = workers;
  device = Device::create(std::move(options));
  queue = device->new_command_queue();
}

World::~World() = default;

Ref<ComputePipelineState> World::pipeline(const std::string& kernel) {
  auto library = device->new_library(kernel, {});
  EXPECT_TRUE(library.ok());
  ComputePipelineDescriptor descriptor;
  descriptor.function = (*library)->new_function(words(kernel)[0]);
  auto state = device->new_compute_pipeline_state(descriptor);
  EXPECT_TRUE(state.ok());
  return *std::move(state);
}

Ref<Buffer> World::buffer(std::uint64_t length, bool tracked) { return device->new_buffer(length, tracked ? kShared : kUntracked); }

void World::encode(CommandBuffer* commands, ComputePipelineState* pipeline, std::vector<Buffer*> buffers, std::function<void(ComputeCommandEncoder*)> more) {
  auto encoder = commands->compute_command_encoder();
  encoder->set_compute_pipeline_state(pipeline);
  for (std::size_t i = 0; i < buffers.size(); ++i) encoder->set_buffer(buffers[i], 0, i);
  if (more) more(encoder.get());
  encoder->dispatch_threads({1, 1, 1}, {1, 1, 1});
  encoder->end_encoding();
}

}  // namespace pewter::runtime::testing
