// SPDX-License-Identifier: Apache-2.0
// MSL specification, "Geometric Functions": vectors of half and float.
#include <cmath>

#include "harness/suite.h"
#include "harness/table.h"

namespace pewter::conformance {
namespace {

using Vec = std::vector<double>;

double dot(const Vec& a, const Vec& b) {
  double sum = 0;
  for (std::size_t k = 0; k < a.size(); ++k) sum += a[k] * b[k];
  return sum;
}
Vec combine(double s, const Vec& a, double t, const Vec& b) {
  Vec r;
  for (std::size_t k = 0; k < a.size(); ++k) r.push_back(s * a[k] + t * b[k]);
  return r;
}
Vec cross(const Vec& a, const Vec& b) {
  return {a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]};
}
Vec normalize(const Vec& a) { return combine(1 / std::sqrt(dot(a, a)), a, 0, a); }
Vec refract(const Vec& incident, const Vec& normal, double eta) {
  const double cosine = dot(normal, incident);
  const double k = 1 - eta * eta * (1 - cosine * cosine);
  return k < 0 ? combine(0, incident, 0, incident) : combine(eta, incident, -(eta * cosine + std::sqrt(k)), normal);
}

struct Row {
  const char* name;
  const char* expression;
  std::function<Vec(const Vec& a, const Vec& b, const Vec& c)> oracle;  // one element: a scalar result
  bool fast_variants = true;
  unsigned only_width = 0;
};

const std::vector<Row>& rows() {
  static const std::vector<Row> table{
      {"cross", "cross(a, b)", [](auto& a, auto& b, auto&) { return cross(a, b); }, false, 3},
      {"distance", "distance(a, b)", [](auto& a, auto& b, auto&) { Vec d = combine(1, a, -1, b); return Vec{std::sqrt(dot(d, d))}; }},
      {"distance_squared", "distance_squared(a, b)", [](auto& a, auto& b, auto&) { Vec d = combine(1, a, -1, b); return Vec{dot(d, d)}; }},
      {"dot", "dot(a, b)", [](auto& a, auto& b, auto&) { return Vec{dot(a, b)}; }, false},
      {"faceforward", "faceforward(a, b, c)", [](auto& a, auto& b, auto& c) { return dot(c, b) < 0 ? a : combine(-1, a, 0, a); }, false},
      {"length", "length(a)", [](auto& a, auto&, auto&) { return Vec{std::sqrt(dot(a, a))}; }},
      {"length_squared", "length_squared(a)", [](auto& a, auto&, auto&) { return Vec{dot(a, a)}; }},
      {"normalize", "normalize(a)", [](auto& a, auto&, auto&) { return normalize(a); }},
      {"reflect", "reflect(a, b)", [](auto& a, auto& b, auto&) { return combine(1, a, -2 * dot(b, a), b); }, false},
      {"refract", "refract(normalize(a), normalize(b), $E(0.75))",
       [](auto& a, auto& b, auto&) { return refract(normalize(a), normalize(b), 0.75); }, false},
  };
  return table;
}

}  // namespace

void add_geometric(Suite& suite) {
  constexpr unsigned kThreads = 60;
  for (const NumberType* type : {&kHalf, &kFloat}) {
    for (unsigned width = 2; width <= 4; ++width) {
      for (bool fast : {false, true}) {
        Random random(41 + width);
        std::vector<Vec> inputs[3];
        Batch batch;
        batch.options.fast_math = fast;
        batch.threads = kThreads;
        batch.parameters = fmt::format(", device const {0}* A [[buffer(1)]], device const {0}* B [[buffer(2)]], device const {0}* C [[buffer(3)]]", type->name);
        for (auto& vectors : inputs) {
          Bytes bytes;
          for (unsigned n = 0; n < kThreads; ++n) {
            Vec v;
            for (unsigned k = 0; k < width; ++k) v.push_back(round_to(*type, random.real(-3, 3)));
            for (double x : v) append(bytes, *type, x);
            vectors.push_back(v);
          }
          batch.inputs.push_back(bytes);
        }
        batch.prologue = load_vector(*type, width, "a", "A") + load_vector(*type, width, "b", "B") + load_vector(*type, width, "c", "C");
        // Errors of the sums are relative to the terms (at most 3 * 3 * width), not to what is left after cancelling.
        const double unit = type == &kHalf ? 0x1p-9 : fast ? 0x1p-15 : 0x1p-21;
        for (const Row& row : rows()) {
          if (row.only_width && row.only_width != width) continue;
          const unsigned out = unsigned(row.oracle(inputs[0][0], inputs[1][0], inputs[2][0]).size());
          std::vector<std::string> spaces{""};
          if (fast && row.fast_variants && type == &kFloat) spaces = {"", "fast::", "precise::"};
          for (const std::string& space : spaces) {
            Expression e;
            const std::string label = space.empty() ? fast ? "fast_math." : "" : space == "fast::" ? "fast." : "precise.";
            e.name = label + row.name + "." + vector_name(*type, width);
            const std::string result = vector_name(*type, out);
            e.body = fmt::format("{} r = {}{}; {}", result, space, substitute(row.expression, {{"E", std::string(type->name)}}),
                                 store_vector(std::string(type->name), out, "r"));
            e.bytes_per_thread = type->bytes() * out;
            e.check = [=, type = type, oracle = row.oracle, a = inputs[0], b = inputs[1], c = inputs[2]](
                          const std::byte* results, std::size_t, Report& report) {
              for (unsigned n = 0; n < kThreads; ++n) {
                const Vec expected = oracle(a[n], b[n], c[n]);
                for (unsigned k = 0; k < out; ++k) {
                  const double got = decode(*type, load_bits(*type, results + (n * out + k) * type->bytes()));
                  const double scale = std::max(9.0 * width, std::fabs(expected[k]));
                  if (!(std::fabs(got - expected[k]) <= scale * unit))
                    report.fail("vector {} component {}: got {}, expected {}", n, k, got, expected[k]);
                }
              }
            };
            batch.expressions.push_back(std::move(e));
          }
        }
        add_batch(suite, std::move(batch));
      }
    }
  }
}

}  // namespace pewter::conformance
