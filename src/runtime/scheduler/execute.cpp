// SPDX-License-Identifier: Apache-2.0
#include "runtime/scheduler/execute.h"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <cstring>
#include <functional>
#include <mutex>
#include <vector>

#include "runtime/compute_pipeline_state.h"
#include "runtime/scheduler/parallel.h"
#include "runtime/storage.h"
#include "runtime/watched_dispatches.h"
#include "runtime/watched_memory.h"

namespace pewter::runtime {
namespace {

Error error_of(const exec::Fault& fault) {
  switch (fault.kind) {
    case exec::Fault::Kind::timeout:
      return {kCommandBufferErrorDomain, kCommandBufferTimeout, fmt::format("Caused GPU Timeout Error: {}", fault.message)};
    case exec::Fault::Kind::page_fault:
      return {kCommandBufferErrorDomain, kCommandBufferPageFault, fmt::format("Caused GPU Address Fault Error: {}", fault.message)};
    case exec::Fault::Kind::stack_overflow:
      return {kCommandBufferErrorDomain, kCommandBufferStackOverflow, fmt::format("Stack overflow: {}", fault.message)};
    case exec::Fault::Kind::out_of_memory:
      return {kCommandBufferErrorDomain, kCommandBufferOutOfMemory, fmt::format("Insufficient Memory: {}", fault.message)};
  }
  return {kCommandBufferErrorDomain, kCommandBufferInternal, fault.message};
}

std::optional<Error> range_error(const char* what, const Storage& storage, std::uint64_t offset, std::uint64_t size) {
  if (offset <= storage.size && size <= storage.size - offset) return std::nullopt;
  return Error{kCommandBufferErrorDomain, kCommandBufferPageFault,
               fmt::format("Caused GPU Address Fault Error: {} of {} bytes at offset {} leaves a buffer of {} bytes", what, size, offset, storage.length)};
}

// Programs whose kernels have faults learn of them when they make a pipeline; this is the compiler's own fault.
Error compile_error(const ComputePipelineState& pipeline, const Error& why) {
  return {kCommandBufferErrorDomain, kCommandBufferInternal,
          fmt::format("kernel '{}' cannot be compiled: {}", pipeline.info().host_name, why.message)};
}

bool is_specialised(const model::LoadedKernel& kernel) {
  return kernel.threads_per_threadgroup != model::ThreadgroupSize{};
}

std::optional<Error> run(const DispatchCommand& command, exec::Executor& executor, exec::LogSink* log) {
  const ComputePipelineState& pipeline = *command.pipeline;
  exec::Dispatch dispatch;
  const auto kernel = command.variant->kernel();
  if (!kernel) return compile_error(pipeline, kernel.error());
  dispatch.kernel = *kernel;
  const auto used = pipeline.used_buffers();
  for (std::uint32_t i = 0; i < command.bindings->buffer_count; ++i) dispatch.buffers[used[i].index] = command.bindings->buffers()[i].address;
  for (std::uint32_t i = 0; i < command.bindings->threadgroup_count; ++i) {
    const BoundThreadgroupMemory& memory = command.bindings->threadgroup_memory()[i];
    dispatch.threadgroup_memory[memory.index] = memory.bytes;
  }
  dispatch.log = log;
  dispatch.work = command.work;
  dispatch.threads_per_grid = command.threads_per_grid;
  dispatch.threads_per_threadgroup = command.threads_per_threadgroup;
  std::optional<DispatchTouches> touches;
  if (const auto wanted = WatchedDispatches::instance().begin(command.number); !wanted.empty())
    touches.emplace(command, wanted);
  if (command.indirect) {
    if (auto error = range_error("indirect dispatch arguments", *command.indirect, command.indirect_offset, 12)) return error;
    std::uint32_t groups[3];
    std::memcpy(groups, command.indirect->base + command.indirect_offset, sizeof(groups));
    if (groups[0] == 0 || groups[1] == 0 || groups[2] == 0) {
      if (touches) touches->listen_to_nothing();
      if (touches) touches->tell();
      return std::nullopt;
    }
    const auto threads = [](std::uint32_t groups, std::uint32_t size) {
      return static_cast<std::uint32_t>(std::min<std::uint64_t>(std::uint64_t{groups} * size, UINT32_MAX));
    };
    const exec::Extent& group = command.threads_per_threadgroup;
    dispatch.threads_per_grid = {threads(groups[0], group.x), threads(groups[1], group.y), threads(groups[2], group.z)};
  }
  if (is_specialised(*dispatch.kernel) && exec::has_edge(dispatch.threads_per_grid, dispatch.threads_per_threadgroup)) {
    const auto edge = pipeline.edge_kernel();
    if (!edge) return compile_error(pipeline, edge.error());
    dispatch.edge_kernel = *edge;
  }
  if (touches) touches->listen(dispatch);
  // So that what they are seen to touch is from the first byte to the last, and the same in every run. Products of matrices
  // (the commands with `work`) say what they touch, and their few threadgroups are long.
  std::function<void()> close_again;
  if (WatchedMemory::exists() && !command.work) {
    if (auto watched = WatchedMemory::untouched_by_gpu(dispatch.buffers); !watched.empty()) {
      close_again = [watched = std::move(watched)] { WatchedMemory::close_again(watched); };
      dispatch.between_ends = &close_again;
    }
  }
  auto result = executor.dispatch(dispatch);
  if (result && touches) touches->tell();
  if (result) return std::nullopt;
  return error_of(result.error());
}

std::optional<Error> run(const CopyCommand& command) {
  if (auto error = range_error("copy", *command.source, command.source_offset, command.size)) return error;
  if (auto error = range_error("copy", *command.destination, command.destination_offset, command.size)) return error;
  std::memmove(command.destination->base + command.destination_offset, command.source->base + command.source_offset, command.size);
  return std::nullopt;
}

std::optional<Error> run(const FillCommand& command) {
  if (auto error = range_error("fill", *command.storage, command.offset, command.size)) return error;
  std::memset(command.storage->base + command.offset, command.value, command.size);
  return std::nullopt;
}

std::optional<Error> run(const Command& command, exec::Executor& executor, exec::LogSink* log) {
  switch (command.op) {
    case Op::dispatch: return run(static_cast<const DispatchCommand&>(command), executor, log);
    case Op::copy: return run(static_cast<const CopyCommand&>(command));
    case Op::fill: return run(static_cast<const FillCommand&>(command));
    case Op::barrier:
    case Op::text: return std::nullopt;
  }
  return std::nullopt;
}

std::optional<Error> run_side_by_side(const std::vector<const Command*>& commands, exec::Executor& executor, WorkerPool& pool, exec::LogSink* log) {
  if (commands.empty()) return std::nullopt;
  if (commands.size() == 1) return run(*commands[0], executor, log);
  std::atomic<bool> failed{false};  // relaxed: a hint not to start more; `error` is read after all are done
  std::mutex mutex;
  std::optional<Error> error;
  parallel_for(pool, commands.size(), [&](std::size_t i) {
    if (failed.load(std::memory_order_relaxed)) return;
    if (auto fault = run(*commands[i], executor, log)) {
      failed.store(true, std::memory_order_relaxed);
      std::lock_guard lock(mutex);
      if (!error) error = std::move(fault);
    }
  });
  return error;
}

}  // namespace

std::optional<Error> execute(const Pass& pass, exec::Executor& executor, WorkerPool& pool, exec::LogSink* log) {
  if (pass.type == Pass::Type::blit || pass.dispatch_type == DispatchType::serial) {
    for (const Command* command = pass.first; command; command = command->next)
      if (auto error = run(*command, executor, log)) return error;
    return std::nullopt;
  }
  std::vector<const Command*> group;
  for (const Command* command = pass.first; command; command = command->next) {
    if (command->op == Op::dispatch) group.push_back(command);
    if (command->op != Op::barrier) continue;
    if (auto error = run_side_by_side(group, executor, pool, log)) return error;
    group.clear();
  }
  return run_side_by_side(group, executor, pool, log);
}

}  // namespace pewter::runtime
