// SPDX-License-Identifier: Apache-2.0
#include "blas/blas.h"

#include <algorithm>
#include <cstdlib>
#include <optional>

#include "blas/library.h"
#include "blas/numbers.h"
#include "support/check.h"

namespace pewter::blas {
namespace {

using model::ElementType;

// Of what goes through memory of ours: a block of the result, and blocks of the operands where they must be converted.
// Each takes a megabyte as floats, so that all of them stay in a core's caches; long enough that converting costs
// little beside multiplying.
constexpr std::int64_t kBlock = 512;
// So many products of two int8 always fit in an int32.
constexpr std::int64_t kExactInner = (std::int64_t{1} << 31) / (128 * 128) - 1;

// Memory of the calling thread, given back when it ends.
class Memory {
 public:
  Memory() = default;
  ~Memory() { std::free(data_); }
  Memory(const Memory&) = delete;
  Memory& operator=(const Memory&) = delete;

  template <class T>
  T* get(std::int64_t count) {
    const std::size_t bytes = (static_cast<std::size_t>(count) * sizeof(T) + 63) / 64 * 64;
    if (bytes > size_) {
      std::free(data_);
      data_ = std::aligned_alloc(64, bytes);
      PEWTER_CHECK(data_);
      size_ = bytes;
    }
    return static_cast<T*>(data_);
  }

 private:
  void* data_ = nullptr;
  std::size_t size_ = 0;
};

struct Scratch {
  Memory sums, whole_sums, left, right;
};

Scratch& scratch() {
  static thread_local Scratch scratch;
  return scratch;
}

const void* at(const void* data, ElementType type, std::int64_t index) {
  return static_cast<const std::byte*>(data) + index * model::size_of(type);
}

// A matrix as BLAS wants it: rows or columns side by side, one after the other.
struct Plain {
  char transpose;
  std::int64_t leading;
};
std::optional<Plain> plain(std::int64_t rows, std::int64_t columns, const View<const void*>& view) {
  if ((view.column_stride == 1 || columns == 1) && (rows == 1 || view.row_stride >= columns))
    return Plain{'N', std::max(rows == 1 ? columns : view.row_stride, columns)};
  if ((view.row_stride == 1 || rows == 1) && (columns == 1 || view.column_stride >= rows))
    return Plain{'T', std::max(columns == 1 ? rows : view.column_stride, rows)};
  return std::nullopt;
}

void read_block(const View<const void*>& view, ElementType type, std::int64_t row, std::int64_t rows,
                std::int64_t column, std::int64_t columns, float* to) {
  if (view.row_stride == 1 && view.column_stride != 1) {  // along columns, which lie side by side
    float run[kBlock];
    for (std::int64_t j = 0; j < columns; ++j) {
      read_run(at(view.data, type, row + (column + j) * view.column_stride), type, run, static_cast<std::size_t>(rows));
      for (std::int64_t i = 0; i < rows; ++i) to[i * columns + j] = run[i];
    }
    return;
  }
  for (std::int64_t i = 0; i < rows; ++i, to += columns) {
    const void* from = at(view.data, type, (row + i) * view.row_stride + column * view.column_stride);
    if (view.column_stride == 1)
      read_run(from, type, to, static_cast<std::size_t>(columns));
    else
      for (std::int64_t j = 0; j < columns; ++j)
        to[j] = read(from, type, static_cast<std::uint64_t>(j * view.column_stride));
  }
}

// c (+)= a * b by rows, without a library.
void multiply_plainly(std::int64_t m, std::int64_t n, std::int64_t k, const float* a, const float* b, bool add,
                      float* c) {
  for (std::int64_t i = 0; i < m; ++i) {
    float* out = c + i * n;
    if (!add) std::fill_n(out, n, 0.0f);
    for (std::int64_t p = 0; p < k; ++p) {
      const float left = a[i * k + p];
      for (std::int64_t j = 0; j < n; ++j) out[j] += left * b[p * n + j];
    }
  }
}

// The sums of one block of the result, rows x columns, one row after the other.
class BlockSums {
 public:
  BlockSums(const Product& product, const Library& library) : product_(product), library_(library) {
    if (library.sgemm) {
      left_ = plain(product.rows, product.inner, product.left);
      right_ = plain(product.inner, product.columns, product.right);
    }
  }

  void make(std::int64_t row, std::int64_t rows, std::int64_t column, std::int64_t columns, float* sums) const {
    if (product_.inner == 0) return void(std::fill_n(sums, rows * columns, 0.0f));
    if (left_ && right_ && directly(row, rows, column, columns, sums)) return;
    float* left = scratch().left.get<float>(kBlock * kBlock);
    float* right = scratch().right.get<float>(kBlock * kBlock);
    for (std::int64_t k = 0; k < product_.inner; k += kBlock) {
      const std::int64_t inner = std::min(kBlock, product_.inner - k);
      read_block(product_.left, product_.input_type, row, rows, k, inner, left);
      read_block(product_.right, product_.input_type, k, inner, column, columns, right);
      if (!library_.sgemm ||
          library_.sgemm('N', 'N', rows, columns, inner, 1, left, inner, right, columns, k ? 1 : 0, sums, columns) != 0)
        multiply_plainly(rows, columns, inner, left, right, k != 0, sums);
    }
  }

