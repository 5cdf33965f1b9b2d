// SPDX-License-Identifier: Apache-2.0
// MSL specification, sizes and alignments of scalar, vector, packed and matrix types, structs; packed types at work.
#include "harness/batch.h"
#include "harness/kernel.h"
#include "harness/table.h"

namespace pewter::conformance {
namespace {

void add_sizes(Suite& suite) {
  Batch batch;
  batch.threads = 1;
  batch.preamble =
      "struct Mixed { char a; float3 b; short c; };\n"
      "struct Tight { packed_float3 p; float w; };\n"
      "struct Odd { uchar a[5]; };\n"
      "struct Nested { Tight t; half2 h; bool flag; };\n"
      "struct WithMatrix { float s; float3x3 m; };\n"
      "union Either { float f; uint4 v; };\n"
      "enum Plain { one, two };\n"
      "enum class Small : uchar { one };\n";
  auto add = [&](const std::string& type, unsigned size, unsigned alignment) {
    std::string name = type;
    for (char& c : name)
      if (c == ' ' || c == '*' || c == '<' || c == '>' || c == ',' || c == '[' || c == ']') c = '_';
    batch.expressions.push_back({"size." + name,
                                 fmt::format("using X = {}; ((device uint*)o)[0] = uint(sizeof(X)); ((device uint*)o)[1] = uint(alignof(X));", type), 8,
                                 [=](const std::byte* results, std::size_t, Report& report) {
                                   unsigned got[2];
                                   std::memcpy(got, results, 8);
                                   report.equal(got[0], size, "size");
                                   report.equal(got[1], alignment, "alignment");
                                 }});
  };
  for (const NumberType* type : all_types()) {
    const std::string name(type->name);
    const unsigned b = type->bytes();
    add(name, b, b);
    add(name + "2", 2 * b, 2 * b);
    add(name + "3", 4 * b, 4 * b);
    add(name + "4", 4 * b, 4 * b);
    if (type->kind == NumberKind::boolean) continue;
    for (unsigned width = 2; width <= 4; ++width) add("packed_" + name + std::to_string(width), width * b, b);
  }
  for (const NumberType* type : {&kHalf, &kFloat}) {
    const unsigned b = type->bytes();
    for (unsigned columns = 2; columns <= 4; ++columns)
      for (unsigned rows = 2; rows <= 4; ++rows) {
        const unsigned column = (rows == 3 ? 4 : rows) * b;
        add(fmt::format("{}{}x{}", type->name, columns, rows), columns * column, column);
      }
  }
  add("size_t", 8, 8);
  add("ptrdiff_t", 8, 8);
  add("int8_t", 1, 1);
  add("uint16_t", 2, 2);
  add("int32_t", 4, 4);
  add("uint64_t", 8, 8);
  add("device float*", 8, 8);
  add("atomic_uint", 4, 4);
  add("atomic<float>", 4, 4);
  add("Mixed", 48, 16);
  add("Tight", 16, 4);
  add("Odd", 5, 1);
  add("Nested", 24, 4);
  add("WithMatrix", 64, 16);
  add("Either", 16, 16);
  add("Plain", 4, 4);
  add("Small", 1, 1);
  add("float3[2]", 32, 16);
  add("packed_float3[2]", 24, 4);
  add("array<float, 5>", 20, 4);
  add_batch(suite, std::move(batch));
}

// Packed vectors over every type: indexed, converted, used in expressions, written through device memory.
void add_packed(Suite& suite) {
  for (const NumberType* type : all_types()) {
    if (type->kind == NumberKind::boolean) continue;
    for (unsigned width = 2; width <= 4; ++width) {
      const std::string element(type->name), wide = vector_name(*type, width), packed = "packed_" + wide;
      Batch batch;
      batch.threads = 5;
      Bytes input;
      for (unsigned n = 0; n < 5 * width; ++n)
        type->is_float() ? append(input, *type, n + 1) : append_integer(input, *type, n + 1);
      batch.inputs = {input};
      batch.parameters = fmt::format(", device {}* A [[buffer(1)]]", packed);
      auto add = [&](const char* name, const std::string& body, std::function<double(unsigned n, unsigned k)> oracle) {
        batch.expressions.push_back({fmt::format("{}.{}", packed, name), substitute(body, {{"P", packed}, {"W", wide}, {"E", element}}) + " " +
                                     store_vector(element, width, "r"), width * type->bytes(),
                                     [=](const std::byte* results, std::size_t threads, Report& report) {
                                       for (unsigned n = 0; n < threads; ++n)
                                         for (unsigned k = 0; k < width; ++k) {
                                           const auto bits = load_bits(*type, results + (n * width + k) * type->bytes());
                                           const double got = type->is_float() ? decode(*type, bits) : double(decode_integer(*type, bits));
                                           report.equal(got, oracle(n, k), fmt::format("vector {} component {}", n, k));
                                         }
                                     }});
      };
      auto at = [width](unsigned n, unsigned k) { return double(n * width + k + 1); };
      add("to_vector", "$W r = A[i];", at);
      add("constructor", "$W r = $W(A[i]);", at);
      add("index", fmt::format("$W r; for (uint n = 0; n < {}; ++n) r[n] = A[i][n];", width), at);
      add("from_vector", "$P q = $P($W($E(i) + $E(2))); $W r = q;", [](unsigned n, unsigned) { return n + 2.; });
      add("arithmetic", "$W r = $W(A[i]) + $W(A[i]);", [at](unsigned n, unsigned k) { return 2 * at(n, k); });
      add("local_write", "$P q = A[i]; q[1] = $E(9); $W r = q;", [at](unsigned n, unsigned k) { return k == 1 ? 9 : at(n, k); });
      add("named_components", "$W r = A[i]; r.x = A[i].y; r.y = A[i].x;",
          [at](unsigned n, unsigned k) { return k < 2 ? at(n, 1 - k) : at(n, k); });
      add_batch(suite, std::move(batch));
    }
  }
  add_kernel<float>(suite, {.name = "packed_float3.array_written_by_threads",
                            .source = "kernel void k(device packed_float3* out [[buffer(0)]], uint i [[thread_position_in_grid]]) {\n"
                                      "  out[i] = float3(i, i + 0.5, -float(i)); out[i].y *= 2; out[i][2] -= 1; }",
                            .grid = {7, 1, 1}, .group = {7, 1, 1},
                            .expected = generate<float>(21, [](auto n) { float i = float(n / 3); return n % 3 == 0 ? i : n % 3 == 1 ? 2 * i + 1 : -i - 1; })});
}

}  // namespace

void add_layout(Suite& suite) {
  add_sizes(suite);
  add_packed(suite);
}

}  // namespace pewter::conformance
