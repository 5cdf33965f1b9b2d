// SPDX-License-Identifier: Apache-2.0
// MSL specification, "Type Conversions": every scalar type to every other, vectors by constructor, rounding of half and bfloat.
#include <cmath>

#include "harness/suite.h"
#include "harness/table.h"

namespace pewter::conformance {
namespace {

// Inputs as exact doubles that the source type holds.
std::vector<double> inputs_of(const NumberType& type) {
  std::vector<double> values;
  if (type.kind == NumberKind::boolean) return cycled<double>({0, 1}, 1, 60);
  if (type.is_float()) {
    values = {0, -0.0, 1, -1, 0.5, -0.5, 1.5, 2.5, -2.5, 0.1, 100.25, -100.75, 127, 128, 255, 256, 1000.5, -1000.5, 2049, 2051,
              32767, 32768, 60000, 65504, 65520, 1e-5, 6e-8, 3e-8, 1e6, -1e6, 16777217, 3.14159, 0.333333};
  } else {
    for (Wide v : {Wide(0), Wide(1), Wide(2), Wide(5), Wide(100), Wide(127), Wide(128), Wide(255), Wide(256), Wide(1000), Wide(2049),
                   Wide(2051), Wide(4099), Wide(32767), Wide(65520), Wide(16777217), Wide(16777219), highest(type), highest(type) / 2,
                   lowest(type), lowest(type) / 2, Wide(-1), Wide(-100)})
      values.push_back(double(wrap(type, v)));
  }
  std::vector<double> rounded;
  for (std::size_t i = 0; i < 60; ++i) {
    const double v = values[i % values.size()];
    // 64-bit integers beyond 2^53 are not doubles: keep those that are.
    rounded.push_back(type.is_float() ? round_to(type, v) : std::fabs(v) >= 0x1p53 ? std::copysign(0x1p52 + 1, v) : v);
  }
  return rounded;
}

// What a conversion gives; nothing where MSL leaves it undefined (out of the integer's range).
std::optional<double> converted(const NumberType& to, const NumberType& from, double value) {
  if (to.kind == NumberKind::boolean) return value != 0;
  if (to.is_float()) return round_to(to, value);
  if (!from.is_float()) return double(wrap(to, Wide(value)));
  const double whole = std::trunc(value);
  if (!std::isfinite(value) || whole < double(lowest(to)) || whole > double(highest(to))) return {};
  return whole;
}

void add_pairs(Suite& suite) {
  for (const NumberType* from : all_types()) {
    const std::vector<double> inputs = inputs_of(*from);
    Bytes bytes;
    for (double value : inputs)
      from->is_float() ? append(bytes, *from, value) : append_integer(bytes, *from, Wide(value));
    for (unsigned width : {1u, 4u}) {
      Batch batch;
      batch.threads = std::uint32_t(60 / width);
      batch.inputs = {bytes};
      batch.options.fast_math = false;
      const std::string stored = from->kind == NumberKind::boolean ? "uchar" : std::string(from->name);
      batch.parameters = fmt::format(", device const {}* A [[buffer(1)]]", stored);
      batch.prologue = load_vector(*from, width, "a", "A");
      for (const NumberType* to : all_types()) {
        Expression e;
        const std::string target = vector_name(*to, width);
        e.name = vector_name(*from, width) + "_to_" + target;
        const std::string out = to->kind == NumberKind::boolean ? "uchar" : std::string(to->name);
        e.body = fmt::format("{0} r = {0}(a); {1}", target, store_vector(out, width, "r"));
        e.bytes_per_thread = to->bytes() * width;
        e.check = [=](const std::byte* results, std::size_t, Report& report) {
          for (std::size_t n = 0; n < inputs.size(); ++n) {
            const auto expected = converted(*to, *from, inputs[n]);
            if (!expected) continue;
            const std::uint64_t bits = load_bits(*to, results + n * to->bytes());
            const double got = to->is_float() ? decode(*to, bits) : double(decode_integer(*to, bits));
            if (got != *expected && !(to->bits == 32 && got == 0 && std::fabs(*expected) < 0x1p-126))
              report.fail("{}: got {}, expected {}", inputs[n], got, *expected);
          }
        };
        batch.expressions.push_back(std::move(e));
      }
      add_batch(suite, std::move(batch));
    }
  }
}

// All 65536 bit patterns, widened and narrowed again; and rounding of floats near ties.
void add_exhaustive(Suite& suite) {
  for (const NumberType* type : {&kHalf, &kBfloat}) {
    suite.add(fmt::format("every_{}_to_float_and_back", type->name), [type](Machine& machine, Report& report) {
      Program program;
      program.source = msl(substitute(
          "kernel void k(device const $T* in [[buffer(0)]], device float* wide [[buffer(1)]], device $T* back [[buffer(2)]],\n"
          "              uint i [[thread_position_in_grid]]) { wide[i] = float(in[i]); back[i] = $T(wide[i]); }\n",
          {{"T", std::string(type->name)}}));
      program.options.fast_math = false;
      std::vector<std::uint16_t> patterns;
      for (unsigned n = 0; n < 65536; ++n) patterns.push_back(std::uint16_t(n));
      program.buffers = {bytes_of(patterns), Bytes(65536 * 4), Bytes(65536 * 2)};
      program.grid = {65536, 1, 1};
      program.group = {256, 1, 1};
      if (auto done = machine.run(program); !done) return report.fail("{}", done.error());
      const auto wide = values_of<float>(program.buffers[1]);
      const auto back = values_of<std::uint16_t>(program.buffers[2]);
      for (unsigned n = 0; n < 65536; ++n) {
        const double exact = decode(*type, n);
        if (!(std::isnan(exact) ? std::isnan(wide[n]) : exact == wide[n] || (wide[n] == 0 && std::fabs(exact) < 0x1p-126)))
          report.fail("{:#06x}: got {}, expected {}", n, wide[n], exact);
        if (!std::isnan(exact) && std::fabs(exact) >= 0x1p-126 && back[n] != n) report.fail("{:#06x} comes back as {:#06x}", n, back[n]);
      }
    });
    suite.add(fmt::format("float_to_{}_rounds_to_nearest_even", type->name), [type](Machine& machine, Report& report) {
      Program program;
      program.source = msl(substitute(
          "kernel void k(device const float* in [[buffer(0)]], device $T* out [[buffer(1)]], uint i [[thread_position_in_grid]]) {\n"
          "  out[i] = $T(in[i]); }\n", {{"T", std::string(type->name)}}));
      program.options.fast_math = false;
      std::vector<float> values;
      Random random(51);
      for (int n = 0; n < 4096; ++n) {
        const double base = decode(*type, random.next() % (type == &kHalf ? 0x7bff : 0x7f7f));
        if (std::fabs(base) < 0x1p-100) continue;
        const double unit = ulp_of(*type, base);
        for (double part : {0.25, 0.5, 0.75, 0.5 + 0x1p-10, 0.5 - 0x1p-10}) values.push_back(float(n % 2 ? base + part * unit : -base - part * unit));
      }
      program.buffers = {bytes_of(values), Bytes(values.size() * 2)};
      program.grid = {std::uint32_t(values.size()), 1, 1};
      program.group = {64, 1, 1};
      if (auto done = machine.run(program); !done) return report.fail("{}", done.error());
      const auto got = values_of<std::uint16_t>(program.buffers[1]);
      for (std::size_t n = 0; n < values.size(); ++n)
        if (got[n] != encode(*type, values[n])) report.fail("{}: got {:#06x}, expected {:#06x}", values[n], got[n], encode(*type, values[n]));
    });
  }
}

void add_implicit(Suite& suite) {
  Batch batch;
  batch.threads = 4;
  auto expect = [&](std::string name, std::string body, std::function<float(unsigned)> oracle) {
    batch.expressions.push_back({"implicit." + name, "device float* p = (device float*)o; " + body, 4,
                                 [oracle](const std::byte* results, std::size_t threads, Report& report) {
                                   for (unsigned n = 0; n < threads; ++n) {
                                     float got;
                                     std::memcpy(&got, results + 4 * n, 4);
                                     report.equal(got, oracle(n), fmt::format("thread {}", n));
                                   }
                                 }});
  };
  expect("int_to_float", "int n = int(i) - 2; float f = n; *p = f;", [](unsigned n) { return float(n) - 2; });
  expect("half_to_float", "half h = 1.5h; float f = h + float(i); *p = f;", [](unsigned n) { return 1.5f + float(n); });
  expect("scalar_to_vector", "float4 v = float(i); *p = v.x + v.y + v.z + v.w;", [](unsigned n) { return 4.f * float(n); });
  expect("bool_to_int", "int n = i > 1u; *p = float(n);", [](unsigned n) { return n > 1 ? 1.f : 0.f; });
  expect("unsuffixed_literal_is_float", "*p = float(sizeof(1.5 * float(i)));", [](unsigned) { return 4.f; });
  expect("half_times_int_literal", "half h = half(i); h = h * 2; *p = float(h);", [](unsigned n) { return 2.f * float(n); });
  expect("bfloat_to_float", "bfloat b = bfloat(0.5); float f = b; *p = f + float(i);", [](unsigned n) { return 0.5f + float(n); });
  expect("char_promotes", "char c = 100; int n = c + c + int(i); *p = float(n);", [](unsigned n) { return 200.f + float(n); });
  expect("ternary", "*p = i & 1u ? 2.5f : float(i);", [](unsigned n) { return n & 1 ? 2.5f : float(n); });
  // Narrow numbers that run over between two threads.
  expect("char_runs_over", "char c = char(i) << 6; *p = float(int(c));", [](unsigned n) { return float(std::int8_t(n << 6)); });
  expect("uchar_runs_over", "uchar c = uchar(i * 100u); *p = float(int(c));", [](unsigned n) { return float(std::uint8_t(n * 100)); });
  expect("short_runs_over", "short c = short(i) * short(20000); *p = float(int(c));", [](unsigned n) { return float(std::int16_t(n * 20000)); });
  expect("int_runs_over", "int c = int(i << 30); *p = float(long(c) >> 20);", [](unsigned n) { return float(std::int64_t(std::int32_t(n << 30)) >> 20); });
  expect("long_cut_to_int", "long c = long(i) << 30; *p = float(((c << 32) >> 32) >> 20);", [](unsigned n) { return float(std::int64_t(std::int32_t(std::uint64_t(n) << 30)) >> 20); });
  add_batch(suite, std::move(batch));
}

}  // namespace

void add_conversion(Suite& suite) {
  add_pairs(suite);
  add_exhaustive(suite);
  add_implicit(suite);
}

}  // namespace pewter::conformance