 private:
  // From where the operands lie; false: there is no code for the type.
  bool directly(std::int64_t row, std::int64_t rows, std::int64_t column, std::int64_t columns, float* sums) const {
    const ElementType type = product_.input_type;
    const auto left = [&](std::int64_t k) {
      return at(product_.left.data, type, row * product_.left.row_stride + k * product_.left.column_stride);
    };
    const auto right = [&](std::int64_t k) {
      return at(product_.right.data, type, column * product_.right.column_stride + k * product_.right.row_stride);
    };
    const std::int64_t inner = product_.inner;
    if (type == ElementType::float32)
      return library_.sgemm(left_->transpose, right_->transpose, rows, columns, inner, 1,
                            static_cast<const float*>(left(0)), left_->leading, static_cast<const float*>(right(0)),
                            right_->leading, 0, sums, columns) == 0;
    if (type == ElementType::bfloat16 && library_.bf16_gemm)
      return library_.bf16_gemm(left_->transpose, right_->transpose, rows, columns, inner, 1,
                                static_cast<const std::uint16_t*>(left(0)), left_->leading,
                                static_cast<const std::uint16_t*>(right(0)), right_->leading, 0, sums, columns) == 0;
    if (type != ElementType::int8 || !library_.s8_gemm) return false;
    std::int32_t* whole = scratch().whole_sums.get<std::int32_t>(kBlock * kBlock);
    const std::int32_t no_offset = 0;
    for (std::int64_t k = 0; k < inner; k += kExactInner) {
      if (library_.s8_gemm(left_->transpose, right_->transpose, 'F', rows, columns, std::min(kExactInner, inner - k), 1,
                           static_cast<const std::int8_t*>(left(k)), left_->leading, 0,
                           static_cast<const std::int8_t*>(right(k)), right_->leading, 0, 0, whole, columns,
                           &no_offset) != 0)
        return false;
      for (std::int64_t i = 0; i < rows * columns; ++i) sums[i] = static_cast<float>(whole[i]) + (k ? sums[i] : 0.0f);
    }
    return true;
  }

  const Product& product_;
  const Library& library_;
  std::optional<Plain> left_, right_;
};

// alpha * sums + beta * addend into the result.
void write_block(const Product& product, std::int64_t row, std::int64_t rows, std::int64_t column, std::int64_t columns,
                 float* sums) {
  const ElementType type = product.result_type;
  const float alpha = static_cast<float>(product.alpha), beta = static_cast<float>(product.beta);
  for (std::int64_t i = 0; i < rows; ++i, sums += columns) {
    if (alpha != 1)
      for (std::int64_t j = 0; j < columns; ++j) sums[j] *= alpha;
    if (beta != 0) {
      const std::int64_t start = (row + i) * product.addend.row_stride + column * product.addend.column_stride;
      for (std::int64_t j = 0; j < columns; ++j)
        sums[j] += beta * read(product.addend.data, type,
                               static_cast<std::uint64_t>(start + j * product.addend.column_stride));
    }
    const std::int64_t start = (row + i) * product.result.row_stride + column * product.result.column_stride;
    if (product.result.column_stride == 1)
      write_run(sums, const_cast<void*>(at(product.result.data, type, start)), type, static_cast<std::size_t>(columns));
    else
      for (std::int64_t j = 0; j < columns; ++j)
        write(product.result.data, type, static_cast<std::uint64_t>(start + j * product.result.column_stride), sums[j]);
  }
}

// The whole product by one call, where the library takes it as it is.
bool at_once(const Product& product, const Library& library) {
  if (!library.sgemm || product.inner == 0 || product.input_type != ElementType::float32 ||
      product.result_type != ElementType::float32)
    return false;
  if ((product.result.column_stride != 1 && product.columns > 1) ||
      (product.rows > 1 && product.result.row_stride < product.columns))
    return false;
  const auto left = plain(product.rows, product.inner, product.left),
             right = plain(product.inner, product.columns, product.right);
  if (!left || !right) return false;
  auto* result = static_cast<float*>(product.result.data);
  const auto* addend = static_cast<const float*>(product.addend.data);
  if (product.beta != 0 && addend != result) {
    for (std::int64_t i = 0; i < product.rows; ++i)
      for (std::int64_t j = 0; j < product.columns; ++j)
        result[i * product.result.row_stride + j] =
            addend[i * product.addend.row_stride + j * product.addend.column_stride];
  }
  return library.sgemm(left->transpose, right->transpose, product.rows, product.columns, product.inner,
                       static_cast<float>(product.alpha), static_cast<const float*>(product.left.data), left->leading,
                       static_cast<const float*>(product.right.data), right->leading, static_cast<float>(product.beta),
                       result, std::max(product.result.row_stride, product.columns)) == 0;
}

}  // namespace

void multiply(const Product& product) noexcept {
  const Library& library = Library::get();
  const OneThread one_thread;
  if (at_once(product, library)) return;
  const BlockSums block(product, library);
  float* sums = scratch().sums.get<float>(kBlock * kBlock);
  for (std::int64_t row = 0; row < product.rows; row += kBlock)
    for (std::int64_t column = 0; column < product.columns; column += kBlock) {
      const std::int64_t rows = std::min(kBlock, product.rows - row),
                         columns = std::min(kBlock, product.columns - column);
      block.make(row, rows, column, columns, sums);
      write_block(product, row, rows, column, columns, sums);
    }
}

std::string_view load() { return Library::get().problem; }

}  // namespace pewter::blas
