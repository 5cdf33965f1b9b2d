// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <functional>
#include <string>

#include "support/result.h"

// What the machine could do on as many cores as the peers use, measured in the same minutes as they are.
namespace pewter::bench {

// A yardstick: `run` does `work` (bytes, floating-point operations) and returns the seconds that it took.
struct Yardstick {
  std::string name;
  double work = 0;
  std::function<double()> run;
};

// a[i] = b[i] + s * c[i] over memory far larger than the caches, written past them: 12 bytes an element.
Yardstick memory_bandwidth(unsigned threads);

// Independent fused multiply-adds on the widest vectors of this processor, in registers: 2 operations each.
Yardstick fma_peak(unsigned threads);

// cblas_sgemm of OpenBLAS for two square matrices: 2 n^3 operations. OPENBLAS_NUM_THREADS says how many threads.
// The error says why there is none.
Result<Yardstick, std::string> openblas_gemm(std::size_t n);

// The kernels that OpenBLAS chose for this processor, and its version. Empty where there is no OpenBLAS.
std::string openblas_version();

}  // namespace pewter::bench
