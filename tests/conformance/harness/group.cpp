// SPDX-License-Identifier: Apache-2.0
#include "harness/group.h"

#include <algorithm>
#include <cmath>

#include "harness/table.h"

namespace pewter::conformance {
namespace {

using Result = std::optional<double>;
using Values = std::array<double, 32>;

template <class F>
double fold(const Lanes& lanes, const Values& values, double start, unsigned end, F&& f) {
  double result = start;
  for (unsigned lane = 0; lane < end; ++lane)
    if (lanes.active[lane]) result = f(result, values[lane]);
  return result;
}

// The value of another lane, where that lane takes part.
Result from(const Lanes& lanes, const Values& values, unsigned lane) {
  return lane < lanes.width && lanes.active[lane] ? Result(values[lane]) : Result();
}

double bitwise(const Lanes& lanes, const Values& values, std::int64_t start, std::int64_t (*f)(std::int64_t, std::int64_t)) {
  std::int64_t result = start;
  for (unsigned lane = 0; lane < lanes.width; ++lane)
    if (lanes.active[lane]) result = f(result, std::int64_t(values[lane]));
  return double(result);
}

struct Shape {
  const char* name;
  unsigned grid, group;
  // Which branch a thread takes; threads of a group on the same branch are active together.
  const char* condition;
  bool (*taken)(unsigned thread_in_grid);
};
const Shape kShapes[] = {
    {"full", 64, 64, nullptr, nullptr},
    {"partial", 77, 77, nullptr, nullptr},
    {"partial_threadgroup", 150, 64, nullptr, nullptr},
    {"divergent", 96, 48, "i % 3u == 1u", [](unsigned i) { return i % 3 == 1; }},
};

}  // namespace

std::vector<GroupRow> common_group_rows(unsigned width) {
  const unsigned half = width / 2;
  const auto first = [](const Lanes& l) { unsigned lane = 0; while (!l.active[lane]) ++lane; return lane; };
  auto plus = [](double a, double b) { return a + b; };
  auto times = [](double a, double b) { return a * b; };
  return {
      {"sum", "$G_sum(s)", [=](const Lanes& l, unsigned) -> Result { return fold(l, l.small, 0, l.width, plus); }},
      {"product", "$G_product(f)", [=](const Lanes& l, unsigned) -> Result { return fold(l, l.factor, 1, l.width, times); }},
      {"min", "$G_min(v)", [](const Lanes& l, unsigned) -> Result { return fold(l, l.spread, INFINITY, l.width, [](double a, double b) { return std::min(a, b); }); }},
      {"max", "$G_max(v)", [](const Lanes& l, unsigned) -> Result { return fold(l, l.spread, -INFINITY, l.width, [](double a, double b) { return std::max(a, b); }); }},
      {"prefix_inclusive_sum", "$G_prefix_inclusive_sum(s)", [=](const Lanes& l, unsigned lane) -> Result { return fold(l, l.small, 0, lane + 1, plus); }},
      {"prefix_exclusive_sum", "$G_prefix_exclusive_sum(s)", [=](const Lanes& l, unsigned lane) -> Result { return fold(l, l.small, 0, lane, plus); }},
      {"prefix_inclusive_product", "$G_prefix_inclusive_product(f)", [=](const Lanes& l, unsigned lane) -> Result { return fold(l, l.factor, 1, lane + 1, times); }},
      {"prefix_exclusive_product", "$G_prefix_exclusive_product(f)", [=](const Lanes& l, unsigned lane) -> Result { return fold(l, l.factor, 1, lane, times); }},
      {"and", "$G_and(v)", [](const Lanes& l, unsigned) -> Result { return bitwise(l, l.spread, -1, [](std::int64_t a, std::int64_t b) { return a & b; }); }, true},
      {"or", "$G_or(v)", [](const Lanes& l, unsigned) -> Result { return bitwise(l, l.spread, 0, [](std::int64_t a, std::int64_t b) { return a | b; }); }, true},
      {"xor", "$G_xor(v)", [](const Lanes& l, unsigned) -> Result { return bitwise(l, l.spread, 0, [](std::int64_t a, std::int64_t b) { return a ^ b; }); }, true},
      {"broadcast", "$G_broadcast(v, ushort(2))", [](const Lanes& l, unsigned) { return from(l, l.spread, 2); }},
      {"broadcast_first", "$G_broadcast_first(v)", [=](const Lanes& l, unsigned) -> Result { return l.spread[first(l)]; }},
      {"shuffle", fmt::format("$G_shuffle(v, ushort((lane * 3u + 1u) % {}u))", width), [=](const Lanes& l, unsigned lane) { return from(l, l.spread, (lane * 3 + 1) % width); }},
      {"shuffle_xor", fmt::format("$G_shuffle_xor(v, ushort({}))", half + 1), [=](const Lanes& l, unsigned lane) { return from(l, l.spread, lane ^ (half + 1)); }},
      {"shuffle_up", "$G_shuffle_up(v, ushort(1))", [](const Lanes& l, unsigned lane) { return lane < 1 ? Result(l.spread[lane]) : from(l, l.spread, lane - 1); }},
      {"shuffle_up_half", fmt::format("$G_shuffle_up(v, ushort({}))", half), [=](const Lanes& l, unsigned lane) { return lane < half ? Result(l.spread[lane]) : from(l, l.spread, lane - half); }},
      {"shuffle_down", "$G_shuffle_down(v, ushort(1))", [](const Lanes& l, unsigned lane) { return lane + 1 >= l.width ? Result(l.spread[lane]) : from(l, l.spread, lane + 1); }},
      {"shuffle_down_half", fmt::format("$G_shuffle_down(v, ushort({}))", half), [=](const Lanes& l, unsigned lane) { return lane + half >= l.width ? Result(l.spread[lane]) : from(l, l.spread, lane + half); }},
      {"shuffle_rotate_up", "$G_shuffle_rotate_up(v, ushort(1))", [=](const Lanes& l, unsigned lane) { return from(l, l.spread, (lane + width - 1) % width); }},
      {"shuffle_rotate_down", "$G_shuffle_rotate_down(v, ushort(3))", [=](const Lanes& l, unsigned lane) { return from(l, l.spread, (lane + 3) % width); }},
      {"shuffle_and_fill_up", "$G_shuffle_and_fill_up(v, f, ushort(1))", [=](const Lanes& l, unsigned lane) { return lane < 1 ? from(l, l.factor, lane + width - 1) : from(l, l.spread, lane - 1); }},
      {"shuffle_and_fill_down", "$G_shuffle_and_fill_down(v, f, ushort(1))", [=](const Lanes& l, unsigned lane) { return lane + 1 >= width ? from(l, l.factor, lane + 1 - width) : from(l, l.spread, lane + 1); }},
  };
}

void add_group_table(Suite& suite, const std::string& prefix, unsigned width, const std::vector<GroupRow>& rows) {
  const NumberType* types[] = {&kChar, &kUchar, &kShort, &kUshort, &kInt, &kUint, &kHalf, &kBfloat, &kFloat};
  for (const NumberType* type : types) {
    for (const Shape& shape : kShapes) {
      std::vector<double> small(shape.grid), factor(shape.grid), spread(shape.grid);
      for (unsigned i = 0; i < shape.grid; ++i) {
        small[i] = (i * 7 + i / 5) % 4;
        factor[i] = i % 5 == 2 ? 2 : 1;
        spread[i] = double((i * 29 + 5) % 61) - (type->is_signed() ? 30 : 0);
      }
      // The lanes that meet thread i in a call.
      auto lanes_of = [=, &shape](unsigned i) {
        const unsigned base = i / shape.group * shape.group, in_group = i - base, first = base + in_group / width * width;
        const unsigned end = std::min({first + width, base + shape.group, shape.grid});
        Lanes lanes;
        lanes.width = width;
        for (unsigned j = first; j < end; ++j) {
          lanes.active[j - first] = !shape.taken || shape.taken(j) == shape.taken(i);
          lanes.small[j - first] = small[j], lanes.factor[j - first] = factor[j], lanes.spread[j - first] = spread[j];
        }
        return std::pair(lanes, (i - base) % width);
      };
      Batch common;
      common.threads = shape.grid;
      common.group = {shape.group, 1, 1};
      common.parameters = fmt::format(", device const {0}* S [[buffer(1)]], device const {0}* F [[buffer(2)]], device const {0}* V [[buffer(3)]], uint lane [[{1}]]",
                                      type->name, width == 4 ? "thread_index_in_quadgroup" : "thread_index_in_simdgroup");
      for (const auto* values : {&small, &factor, &spread}) {
        Bytes bytes;
        for (double value : *values) type->is_float() ? append(bytes, *type, value) : append_integer(bytes, *type, Wide(value));
        common.inputs.push_back(bytes);
      }
      for (unsigned components : {1u, 3u}) {
        // Vectors work component by component; full groups show it.
        if (components > 1 && shape.condition) continue;
        if (components > 1 && std::string_view(shape.name) != "full") continue;
        Batch batch = common;
        const std::string name = vector_name(*type, components);
        batch.prologue = fmt::format("  {0} s = {0}(S[i]), f = {0}(F[i]), v = {0}(V[i]);\n", name);
        for (const GroupRow& row : rows) {
          if (row.integers_only && type->is_float()) continue;
          const std::string call = substitute(row.expression, {{"G", prefix}, {"T", name}});
          std::string body = fmt::format("{} r;", name);
          if (shape.condition)
            body += fmt::format(" if ({0}) {{ r = {1}; }} else {{ r = {1}; }}", shape.condition, call);
          else
            body += fmt::format(" r = {};", call);
          body += components == 1 ? fmt::format(" *(device {}*)o = r;", type->name) : fmt::format(" *(device {}*)o = r[{}];", type->name, components - 1);
          batch.expressions.push_back({fmt::format("{}.{}.{}", row.name, name, shape.name), body, type->bytes(),
                                       [=, type = type, oracle = row.oracle](const std::byte* results, std::size_t threads, Report& report) {
                                         for (unsigned i = 0; i < threads; ++i) {
                                           const auto [lanes, lane] = lanes_of(i);
                                           auto expected = oracle(lanes, lane);
                                           if (!expected) continue;
                                           if (!type->is_float()) expected = double(wrap(*type, Wide(*expected)));
                                           const auto bits = load_bits(*type, results + i * type->bytes());
                                           report.equal(type->is_float() ? decode(*type, bits) : double(decode_integer(*type, bits)), *expected, fmt::format("thread {} (lane {})", i, lane));
                                         }
                                       }});
        }
        add_batch(suite, std::move(batch));
      }
    }
  }
}

}  // namespace pewter::conformance
