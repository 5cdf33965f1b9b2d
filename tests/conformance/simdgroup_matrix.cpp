// SPDX-License-Identifier: Apache-2.0
// MSL specification, "SIMD-Group Matrix Data Types" and their functions.
#include "harness/kernel.h"

namespace pewter::conformance {
namespace {

// Small integers: sums of eight products stay exact in half and bfloat.
int element(unsigned n, unsigned seed) { return int((n * 5 + n / 8 * 3 + seed * 7) % 5) - 2; }

Bytes matrix_bytes(const NumberType& type, unsigned count, unsigned seed) {
  Bytes bytes;
  for (unsigned n = 0; n < count; ++n) append(bytes, type, element(n, seed));
  return bytes;
}

struct Row {
  std::string name;
  std::string body;  // over device $T* out (64 or more elements), device $T *a, *b, *c; $M is the matrix type
  std::function<double(unsigned row, unsigned column)> expected;  // out[row * stride + column]
  unsigned stride = 8;
  unsigned rows = 8, columns = 8;
};

double product(unsigned r, unsigned c, bool accumulate) {
  double sum = accumulate ? element(8 * r + c, 3) : 0;
  for (unsigned k = 0; k < 8; ++k) sum += element(8 * r + k, 1) * element(8 * k + c, 2);
  return sum;
}

const std::vector<Row>& rows() {
  static const std::vector<Row> table{
      {"load_store", "$M m; simdgroup_load(m, a); simdgroup_store(m, out);", [](unsigned r, unsigned c) { return element(8 * r + c, 1); }},
      {"load_stride", "$M m; simdgroup_load(m, a, 16); simdgroup_store(m, out);", [](unsigned r, unsigned c) { return element(16 * r + c, 1); }},
      {"load_origin", "$M m; simdgroup_load(m, a, 16, ulong2(3, 2)); simdgroup_store(m, out);", [](unsigned r, unsigned c) { return element(16 * (r + 2) + c + 3, 1); }},
      {"load_transposed", "$M m; simdgroup_load(m, a, 8, ulong2(0, 0), true); simdgroup_store(m, out);", [](unsigned r, unsigned c) { return element(8 * c + r, 1); }},
      {"load_transposed_stride", "$M m; simdgroup_load(m, a, 12, ulong2(0, 0), true); simdgroup_store(m, out);", [](unsigned r, unsigned c) { return element(12 * c + r, 1); }},
      {"store_stride", "$M m; simdgroup_load(m, a); simdgroup_store(m, out, 11);", [](unsigned r, unsigned c) { return element(8 * r + c, 1); }, 11},
      {"store_origin", "$M m; simdgroup_load(m, a); simdgroup_store(m, out, 16, ulong2(4, 1));",
       [](unsigned r, unsigned c) { return r >= 1 && c >= 4 && c < 12 ? element(8 * (r - 1) + c - 4, 1) : 0; }, 16, 9, 16},
      {"store_transposed", "$M m; simdgroup_load(m, a); simdgroup_store(m, out, 8, ulong2(0, 0), true);", [](unsigned r, unsigned c) { return element(8 * c + r, 1); }},
      {"filled", "$M m = make_filled_simdgroup_matrix<$T, 8, 8>($T(3)); simdgroup_store(m, out);", [](unsigned, unsigned) { return 3; }},
      {"diagonal_constructor", "$M m = $M($T(2)); simdgroup_store(m, out);", [](unsigned r, unsigned c) { return r == c ? 2 : 0; }},
      {"multiply", "$M x, y, m; simdgroup_load(x, a); simdgroup_load(y, b); simdgroup_multiply(m, x, y); simdgroup_store(m, out);", [](unsigned r, unsigned c) { return product(r, c, false); }},
      {"multiply_accumulate", "$M x, y, z, m; simdgroup_load(x, a); simdgroup_load(y, b); simdgroup_load(z, c); simdgroup_multiply_accumulate(m, x, y, z); simdgroup_store(m, out);", [](unsigned r, unsigned c) { return product(r, c, true); }},
      {"multiply_accumulate_in_place", "$M x, y, m; simdgroup_load(x, a); simdgroup_load(y, b); simdgroup_load(m, c); simdgroup_multiply_accumulate(m, x, y, m); simdgroup_store(m, out);", [](unsigned r, unsigned c) { return product(r, c, true); }},
      {"multiply_by_identity", "$M x, m; simdgroup_load(x, a); simdgroup_multiply(m, x, $M($T(1))); simdgroup_store(m, out);", [](unsigned r, unsigned c) { return element(8 * r + c, 1); }},
      {"thread_elements_write", "$M m; m.thread_elements()[0] = $T(lane); m.thread_elements()[1] = $T(lane) + $T(100); simdgroup_store(m, out);",
       [](unsigned r, unsigned c) {
         // Lane L holds (row, column) and (row, column + 1).
         for (unsigned lane = 0; lane < 32; ++lane) {
           const unsigned quad = lane / 4, row = (quad & 4) + lane / 2 % 4, column = (quad & 2) * 2 + lane % 2 * 2;
           if (row == r && (column == c || column + 1 == c)) return lane + (column == c ? 0 : 100);
         }
         return 0u;
       }},
      {"thread_elements_scale", "$M m; simdgroup_load(m, a); m.thread_elements()[0] *= $T(2); m.thread_elements()[1] += $T(1); simdgroup_store(m, out);",
       [](unsigned r, unsigned c) { return c % 2 ? element(8 * r + c, 1) + 1 : element(8 * r + c, 1) * 2; }},
      {"threadgroup_memory", "threadgroup $T t[64]; t[lane] = a[lane]; t[lane + 32] = a[lane + 32]; threadgroup_barrier(mem_flags::mem_threadgroup); $M m; simdgroup_load(m, t); threadgroup_barrier(mem_flags::mem_threadgroup); simdgroup_store(m, t, 8, ulong2(0, 0), true); threadgroup_barrier(mem_flags::mem_threadgroup); out[lane] = t[lane]; out[lane + 32] = t[lane + 32];",
       [](unsigned r, unsigned c) { return element(8 * c + r, 1); }},
      {"array_of_matrices", "$M m[2]; simdgroup_load(m[0], a); simdgroup_load(m[1], b); for (int n = 0; n < 2; ++n) m[n].thread_elements()[0] += $T(n); $M r; simdgroup_multiply(r, m[0], $M($T(1))); simdgroup_store(n_of(m[1]), out);",
       [](unsigned r, unsigned c) { return element(8 * r + c, 2) + (c % 2 ? 0 : 1); }},
      {"template_spelling", "simdgroup_matrix<$T, 8, 8> m; simdgroup_load(m, a); simdgroup_store(m, out);", [](unsigned r, unsigned c) { return element(8 * r + c, 1); }},
      {"chain_of_products", "$M x, m = $M($T(1)); simdgroup_load(x, b); for (int n = 0; n < 3; ++n) { $M p = make_filled_simdgroup_matrix<$T, 8, 8>($T(0)); p.thread_elements()[0] = $T(0); simdgroup_multiply_accumulate(m, m, $M($T(1)), p); } simdgroup_multiply(m, m, x); simdgroup_store(m, out);",
       [](unsigned r, unsigned c) { return element(8 * r + c, 2); }},
  };
  return table;
}

}  // namespace

void add_simdgroup_matrix(Suite& suite) {
  for (const NumberType* type : {&kFloat, &kHalf, &kBfloat}) {
    const std::string element_name(type->name);
    const std::map<std::string, std::string> names{{"T", element_name}, {"M", "simdgroup_" + element_name + "8x8"}};
    for (const Row& row : rows()) {
      const std::string name = row.name + "." + element_name;
      suite.add(name, [=, type = type](Machine& machine, Report& report) {
        Program program;
        program.source = msl(substitute("static thread $M& n_of(thread $M& m) { return m; }\n"
                                        "kernel void k(device $T* out [[buffer(0)]], device const $T* a [[buffer(1)]], device const $T* b [[buffer(2)]], device const $T* c [[buffer(3)]], uint lane [[thread_index_in_simdgroup]]) {\n" +
                                            row.body + "\n}",
                                        names));
        program.buffers = {Bytes(512 * type->bytes()), matrix_bytes(*type, 256, 1), matrix_bytes(*type, 256, 2), matrix_bytes(*type, 256, 3)};
        program.grid = {32, 1, 1};
        program.group = {32, 1, 1};
        if (!run(machine, program, report)) return;
        for (unsigned r = 0; r < row.rows; ++r)
          for (unsigned c = 0; c < row.columns; ++c) {
            const double got = decode(*type, load_bits(*type, program.buffers[0].data() + (r * row.stride + c) * type->bytes()));
            report.equal(got, row.expected(r, c), fmt::format("({}, {})", r, c));
          }
      });
    }
  }

  add_kernel<float>(suite, {.name = "mixed_half_inputs_float_sum",
                            .source = "kernel void k(device float* out [[buffer(0)]], device const half* a [[buffer(1)]], device const half* b [[buffer(2)]]) {\n"
                                      "  simdgroup_half8x8 x, y; simdgroup_float8x8 m = make_filled_simdgroup_matrix<float, 8, 8>(0.25f); simdgroup_load(x, a); simdgroup_load(y, b); simdgroup_multiply_accumulate(m, x, y, m); simdgroup_store(m, out); }",
                            .grid = {32, 1, 1}, .group = {32, 1, 1}, .expected = generate<float>(64, [](auto n) { return product(unsigned(n / 8), unsigned(n % 8), false) + 0.25; }),
                            .inputs = {matrix_bytes(kHalf, 64, 1), matrix_bytes(kHalf, 64, 2)}});
  // 32x32 of 8x8 fragments, four SIMD-groups, each a 16x16 quarter.
  add_kernel<float>(suite, {.name = "gemm_32_four_simdgroups",
                            .source = "kernel void k(device float* out [[buffer(0)]], device const float* a [[buffer(1)]], device const float* b [[buffer(2)]], uint s [[simdgroup_index_in_threadgroup]]) {\n"
                                      "  simdgroup_float8x8 acc[2][2]; for (int i = 0; i < 2; ++i) for (int j = 0; j < 2; ++j) acc[i][j] = simdgroup_float8x8(0);\n"
                                      "  ulong row = s / 2 * 16, column = s % 2 * 16;\n"
                                      "  for (ulong t = 0; t < 32; t += 8) { simdgroup_float8x8 x[2], y[2];\n"
                                      "    for (ulong i = 0; i < 2; ++i) { simdgroup_load(x[i], a, 32, ulong2(t, row + 8 * i)); simdgroup_load(y[i], b, 32, ulong2(column + 8 * i, t)); }\n"
                                      "    for (int i = 0; i < 2; ++i) for (int j = 0; j < 2; ++j) simdgroup_multiply_accumulate(acc[i][j], x[i], y[j], acc[i][j]); }\n"
                                      "  for (ulong i = 0; i < 2; ++i) for (ulong j = 0; j < 2; ++j) simdgroup_store(acc[i][j], out, 32, ulong2(column + 8 * j, row + 8 * i)); }",
                            .grid = {128, 1, 1}, .group = {128, 1, 1},
                            .expected = generate<float>(1024, [](auto n) { double s = 0; for (unsigned k = 0; k < 32; ++k) s += element(unsigned(n / 32 * 32) + k, 1) * element(k * 32 + unsigned(n % 32), 2); return s; }),
                            .inputs = {matrix_bytes(kFloat, 1024, 1), matrix_bytes(kFloat, 1024, 2)}});
  // The same with each lane's two elements taken from and put to memory by hand, at places of few bits; where the columns end
  // before the matrix does, the rest stays as it was.
  for (const int columns : {32, 21}) {
    Bytes sizes;
    append_integer(sizes, kInt, 32);
    append_integer(sizes, kInt, columns);
    add_kernel<float>(suite, {.name = fmt::format("gemm_32_by_lane.{}_columns", columns),
                              .source = "kernel void k(device float* out [[buffer(0)]], device const float* a [[buffer(1)]], device const float* b [[buffer(2)]], constant int* sizes [[buffer(3)]],\n"
                                        "    ushort s [[simdgroup_index_in_threadgroup]], ushort lane [[thread_index_in_simdgroup]]) {\n"
                                        "  const int stride = sizes[0]; threadgroup float left[32 * 8], right[8 * 32];\n"
                                        "  const short quad = lane / 4; const short row = (quad & 4) + lane / 2 % 4; const short column = (quad & 2) * 2 + lane % 2 * 2;\n"
                                        "  const short down = row + 8 * (s / 2), along = column + 8 * (s % 2);\n"
                                        "  float2 sum[2][2] = {};\n"
                                        "  for (int t = 0; t < 32; t += 8) {\n"
                                        "    threadgroup_barrier(mem_flags::mem_threadgroup);\n"
                                        "    for (short n = s * 32 + lane; n < 256; n += 128) { left[n] = a[n / 8 * stride + t + n % 8]; right[n] = b[(t + n / 32) * stride + n % 32]; }\n"
                                        "    threadgroup_barrier(mem_flags::mem_threadgroup);\n"
                                        "    for (short i = 0; i < 2; ++i) for (short j = 0; j < 2; ++j) { simdgroup_float8x8 x, y, m;\n"
                                        "      for (short e = 0; e < 2; ++e) { x.thread_elements()[e] = left[(down + 16 * i) * 8 + column + e]; y.thread_elements()[e] = right[row * 32 + along + 16 * j + e]; m.thread_elements()[e] = sum[i][j][e]; }\n"
                                        "      simdgroup_multiply_accumulate(m, x, y, m); sum[i][j] = float2(m.thread_elements()[0], m.thread_elements()[1]); } }\n"
                                        "  out += down * stride + along;\n"
                                        "  for (short i = 0; i < 2; ++i) for (short j = 0; j < 2; ++j) for (short e = 0; e < 2; ++e)\n"
                                        "    if (sizes[1] == stride || along + 16 * j + e < sizes[1]) out[16 * i * stride + 16 * j + e] = sum[i][j][e]; }",
                              .grid = {128, 1, 1}, .group = {128, 1, 1},
                              .expected = generate<float>(1024, [columns](auto n) {
                                if (int(n) % 32 >= columns) return 0.;
                                double s = 0;
                                for (unsigned k = 0; k < 32; ++k) s += element(unsigned(n / 32 * 32) + k, 1) * element(k * 32 + unsigned(n % 32), 2);
                                return s;
                              }),
                              .inputs = {matrix_bytes(kFloat, 1024, 1), matrix_bytes(kFloat, 1024, 2), sizes}});
  }
}

}  // namespace pewter::conformance
