// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "model/host_symbol.h"
#include "model/kernel_abi.h"
#include "model/kernel_image.h"
#include "model/matrix_product.h"
#include "model/touch_table.h"
#include "support/result.h"

namespace pewter::exec {

struct Extent {
  std::uint32_t x = 1, y = 1, z = 1;
};

// Whether a grid ends in threadgroups that are smaller than the others.
inline bool has_edge(const Extent& grid, const Extent& threadgroup) {
  return grid.x % threadgroup.x != 0 || grid.y % threadgroup.y != 0 || grid.z % threadgroup.z != 0;
}

// Takes the lines that kernels log with os_log. Called on any thread, from several at once.
class LogSink {
 public:
  virtual ~LogSink() = default;
  virtual void line(std::uint32_t level, std::string_view text) = 0;  // level: os_log_type_t (0, 1, 2, 16, 17)
};

// One dispatch, ready to run: everything resolved to addresses. The caller keeps every address valid until dispatch() returns.
struct Dispatch {
  const model::LoadedKernel* kernel = nullptr;
  // Runs the threadgroups at the edges that are smaller than threads_per_threadgroup; null: there are none, or `kernel`
  // runs those too.
  const model::LoadedKernel* edge_kernel = nullptr;
  std::array<std::byte*, model::kMaxBuffers> buffers{};                              // offset applied; null: not bound
  std::array<std::uint32_t, model::kMaxThreadgroupBuffers> threadgroup_memory{};     // bytes
  Extent threads_per_grid;         // exact: dispatchThreads may end in partial threadgroups
  Extent threads_per_threadgroup;
  // What the time of a threadgroup is in proportion to, where it differs much from one dispatch of the kernel to the next; 0: to its
  // threads.
  std::uint64_t work = 0;
  LogSink* log = nullptr;    // null: the process's log
  // Not null: takes what the kernel says that it touches. Code that says so is compiled for it
  // (compiler::KernelRequest::tells_touches); products of matrices say so where they are asked.
  model::TouchTable* touches = nullptr;
  // Not null: the first threadgroup runs alone, then the last, then all others, and this is called after the first. For who looks at
  // what they touch. Else threadgroups run in any order, side by side.
  const std::function<void()>* between_ends = nullptr;
};

// Why a dispatch did not finish; the command buffer that held it ends in the matching MTLCommandBufferError.
struct Fault {
  enum class Kind { timeout, page_fault, stack_overflow, out_of_memory };
  Kind kind = Kind::timeout;
  std::string message;  // names the kernel and what happened
};

struct Options {
  unsigned threads = 0;                 // cores to use; 0: all
  double progress_timeout_seconds = 10; // a threadgroup that runs longer without finishing is stopped; 0: never
  // Kernels that write more bytes than that may write past the caches; not set: what the processor's caches hold.
  std::optional<std::uint64_t> stream_from_bytes = {};
};

// Runs kernels. Thread-safe: dispatches of several queues arrive at once and share the cores.
class Executor {
 public:
  virtual ~Executor() = default;

  virtual std::string_view name() const = 0;              // "reference", "null", ...
  virtual model::CodeShape code_shape() const = 0;        // what the compiler must produce for it
  virtual std::span<const model::HostSymbol> host_symbols() const = 0;  // what the kernel's code may call

  // A kernel of the executor's own, no compiler's work: products of matrices of that type (model/matrix_product.h), a tile a
  // threadgroup of one thread. Null: it has none.
  virtual std::shared_ptr<const model::LoadedKernel> product_kernel(model::ElementType /*input*/) const { return nullptr; }
  virtual unsigned cores() const { return 1; }  // threadgroups that may run at once

  // Runs every thread of the grid and returns when all have ended, their writes visible to the caller.
  virtual Result<void, Fault> dispatch(const Dispatch& dispatch) = 0;
};

std::unique_ptr<Executor> make_cpu_executor(const Options& options);
std::unique_ptr<Executor> make_reference_executor(const Options& options);
std::unique_ptr<Executor> make_null_executor(const Options& options);  // checks nothing, runs nothing: API tests and overhead

}  // namespace pewter::exec
