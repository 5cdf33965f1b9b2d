// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <condition_variable>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <vector>

#include "compiler/compile.h"
#include "exec/executor.h"
#include "runtime/runtime.h"

// Stand-ins for the compiler and the executor, and a device made of them.
namespace pewter::runtime::testing {

// "Compiles" a language of one line a kernel: `name r0 w1 x2 t0 m64 s128`: buffer 0 is read, 1 written, 2 both, threadgroup memory at
// 0, at most 64 threads, 128 bytes of static threadgroup memory. A line that starts with ! is a compile error of the whole
// source; `name ?` fails when the kernel is compiled.
class FakeCompiler final : public compiler::Compiler {
 public:
  Result<compiler::LibraryIndex, compiler::Diagnostics> index(const compiler::Source& source, const compiler::Options& options) override;
  Result<model::KernelInfo, compiler::Diagnostics> describe(const compiler::Source& source,
                                                            const compiler::Options& options,
                                                            const compiler::KernelRequest& request) override;
  Result<model::KernelImage, compiler::Diagnostics> compile(const compiler::Source& source, const compiler::Options& options, const compiler::KernelRequest& request) override;
  Result<model::LoadedKernel, compiler::Diagnostics> link(const model::KernelImage& image, std::span<const model::HostSymbol> symbols) override;
  Result<std::string, compiler::Diagnostics> emit(const compiler::Source&, const compiler::Options&, const compiler::KernelRequest&, compiler::Emit) override;

  std::atomic<int> descriptions{0};
  std::atomic<int> compiles{0};
  std::function<void(const std::string& name)> on_compile;  // set before use
  // Likewise; may change the image, or make the compile fail with a text.
  std::function<std::string(const compiler::KernelRequest& request, model::KernelImage& image)> on_image;
};

// Calls the function of the kernel's name; kernels without one do nothing.
class FakeExecutor final : public exec::Executor {
 public:
  using Body = std::function<Result<void, exec::Fault>(const exec::Dispatch&)>;
  std::string_view name() const override { return "fake"; }
  model::CodeShape code_shape() const override { return shape; }
  std::span<const model::HostSymbol> host_symbols() const override { return {}; }
  Result<void, exec::Fault> dispatch(const exec::Dispatch& dispatch) override;

  void on(const std::string& kernel, Body body);
  void on(const std::string& kernel, std::function<void(const exec::Dispatch&)> body);
  std::vector<std::string> ended() const;  // names in the order in which they ended

  model::CodeShape shape = model::CodeShape::per_thread;  // set before use

 private:
  mutable std::mutex mutex_;
  std::map<std::string, Body> bodies_;
  std::vector<std::string> ended_;
};

// A door that opens once. Waiting gives up after ten seconds, so that a broken scheduler fails a test instead of hanging it.
class Door {
 public:
  void open();
  bool wait();  // false: gave up
  bool is_open() const;

 private:
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  bool open_ = false;
};

struct World {
  explicit World(bool coalesce = true, unsigned workers = 4);
  ~World();

  // A pipeline of one kernel, given as in FakeCompiler.
  Ref<ComputePipelineState> pipeline(const std::string& kernel);
  Ref<Buffer> buffer(std::uint64_t length = 64, bool tracked = true);
  // One encoder with one dispatch of one thread, buffers bound from index 0.
  void encode(CommandBuffer* commands, ComputePipelineState* pipeline, std::vector<Buffer*> buffers, std::function<void(ComputeCommandEncoder*)> more = {});

  std::shared_ptr<FakeExecutor> executor = std::make_shared<FakeExecutor>();
  FakeCompiler compiler;
  Ref<Device> device;
  Ref<CommandQueue> queue;
};

inline constexpr ResourceOptions kShared{};
inline constexpr ResourceOptions kUntracked{.bits = 1u << 8};
inline constexpr ResourceOptions kPrivate{.bits = 2u << 4};

}  // namespace pewter::runtime::testing
