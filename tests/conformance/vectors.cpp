// SPDX-License-Identifier: Apache-2.0
// MSL specification, "Vector Data Types": constructors, element access, swizzles read and written.
#include "harness/suite.h"
#include "harness/table.h"

namespace pewter::conformance {
namespace {

// A case: statements over `$T2 a2, $T3 a3, $T4 a4` = (1,2), (1,2,3), (1,2,3,4) that leave a vector $T4 r, and what r must be.
struct Row {
  const char* name;
  const char* body;
  std::vector<int> expected;
};

const std::vector<Row>& rows() {
  static const std::vector<Row> table{
      {"construct.scalars", "$T4 r = $T4(5, 6, 7, 8);", {5, 6, 7, 8}},
      {"construct.splat", "$T4 r = $T4(9);", {9, 9, 9, 9}},
      {"construct.2_2", "$T4 r = $T4(a2, a2);", {1, 2, 1, 2}},
      {"construct.2_s_s", "$T4 r = $T4(a2, $E(7), $E(8));", {1, 2, 7, 8}},
      {"construct.s_2_s", "$T4 r = $T4($E(7), a2, $E(8));", {7, 1, 2, 8}},
      {"construct.s_s_2", "$T4 r = $T4($E(7), $E(8), a2);", {7, 8, 1, 2}},
      {"construct.3_s", "$T4 r = $T4(a3, $E(9));", {1, 2, 3, 9}},
      {"construct.s_3", "$T4 r = $T4($E(9), a3);", {9, 1, 2, 3}},
      {"construct.4", "$T4 r = $T4(a4);", {1, 2, 3, 4}},
      {"construct.3_from_2_s", "$T3 v = $T3(a2, $E(5)); $T4 r = $T4(v, $E(0));", {1, 2, 5, 0}},
      {"construct.3_from_s_2", "$T3 v = $T3($E(5), a2); $T4 r = $T4(v, $E(0));", {5, 1, 2, 0}},
      {"construct.braces", "$T4 r = {$E(4), $E(3), $E(2), $E(1)};", {4, 3, 2, 1}},
      {"construct.braces_short", "$T4 r = {$E(4), $E(3)};", {4, 3, 0, 0}},
      {"construct.vec_alias", "vec<$E, 4> r = vec<$E, 4>(a3, $E(6));", {1, 2, 3, 6}},
      {"construct.assign_scalar", "$T4 r; r = $E(3);", {3, 3, 3, 3}},
      {"index.read", "$T4 r = $T4(a4[3], a4[2], a4[1], a4[0]);", {4, 3, 2, 1}},
      {"index.write", "$T4 r = a4; r[2] = $E(9); r[0] = $E(8);", {8, 2, 9, 4}},
      {"index.dynamic", "$T4 r = a4; for (uint n = 0; n < 4; ++n) r[n] = a4[(n + i + 1) % 4];", {2, 3, 4, 1}},
      {"read.xyzw", "$T4 r = $T4(a4.w, a4.z, a4.y, a4.x);", {4, 3, 2, 1}},
      {"read.rgba", "$T4 r = $T4(a4.a, a4.b, a4.g, a4.r);", {4, 3, 2, 1}},
      {"read.wzyx", "$T4 r = a4.wzyx;", {4, 3, 2, 1}},
      {"read.abgr", "$T4 r = a4.abgr;", {4, 3, 2, 1}},
      {"read.repeat", "$T4 r = a4.xxyy;", {1, 1, 2, 2}},
      {"read.xyz", "$T4 r = $T4(a4.xyz, $E(0));", {1, 2, 3, 0}},
      {"read.zyx_of_3", "$T4 r = $T4(a3.zyx, $E(0));", {3, 2, 1, 0}},
      {"read.yx_of_2", "$T4 r = $T4(a2.yx, a2.xx);", {2, 1, 1, 1}},
      {"read.wide_of_2", "$T4 r = a2.xyxy;", {1, 2, 1, 2}},
      {"read.rgb_of_3", "$T4 r = $T4(a3.rgb, $E(0));", {1, 2, 3, 0}},
      {"read.chained", "$T4 r = a4.wzyx.xy.xxyy;", {4, 4, 3, 3}},
      {"read.of_temporary", "$T4 r = (a4 + a4).wxyz;", {8, 2, 4, 6}},
      {"write.x", "$T4 r = a4; r.x = $E(9);", {9, 2, 3, 4}},
      {"write.w", "$T4 r = a4; r.w = $E(9);", {1, 2, 3, 9}},
      {"write.g", "$T4 r = a4; r.g = $E(9);", {1, 9, 3, 4}},
      {"write.xy", "$T4 r = a4; r.xy = $T2(7, 8);", {7, 8, 3, 4}},
      {"write.wz", "$T4 r = a4; r.wz = $T2(7, 8);", {1, 2, 8, 7}},
      {"write.zyx", "$T4 r = a4; r.zyx = a3;", {3, 2, 1, 4}},
      {"write.xyzw", "$T4 r; r.xyzw = a4.wzyx;", {4, 3, 2, 1}},
      {"write.rgb", "$T4 r = a4; r.rgb = $T3(7, 8, 9);", {7, 8, 9, 4}},
      {"write.scalar_to_swizzle", "$T4 r = a4; r.xz = $E(0);", {0, 2, 0, 4}},
      {"write.self_swap", "$T4 r = a4; r.xy = r.yx;", {2, 1, 3, 4}},
      {"write.plus_assign_x", "$T4 r = a4; r.x += $E(10);", {11, 2, 3, 4}},
      {"write.plus_assign_swizzle", "$T4 r = a4; r.yw += $T2(10, 20);", {1, 12, 3, 24}},
      {"write.times_assign_swizzle", "$T4 r = a4; r.xyz *= $E(2);", {2, 4, 6, 4}},
      {"write.minus_assign", "$T4 r = a4; r -= $T4(1);", {0, 1, 2, 3}},
      {"write.divide_assign", "$T4 r = $T4(8, 6, 4, 2); r /= $E(2);", {4, 3, 2, 1}},
      {"write.increment", "$T4 r = a4; ++r; r++;", {3, 4, 5, 6}},
      {"write.increment_component", "$T4 r = a4; r.y++; --r.z;", {1, 3, 2, 4}},
      {"write.through_reference", "$T4 r = a4; thread $T4& q = r; q.zw = $T2(5, 6);", {1, 2, 5, 6}},
      {"write.through_pointer", "$T4 r = a4; thread $T4* q = &r; q->y = $E(7); (*q).z = $E(8);", {1, 7, 8, 4}},
      {"write.device_component", "S[i * 4u] = a4; S[i * 4u].y = $E(9); S[i * 4u].zw = $T2(6, 5); $T4 r = S[i * 4u];", {1, 9, 6, 5}},
      {"lo_hi.read", "$T4 r = $T4(a4.hi, a4.lo);", {3, 4, 1, 2}},
      {"lo_hi.write", "$T4 r = a4; r.lo = $T2(7, 8);", {7, 8, 3, 4}},
      {"even_odd.read", "$T4 r = $T4(a4.even, a4.odd);", {1, 3, 2, 4}},
      {"pass.by_value_to_function", "$T4 r = reversed_$E(a4);", {4, 3, 2, 1}},
      {"array_of_vectors", "$T2 v[2] = {a2, $T2(5, 6)}; $T4 r = $T4(v[1], v[0]);", {5, 6, 1, 2}},
  };
  return table;
}

}  // namespace

void add_vectors(Suite& suite) {
  for (const NumberType* type : all_types()) {
    if (type->kind == NumberKind::boolean) continue;
    const std::string element(type->name);
    Batch batch;
    batch.threads = 2;
    // For index.dynamic all threads must see the same i: the batch's body uses lane 0 only.
    batch.preamble = substitute("static $E4 reversed_$E($E4 v) { v = v.wzyx; return v; }\n", {{"E", element}});
    batch.parameters = substitute(", device $E4* S [[buffer(1)]]", {{"E", element}});
    batch.inputs = {Bytes(16 * 32)};
    batch.prologue = substitute("  i = 0; $E2 a2 = $E2(1, 2); $E3 a3 = $E3(1, 2, 3); $E4 a4 = $E4(1, 2, 3, 4);\n", {{"E", element}});
    batch.threads = 1;
    for (const Row& row : rows()) {
      Expression e;
      e.name = std::string(row.name) + "." + element;
      e.body = substitute(row.body, {{"T", element}, {"E", element}}) + " " + store_vector(element, 4, "r");
      e.bytes_per_thread = type->bytes() * 4;
      e.check = [=, expected = row.expected](const std::byte* results, std::size_t, Report& report) {
        for (unsigned k = 0; k < 4; ++k) {
          const std::uint64_t bits = load_bits(*type, results + k * type->bytes());
          const double got = type->is_float() ? decode(*type, bits) : double(decode_integer(*type, bits));
          report.equal(got, double(expected[k]), fmt::format("component {}", k));
        }
      };
      batch.expressions.push_back(std::move(e));
    }
    add_batch(suite, std::move(batch));
  }
}

}  // namespace pewter::conformance
