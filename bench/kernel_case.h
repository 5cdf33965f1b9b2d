// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "problem.h"
#include "results/result.h"

// One benchmark: a problem, its data, what the right answer is, and what it is measured against.
namespace pewter::bench {

// The buffers of a problem, in its order.
using Memory = std::vector<std::span<std::byte>>;

template <class T>
std::span<T> as(std::span<std::byte> block) {
  return {reinterpret_cast<T*>(block.data()), block.size() / sizeof(T)};
}

// What bounds a kernel from above, and how much of it the whole problem needs.
struct Bound {
  enum class Kind { none, memory, fma, openblas } kind = Kind::none;
  double work = 0;  // memory: bytes that must move; fma: operations; openblas: rows of the square matrices
};

struct KernelCase {
  std::string name;
  Problem problem;
  Unit unit;
  double work = 0;  // in the unit's terms, for the whole problem: bytes, operations, pixels, dispatches
  Bound bound;
  std::vector<Target> targets;
  std::map<std::string, std::string> absent;  // peers that are not asked, each with the reason

  // Sets every buffer to what it holds before a run.
  std::function<void(const Memory& memory)> fill;
  // Compares what one run over `done` of the grid made of `before`. Empty, or what is wrong. The reference is computed
  // in double or in whole numbers.
  std::function<std::string(const Memory& before, const Memory& after, Portion done)> check;
};

// All of them, in the order in which they are run and reported.
std::vector<KernelCase> all_kernels();

// The families, a file each in kernels/.
std::vector<KernelCase> elementwise_kernels();
std::vector<KernelCase> matmul_kernels();
std::vector<KernelCase> gemm_kernels();
std::vector<KernelCase> softmax_kernels();
std::vector<KernelCase> mandelbrot_kernels();
std::vector<KernelCase> reduction_kernels();
std::vector<KernelCase> transpose_kernels();
std::vector<KernelCase> histogram_kernels();
std::vector<KernelCase> scan_kernels();
std::vector<KernelCase> stencil_kernels();
std::vector<KernelCase> fft_kernels();
std::vector<KernelCase> matvec_kernels();
std::vector<KernelCase> attention_kernels();
std::vector<KernelCase> dispatch_kernels();

}  // namespace pewter::bench
