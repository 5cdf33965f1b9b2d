// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>

// oneDNN, loaded at run time: a process that multiplies no matrices does without it and what it pulls in. Pointers are
// null where the function is missing. They take matrices by rows and, like BLAS, whether each is transposed ('N', 'T')
// and its leading dimension; they return 0 or, without having touched the result, an error.
namespace pewter::blas {

struct Library {
  using Size = std::int64_t;

  int (*sgemm)(char, char, Size m, Size n, Size k, float alpha, const float* a, Size lda, const float* b, Size ldb,
               float beta, float* c, Size ldc) = nullptr;
  int (*bf16_gemm)(char, char, Size m, Size n, Size k, float alpha, const std::uint16_t* a, Size lda,
                   const std::uint16_t* b, Size ldb, float beta, float* c, Size ldc) = nullptr;
  int (*s8_gemm)(char, char, char offset_kind, Size m, Size n, Size k, float alpha, const std::int8_t* a, Size lda,
                 std::int8_t a_zero, const std::int8_t* b, Size ldb, std::int8_t b_zero, float beta, std::int32_t* c,
                 Size ldc, const std::int32_t* offset) = nullptr;
  std::string problem;  // empty, or why there are no functions

  static const Library& get();  // loads it at the first call
};

// While it lives, the library works on the calling thread only. How many threads OpenMP takes is each thread's own
// setting, so that nobody else's changes; it is put back at the end, since the thread may be the program's.
class OneThread {
 public:
  OneThread();
  ~OneThread();
  OneThread(const OneThread&) = delete;
  OneThread& operator=(const OneThread&) = delete;

 private:
  int before_;
};

}  // namespace pewter::blas
