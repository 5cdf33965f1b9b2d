// SPDX-License-Identifier: Apache-2.0
// Code for machines that this one need not be.
// RUN: pewter compile --emit=asm --target=aarch64-linux-gnu --cpu=neoverse-n1 --threadgroup=32 %s | FileCheck %s --check-prefix=NEON
// RUN: pewter compile --emit=asm --target=x86_64-linux-gnu --cpu=haswell --threadgroup=32 %s | FileCheck %s --check-prefix=AVX2 --implicit-check-not='{{%(zmm|k[0-7])}}'
#include <metal_stdlib>
using namespace metal;

// NEON-LABEL: {{^}}pewter.kernel.elementwise:
// NEON: fmla v{{.*}}.4s
// NEON: stnp q
// AVX2-LABEL: {{^}}pewter.kernel.elementwise:
// AVX2: vfmadd{{.*}}ps {{.*}}%ymm
// AVX2: vmovntps %ymm
kernel void elementwise(device const float* a [[buffer(0)]], device const float* b [[buffer(1)]], device float* c [[buffer(2)]],
                        uint i [[thread_position_in_grid]]) {
  c[i] = a[i] * b[i] + 1.0f;
}

// Sums stay in registers.
// NEON-LABEL: {{^}}pewter.kernel.matmul:
// NEON: fmla v{{.*}}.4s
// NEON-NOT: st{{[rp1]}} {{q|v}}
// NEON: b.ne
// AVX2-LABEL: {{^}}pewter.kernel.matmul:
// AVX2: vbroadcastss {{.*}}, %ymm
// AVX2: vfmadd231ps {{.*}}%ymm
kernel void matmul(device const float* a [[buffer(0)]], device const float* b [[buffer(1)]], device float* c [[buffer(2)]],
                   constant uint& n [[buffer(3)]], uint2 p [[thread_position_in_grid]]) {
  float sum = 0;
  for (uint k = 0; k < n; ++k) sum += a[p.y * n + k] * b[k * n + p.x];
  c[p.y * n + p.x] = sum;
}

// NEON-LABEL: {{^}}pewter.kernel.sum:
// NEON-COUNT-7: fadd v{{.*}}.4s
// NEON: faddp
// AVX2-LABEL: {{^}}pewter.kernel.sum:
// AVX2: vaddps {{.*}}%ymm
// AVX2: vextractf128
kernel void sum(device const float* a [[buffer(0)]], device float* sums [[buffer(1)]], uint i [[thread_position_in_grid]],
                uint lane [[thread_index_in_simdgroup]], uint group [[threadgroup_position_in_grid]]) {
  const float all = simd_sum(a[i]);
  if (lane == 0) sums[group] = all;
}

// NEON-LABEL: {{^}}pewter.kernel.diverges:
// NEON: cmhi v{{.*}}.4s
// NEON: {{bit|bif|bsl}} v
// NEON: cbnz
// AVX2-LABEL: {{^}}pewter.kernel.diverges:
// AVX2: vpcmpeqd {{.*}}%ymm
// AVX2: vblendvps {{.*}}%ymm
kernel void diverges(device const uint* a [[buffer(0)]], device uint* steps [[buffer(1)]], uint i [[thread_position_in_grid]]) {
  uint value = a[i], count = 0;
  while (value > 1) {
    value = value & 1 ? 3 * value + 1 : value / 2;
    ++count;
  }
  steps[i] = count;
}

// NEON-LABEL: {{^}}pewter.kernel.halves:
// NEON: fmla v{{.*}}.8h
// AVX2-LABEL: {{^}}pewter.kernel.halves:
// AVX2: vcvtph2ps {{.*}}%ymm
// AVX2: vcvtps2ph
kernel void halves(device const half* a [[buffer(0)]], device half* b [[buffer(1)]], uint i [[thread_position_in_grid]]) {
  b[i] = a[i] * a[i] + 1.0h;
}

// NEON-LABEL: {{^}}pewter.kernel.counts:
// NEON-COUNT-32: ldadd w
// AVX2-LABEL: {{^}}pewter.kernel.counts:
// AVX2-COUNT-32: lock
kernel void counts(device const uint* a [[buffer(0)]], device atomic_uint* counters [[buffer(1)]], uint i [[thread_position_in_grid]]) {
  atomic_fetch_add_explicit(&counters[a[i] & 7], 1, memory_order_relaxed);
}

// There are no stores under a mask: a lane at a time.
// NEON-LABEL: {{^}}pewter.kernel.guarded:
// NEON: tbz
// NEON: st1 { v{{[0-9]+}}.s }[
// AVX2-LABEL: {{^}}pewter.kernel.guarded:
// AVX2: vmaskmovps {{.*}}(%r{{.*}}), %ymm
// AVX2: vmaskmovps %ymm{{.*}}, %ymm{{.*}}, {{.*}}(%r
kernel void guarded(device const float* a [[buffer(0)]], device float* b [[buffer(1)]], constant uint& n [[buffer(2)]],
                    uint i [[thread_position_in_grid]]) {
  if (i < n) b[i] = 2 * a[i];
}
