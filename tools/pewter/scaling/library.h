// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>

#include "support/result.h"

namespace pewter::scaling {

// OpenBLAS as a program would call it, with its own threads: the yardstick.
class Library {
 public:
  static Result<Library, std::string> open();

  const std::string& name() const { return name_; }
  // c = a * b, square, row-major.
  void multiply(const float* a, const float* b, float* c, std::uint32_t size) const;

 private:
  using Sgemm = void (*)(int order, int transpose_a, int transpose_b, int m, int n, int k, float alpha, const float* a,
                         int lda, const float* b, int ldb, float beta, float* c, int ldc);
  Library(Sgemm sgemm, std::string name) : sgemm_(sgemm), name_(std::move(name)) {}

  Sgemm sgemm_;
  std::string name_;
};

}  // namespace pewter::scaling
