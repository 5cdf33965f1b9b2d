// SPDX-License-Identifier: Apache-2.0
#include "runtime/watched_dispatches.h"

#include <algorithm>

#include "model/matrix_product.h"
#include "model/observer.h"
#include "runtime/compute_pipeline_state.h"
#include "runtime/storage.h"

namespace pewter::runtime {
namespace {

using model::TouchKind;
using model::TouchTable;

const Storage* find(const DispatchCommand& command, ObjectId resource) {
  const auto is_it = [resource](const Storage* storage) {
    return storage && storage->owner.load(std::memory_order_relaxed) == resource;
  };
  for (std::uint32_t i = 0; i < command.bindings->buffer_count; ++i)
    if (const Storage* storage = command.bindings->buffers()[i].storage; is_it(storage)) return storage;
  for (const Reached* reached = command.reached; reached; reached = reached->next)
    if (is_it(reached->storage)) return reached->storage;
  return is_it(command.indirect) ? command.indirect : nullptr;
}

std::vector<TouchTable::Watched> find_all(const DispatchCommand& command, const std::vector<ObjectId>& resources) {
  std::vector<TouchTable::Watched> all;
  for (const ObjectId id : resources)
    if (const Storage* storage = find(command, id)) all.push_back({id, storage->base, storage->length});
  return all;
}

// One operand, all of its matrices.
void note(TouchTable& table, TouchKind kind, const std::byte* base, const model::MatrixLayout& layout,
          std::uint32_t rows, std::uint32_t columns, const std::uint32_t (&batch)[2], std::uint32_t size) {
  if (!base) return;
  const bool by_rows = layout.column_stride == 1, by_columns = !by_rows && layout.row_stride == 1;
  for (std::uint64_t y = 0; y < (layout.batch_stride[1] ? batch[1] : 1); ++y)
    for (std::uint64_t x = 0; x < (layout.batch_stride[0] ? batch[0] : 1); ++x) {
      const std::byte* matrix = base + (x * layout.batch_stride[0] + y * layout.batch_stride[1]) * size;
      for (std::uint64_t line = 0; line < (by_columns ? columns : rows); ++line) {
        const std::byte* at = matrix + line * (by_columns ? layout.column_stride : layout.row_stride) * size;
        if (by_rows || by_columns) {
          table.note(at, std::uint64_t{by_rows ? columns : rows} * size, kind);
          continue;
        }
        for (std::uint64_t i = 0; i < columns; ++i) table.note(at + i * layout.column_stride * size, size, kind);
      }
    }
}

// No compiler made their kernel; their layouts say it all.
void note_product(TouchTable& table, const DispatchCommand& command) {
  using model::MatrixProduct;
  const auto address = [&](unsigned index) -> const std::byte* {
    const auto used = command.pipeline->used_buffers();
    for (std::uint32_t i = 0; i < command.bindings->buffer_count; ++i)
      if (used[i].index == index) return command.bindings->buffers()[i].address;
    return nullptr;
  };
  const auto& product = *reinterpret_cast<const MatrixProduct*>(address(MatrixProduct::kParameters));
  const std::uint32_t input = model::size_of(product.input_type), result = model::size_of(product.result_type);
  note(table, TouchKind::read, address(MatrixProduct::kLeft), product.left, product.rows, product.inner, product.batch,
       input);
  note(table, TouchKind::read, address(MatrixProduct::kRight), product.right, product.inner, product.columns,
       product.batch, input);
  if (product.beta != 0)
    note(table, TouchKind::read, address(MatrixProduct::kAddend), product.addend, product.rows, product.columns,
         product.batch, result);
  note(table, TouchKind::write, address(MatrixProduct::kResult), product.result, product.rows, product.columns,
       product.batch, result);
}

}  // namespace

WatchedDispatches& WatchedDispatches::instance() {
  static auto* const all = new WatchedDispatches;
  return *all;
}

void WatchedDispatches::watch(std::uint64_t number, ObjectId resource) {
  std::lock_guard lock(mutex_);
  std::vector<ObjectId>& resources = wanted_[number];
  if (std::ranges::find(resources, resource) == resources.end()) resources.push_back(resource);
  count_.store(wanted_.size(), std::memory_order_relaxed);
}

void WatchedDispatches::forget(std::uint64_t number) { (void)take(number); }

std::vector<ObjectId> WatchedDispatches::take(std::uint64_t number) {
  std::lock_guard lock(mutex_);
  const auto found = wanted_.find(number);
  if (found == wanted_.end()) return {};
  std::vector<ObjectId> resources = std::move(found->second);
  wanted_.erase(found);
  count_.store(wanted_.size(), std::memory_order_relaxed);
  return resources;
}

DispatchTouches::DispatchTouches(const DispatchCommand& command, const std::vector<ObjectId>& resources)
    : command_(command), table_(find_all(command, resources)) {}

void DispatchTouches::listen_to_nothing() {
  if (command_.indirect) table_.note(command_.indirect->base + command_.indirect_offset, 12, TouchKind::read);
  table_.listen();
}

void DispatchTouches::listen(exec::Dispatch& dispatch) {
  if (command_.indirect) table_.note(command_.indirect->base + command_.indirect_offset, 12, TouchKind::read);
  if (command_.work) {
    note_product(table_, command_);
    return table_.listen();
  }
  // Made when it is needed, while the command buffer waits: not many are.
  const KernelVariants* variants = command_.pipeline->variants_that_tell();
  if (!variants) return;
  auto* keep = const_cast<ComputePipelineState*>(command_.pipeline);  // counted; to the outside nothing changes
  const bool any_full = dispatch.threads_per_grid.x >= dispatch.threads_per_threadgroup.x &&
                        dispatch.threads_per_grid.y >= dispatch.threads_per_threadgroup.y &&
                        dispatch.threads_per_grid.z >= dispatch.threads_per_threadgroup.z;
  const auto kernel = any_full ? variants->for_size(dispatch.threads_per_threadgroup, keep).kernel() : variants->any();
  if (!kernel) return;
  const bool is_specialised = (*kernel)->threads_per_threadgroup != model::ThreadgroupSize{};
  const model::LoadedKernel* edge = nullptr;
  if (is_specialised && exec::has_edge(dispatch.threads_per_grid, dispatch.threads_per_threadgroup)) {
    const auto any = variants->any();
    if (!any) return;
    edge = *any;
  }
  dispatch.kernel = *kernel;
  dispatch.edge_kernel = edge;
  dispatch.touches = &table_;
}

void DispatchTouches::tell() const {
  for (std::size_t i = 0; i < table_.size(); ++i) {
    const model::TouchedBytes bytes = table_.bytes(i);
    model::observe({.kind = model::EventKind::bytes_touched,
                    .object_class = model::ObjectClass::buffer,
                    .by_gpu = true,
                    .object = table_.resource(i),
                    .value = command_.number,
                    .touched = &bytes});
  }
}

}  // namespace pewter::runtime
