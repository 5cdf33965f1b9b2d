// SPDX-License-Identifier: Apache-2.0
#include "compiler/vectorize/lane_runs.h"

#include <llvm/ADT/STLExtras.h>
#include <llvm/Support/MathExtras.h>

#include <algorithm>

namespace pewter::compiler {
namespace {

// Elements from lane to lane that a run may have for each one that is of use: more is for gathers.
constexpr unsigned kMaxStride = 4;

bool same_in_rows(const LaneLayout& layout, const LaneShape& shape) {
  if (!shape.is_rows()) return false;
  for (unsigned lane = 0; lane < layout.lanes; ++lane)
    if (shape.offset[lane] != shape.offset[lane % layout.row_length()]) return false;
  return true;
}

// Lanes [first, first + count) lie `step` bytes apart.
bool in_steps(const LaneShape& shape, unsigned first, unsigned count, std::int64_t step) {
  for (unsigned lane = first + 1; lane < first + count; ++lane)
    if (shape.offset[lane] - shape.offset[lane - 1] != step) return false;
  return true;
}

// All lanes of a row at one distance.
std::optional<InterleavedRun> find_interleaved(const LaneShape& shape, unsigned length, unsigned elements,
                                               std::int64_t size) {
  const std::int64_t distance = length > 1 ? shape.offset[1] - shape.offset[0] : size * elements;
  if (distance <= 0 || distance % size != 0 || !in_steps(shape, 0, length, distance)) return std::nullopt;
  const auto step = static_cast<std::uint64_t>(distance / size);
  if (step < elements || step > std::uint64_t{kMaxStride} * elements || !llvm::isPowerOf2_64(step)) return std::nullopt;
  InterleavedRun run{.step = static_cast<unsigned>(step)};
  for (unsigned i = 0; i < run.step; ++i)
    run.chunks.push_back({shape.offset[0] + i * length * size, i * length, length});
  return run;
}

// In pieces without holes, as long as can be.
std::optional<InterleavedRun> find_pieces(const LaneShape& shape, unsigned length, unsigned elements,
                                          std::int64_t size) {
  if (!llvm::isPowerOf2_32(elements)) return std::nullopt;
  for (unsigned lanes = length / 2; lanes > 0 && lanes * elements > 1; lanes /= 2) {
    bool fits = true;
    for (unsigned first = 0; first < length && fits; first += lanes)
      fits = in_steps(shape, first, lanes, size * elements);
    if (!fits) continue;
    InterleavedRun run{.step = elements};
    const unsigned width = std::min(length, lanes * elements);
    for (unsigned first = 0; first < length * elements; first += width) {
      const unsigned lane = first / elements / lanes * lanes;
      run.chunks.push_back({shape.offset[lane] + (first - lane * elements) * size, first, width});
    }
    return run;
  }
  return std::nullopt;
}

std::optional<MixedRun> find_mixed(const LaneShape& shape, unsigned length, unsigned elements, std::int64_t size) {
  const auto& offset = shape.offset;
  MixedRun run;
  run.first = *std::min_element(offset.begin(), offset.begin() + length);
  std::int64_t last = 0;
  for (unsigned lane = 0; lane < length; ++lane) {
    const std::int64_t distance = offset[lane] - run.first;
    if (distance % size != 0) return std::nullopt;
    const std::int64_t position = distance / size;
    if (position >= std::int64_t{kMaxStride} * elements * length) return std::nullopt;
    run.position.push_back(static_cast<int>(position));
    last = std::max(last, position + elements);
  }
  run.length = static_cast<unsigned>(last);
  // Lanes in steps, as the same member of structures is; else nearly all of the run must be of use.
  const bool steps = length < 2 || in_steps(shape, 0, length, offset[1] - offset[0]);
  if (!steps && run.length > length * elements) return std::nullopt;
  llvm::SmallVector<int, 32> sorted = run.position;
  llvm::sort(sorted);
  run.distinct = true;
  for (std::size_t i = 1; i < sorted.size(); ++i)
    run.distinct &= sorted[i] - sorted[i - 1] >= static_cast<int>(elements);
  return run;
}

}  // namespace

LaneRuns find_runs(const LaneLayout& layout, const LaneShape& shape, unsigned elements, std::uint64_t size) {
  const unsigned length = layout.row_length();
  if (size == 0 || !same_in_rows(layout, shape) || !llvm::isPowerOf2_32(length)) return {};
  const auto bytes = static_cast<std::int64_t>(size);
  if (auto run = find_interleaved(shape, length, elements, bytes)) return {.interleaved = std::move(run)};
  auto mixed = find_mixed(shape, length, elements, bytes);
  if (mixed && mixed->length <= length * elements * 3 / 2) return {.mixed = std::move(mixed)};
  if (auto run = find_pieces(shape, length, elements, bytes)) return {.interleaved = std::move(run)};
  return {.mixed = std::move(mixed)};
}

}  // namespace pewter::compiler
