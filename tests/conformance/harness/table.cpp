// SPDX-License-Identifier: Apache-2.0
#include "harness/table.h"

#include <cmath>

namespace pewter::conformance {

std::string load_vector(const NumberType& type, unsigned width, const std::string& name, const std::string& array) {
  if (width == 1) return fmt::format("  {} {} = {}[i];\n", type.name, name, array);
  std::string text = fmt::format("  {0} {1} = {0}(", vector_name(type, width), name);
  for (unsigned k = 0; k < width; ++k) text += fmt::format("{}{}[i * {}u + {}u]", k ? ", " : "", array, width, k);
  return text + ");\n";
}

std::string store_vector(const std::string& element, unsigned width, const std::string& value) {
  std::string text = fmt::format("device {0}* p = (device {0}*)o;", element);
  if (width == 1) return text + fmt::format(" p[0] = {}({});", element, value);
  for (unsigned k = 0; k < width; ++k) text += fmt::format(" p[{0}] = {1}({2}[{0}]);", k, element, value);
  return text;
}

static const NumberType& result_type(ResultType result, const NumberType& type) {
  switch (result) {
    case ResultType::same: return type;
    case ResultType::as_unsigned: return unsigned_of(type);
    case ResultType::as_signed: return signed_of(type);
    case ResultType::boolean: return kBool;
    case ResultType::int32: return kInt;
  }
  return type;
}

static std::string parameters_abc(const NumberType& type) {
  return fmt::format(", device const {0}* A [[buffer(1)]], device const {0}* B [[buffer(2)]], device const {0}* C [[buffer(3)]]",
                     type.name);
}

// `$T r = expression;` and the stores of r.
static std::string body_of(const std::string& expression, const NumberType& type, const NumberType& result, unsigned width) {
  const std::string text = substitute(expression, {{"T", vector_name(type, width)}, {"E", std::string(type.name)},
                                                   {"N", std::to_string(width)}});
  const std::string stored = result.kind == NumberKind::boolean ? "uchar" : std::string(result.name);
  return fmt::format("{} r = {}; {}", vector_name(result, width), text, store_vector(stored, width, "r"));
}

static std::vector<Wide> integer_inputs(const NumberType& type, unsigned stride, std::uint64_t seed, std::size_t count) {
  std::vector<Wide> edge{0, 1, 2, 3, 5, 7, 8, 31, highest(type), highest(type) - 1, highest(type) / 2, highest(type) / 3,
                         lowest(type), lowest(type) + 1};
  if (type.is_signed()) edge.insert(edge.end(), {-1, -2, -7, lowest(type) / 2});
  std::vector<Wide> values;
  Random random(seed);
  for (std::size_t i = 0; i < count; ++i)
    values.push_back(i < count * 3 / 4 ? edge[(i / stride) % edge.size()] : wrap(type, Wide(random.next() >> (random.next() % 56))));
  return values;
}

void add_integer_table(Suite& suite, const std::vector<IntegerRow>& rows) {
  constexpr std::size_t kCount = 504;  // 4/3 * 18 * 18 = 432 pairs of edge values, and random ones; a multiple of 12
  for (const NumberType* type : integer_types()) {
    const auto a = integer_inputs(*type, 1, 1, kCount);
    const auto b = integer_inputs(*type, type->is_signed() ? 18 : 14, 2, kCount);
    const auto c = integer_inputs(*type, 5, 3, kCount);
    Batch common;
    common.parameters = parameters_abc(*type);
    for (const auto* values : {&a, &b, &c}) {
      Bytes bytes;
      for (Wide value : *values) append_integer(bytes, *type, value);
      common.inputs.push_back(std::move(bytes));
    }
    for (unsigned width = 1; width <= 4; ++width) {
      Batch batch = common;
      batch.threads = std::uint32_t(kCount / width);
      batch.prologue = load_vector(*type, width, "a", "A") + load_vector(*type, width, "b", "B") + load_vector(*type, width, "c", "C");
      for (const IntegerRow& row : rows) {
        if (type->bits < row.min_bits || type->bits > row.max_bits || width > row.max_width) continue;
        if (!(type->is_signed() ? row.is_signed : row.is_unsigned)) continue;
        const NumberType& result = result_type(row.result, *type);
        Expression e;
        e.name = row.name + "." + vector_name(*type, width);
        e.body = body_of(row.expression, *type, result, width);
        e.bytes_per_thread = result.bytes() * width;
        e.check = [=, type = type, &result, oracle = row.oracle](const std::byte* results, std::size_t, Report& report) {
          for (std::size_t n = 0; n < kCount; ++n) {
            const auto exact = oracle(*type, a[n], b[n], c[n]);
            if (!exact) continue;
            const Wide expected = wrap(result, *exact);
            const Wide got = decode_integer(result, load_bits(result, results + n * result.bytes()));
            if (got != expected)
              report.fail("element {}: a={} b={} c={}: got {}, expected {}", n, to_string(a[n]), to_string(b[n]),
                          to_string(c[n]), to_string(got), to_string(expected));
          }
        };
        batch.expressions.push_back(std::move(e));
      }
      add_batch(suite, std::move(batch));
    }
  }
}

bool within(const NumberType& type, double got, double expected, Tolerance tolerance) {
  if (std::isnan(expected)) return std::isnan(got);
  if (std::isnan(got)) return false;
  if (got == expected) return true;
  const double rounded = round_to(type, expected);
  if (got == rounded) return true;
  const double unit = ulp_of(type, expected);
  if (std::isinf(rounded) || std::isinf(got)) {
    // Next to the largest number an error of some ulp may cross into infinity and back.
    const double large = largest_finite(type);
    const double slack = tolerance.ulp * ulp_of(type, large) + tolerance.absolute;
    return std::signbit(got) == std::signbit(expected) && std::fabs(expected) >= large - slack && std::fabs(got) >= large - slack &&
           (!std::isinf(expected));
  }
  if (type.bits == 32 && got == 0 && std::fabs(expected) < std::ldexp(1.0, type.min_exponent)) return true;  // flushed
  return std::fabs(got - expected) <= std::max(tolerance.ulp * unit, tolerance.absolute);
}

void add_float_table(Suite& suite, const FloatTable& table) {
  for (const NumberType* type : table.types) {
    const std::size_t count = table.a.size();
    auto rounded = [&](const std::vector<double>& values) {
      std::vector<double> result;
      for (std::size_t i = 0; i < count; ++i) result.push_back(values.empty() ? 0 : round_to(*type, values[i % values.size()]));
      return result;
    };
    const auto a = rounded(table.a), b = rounded(table.b), c = rounded(table.c);
    Batch common;
    common.parameters = parameters_abc(*type);
    common.options.fast_math = table.fast_math;
    for (const auto* values : {&a, &b, &c}) {
      Bytes bytes;
      for (double value : *values) append(bytes, *type, value);
      common.inputs.push_back(std::move(bytes));
    }
    for (unsigned width = 1; width <= 4; ++width) {
      Batch batch = common;
      batch.threads = std::uint32_t(count / width);
      batch.prologue = load_vector(*type, width, "a", "A") + load_vector(*type, width, "b", "B") + load_vector(*type, width, "c", "C");
      for (const FloatRow& row : table.rows) {
        if (width > row.max_width) continue;
        const NumberType& result = result_type(row.result, *type);
        Expression e;
        e.name = table.prefix + row.name + "." + vector_name(*type, width);
        e.body = body_of(row.expression, *type, result, width);
        e.bytes_per_thread = result.bytes() * width;
        e.check = [=, type = type, &result, row = row](const std::byte* results, std::size_t, Report& report) {
          for (std::size_t n = 0; n < count; ++n) {
            const auto exact = row.oracle(a[n], b[n], c[n]);
            if (!exact) continue;
            const std::uint64_t bits = load_bits(result, results + n * result.bytes());
            const double got = result.is_float() ? decode(result, bits) : double(decode_integer(result, bits));
            const bool good = result.is_float() ? within(*type, got, *exact, row.tolerance) : got == *exact;
            if (!good)
              report.fail("element {}: a={} b={} c={}: got {}, expected {} ({:.2f} ulp off, {} allowed)", n, a[n], b[n], c[n],
                          got, *exact, std::fabs(got - *exact) / ulp_of(*type, *exact), row.tolerance.ulp);
          }
        };
        batch.expressions.push_back(std::move(e));
      }
      add_batch(suite, std::move(batch));
    }
  }
}

}  // namespace pewter::conformance
