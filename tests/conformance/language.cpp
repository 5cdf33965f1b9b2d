// SPDX-License-Identifier: Apache-2.0
// MSL specification, the language itself: templates, host names, overloads, lambdas, structs, enums, unions, control flow,
// constant expressions, the preprocessor.
#include "harness/kernel.h"
#include "harness/table.h"

namespace pewter::conformance {
namespace {

// Expressions over `uint i` in 0..7 that leave a float in r; what they need comes before the kernel.
struct Row {
  const char* name;
  const char* preamble;
  const char* body;
  double (*expected)(unsigned i);
};

const std::vector<Row>& rows() {
  static const std::vector<Row> table{
      {"template.function", "template <typename T> static T twice(T v) { return v + v; }\n", "r = twice(float(i)) + float(twice(int(i)));", [](unsigned i) { return 4. * i; }},
      {"template.non_type", "template <int N> static int powered(int v) { int r = 1; for (int n = 0; n < N; ++n) r *= v; return r; }\n", "r = float(powered<3>(int(i)));", [](unsigned i) { return double(i * i * i); }},
      {"template.struct", "template <typename T, int N> struct Bag { T items[N]; T sum() const { T s = 0; for (int n = 0; n < N; ++n) s += items[n]; return s; } };\n", "Bag<float, 4> b; for (int n = 0; n < 4; ++n) b.items[n] = float(n) * float(i); r = b.sum();", [](unsigned i) { return 6. * i; }},
      {"template.specialisation", "template <typename T> struct Size { static constant constexpr int value = 1; };\ntemplate <> struct Size<half> { static constant constexpr int value = 2; };\n", "r = float(Size<float>::value + 10 * Size<half>::value + 0 * i);", [](unsigned) { return 21.; }},
      {"template.partial_specialisation", "template <typename T, int N> struct Pick { static int f() { return 1; } };\ntemplate <typename T> struct Pick<T, 4> { static int f() { return 2; } };\n", "r = float(Pick<int, 3>::f() * 10 + Pick<int, 4>::f() + 0 * i);", [](unsigned) { return 12.; }},
      {"template.variadic", "template <typename T> static T total(T v) { return v; }\ntemplate <typename T, typename... R> static T total(T v, R... rest) { return v + total(rest...); }\n", "r = total(1.0f, 2.0f, float(i), 4.0f);", [](unsigned i) { return 7. + i; }},
      {"template.default_argument", "template <typename T = float, int N = 3> struct D { T v = T(N); };\n", "D<> d; D<int, 5> e; r = d.v + float(e.v) + float(i);", [](unsigned i) { return 8. + i; }},
      {"template.functor_argument", "struct Add { template <typename T> T operator()(T a, T b) const { return a + b; } };\nstruct Mul { template <typename T> T operator()(T a, T b) const { return a * b; } };\ntemplate <typename Op> static float apply(float a, float b) { return Op()(a, b); }\n", "r = apply<Add>(float(i), 3) * 100 + apply<Mul>(float(i), 3);", [](unsigned i) { return (i + 3.) * 100 + 3. * i; }},
      {"template.enable_if", "template <typename T, typename = metal::enable_if_t<metal::is_floating_point<T>::value>> static int kind(T) { return 1; }\ntemplate <typename T, typename = metal::enable_if_t<metal::is_integral<T>::value>, int = 0> static int kind(T) { return 2; }\n", "r = float(kind(1.0f) * 10 + kind(int(i)));", [](unsigned) { return 12.; }},
      {"type_traits", "", "r = float(is_same_v<float, float>) + 2 * float(is_same_v<float, half>) + 4 * float(is_integral_v<uint>) + 8 * float(is_floating_point_v<half>) + 16 * float(is_signed_v<uint>) + 32 * float(is_same_v<remove_reference_t<int&>, int>) + 64 * float(is_same_v<conditional_t<true, int, float>, int>) + 0 * i;", [](unsigned) { return 1. + 4 + 8 + 32 + 64; }},
      {"make_unsigned", "", "make_unsigned_t<int> u = make_unsigned_t<int>(-1); r = float(u >> 31) + float(i);", [](unsigned i) { return 1. + i; }},
      {"numeric_limits", "", "r = float(numeric_limits<char>::max()) + float(numeric_limits<short>::lowest()) + float(numeric_limits<uchar>::digits) + (numeric_limits<float>::max() > 1e38f ? 1 : 0) + (numeric_limits<half>::max() == 65504.0h ? 2 : 0) + (isinf(numeric_limits<float>::infinity()) ? 4 : 0) + 0 * i;", [](unsigned) { return 127. - 32768 + 8 + 1 + 2 + 4; }},
      {"math_constants", "", "r = (fabs(M_PI_F - 3.14159265f) < 1e-6f ? 1 : 0) + (M_PI_H > 3.1h ? 2 : 0) + (isinf(INFINITY) ? 4 : 0) + (isnan(NAN) ? 8 : 0) + (FLT_MAX > 3e38f ? 16 : 0) + (INT_MAX == 2147483647 ? 32 : 0) + (UCHAR_MAX == 255 ? 64 : 0) + (M_E_F > 2.7f ? 128 : 0) + (FLT_EPSILON < 2e-7f ? 256 : 0) + 0 * i;", [](unsigned) { return 511.; }},
      {"overload.by_type", "static int f(int) { return 1; }\nstatic int f(uint) { return 2; }\nstatic int f(float) { return 3; }\nstatic int f(half) { return 4; }\nstatic int f(float2) { return 5; }\nstatic int f(bfloat) { return 6; }\n", "r = float(f(int(i)) + 10 * f(i) + 100 * f(1.0f) + 1000 * f(1.0h) + 10000 * f(float2(0)) + 100000 * f(bfloat(1)));", [](unsigned) { return 654321.; }},
      {"overload.default_argument", "static float scaled(float v, float by = 3) { return v * by; }\n", "r = scaled(float(i)) + scaled(float(i), 10);", [](unsigned i) { return 13. * i; }},
      {"operator_overload", "struct C { float re, im; C operator*(C o) const { return {re * o.re - im * o.im, re * o.im + im * o.re}; } };\nstatic C operator+(C a, C b) { return {a.re + b.re, a.im + b.im}; }\n", "C a = {float(i), 1}, b = {2, 3}; C c = a * b + a; r = c.re * 100 + c.im;", [](unsigned i) { return (3. * i - 3) * 100 + (3. * i + 3); }},
      {"lambda.capture_reference", "", "float s = 0; auto add = [&](float v) { s += v; }; for (uint n = 0; n < 3; ++n) add(float(i)); r = s;", [](unsigned i) { return 3. * i; }},
      {"lambda.capture_value", "", "float base = float(i); auto f = [=](float v) { return base * v; }; r = f(2) + f(3);", [](unsigned i) { return 5. * i; }},
      {"lambda.generic", "", "auto f = [](auto a, auto b) { return a * b; }; r = f(2.0f, float(i)) + float(f(3, int(i)));", [](unsigned i) { return 5. * i; }},
      {"lambda.passed_to_template", "template <typename F> static float fold(int n, F f) { float s = 0; for (int k = 0; k < n; ++k) s += f(k); return s; }\n", "r = fold(int(i), [](int k) { return float(k * k); });", [](unsigned i) { double s = 0; for (unsigned k = 0; k < i; ++k) s += k * k; return s; }},
      {"struct.methods", "struct Counter { int n = 0; void bump(int by = 1) { n += by; } int get() const { return n; } };\n", "Counter c; c.bump(); c.bump(int(i)); r = float(c.get());", [](unsigned i) { return 1. + i; }},
      {"struct.constructor", "struct P { float x, y; P(float a, float b) : x(a), y(b) {} P(float a) : P(a, a) {} float area() { return x * y; } };\n", "P a(2, float(i)), b(3); r = a.area() + b.area();", [](unsigned i) { return 2. * i + 9; }},
      {"struct.nested", "struct Outer { struct Inner { int v; } inner[2]; float4 f; };\n", "Outer q; q.inner[1].v = int(i); q.f = float4(float(q.inner[1].v)); Outer p = q; r = p.f.w + float(p.inner[1].v);", [](unsigned i) { return 2. * i; }},
      {"struct.inheritance", "struct Base { int a; int get() { return a; } };\nstruct Derived : Base { int b; int both() { return get() * 10 + b; } };\n", "Derived d; d.a = int(i); d.b = 2; r = float(d.both());", [](unsigned i) { return 10. * i + 2; }},
      {"struct.static_member", "struct K { static constexpr constant int n = 5; };\n", "r = float(K::n) * float(i);", [](unsigned i) { return 5. * i; }},
      {"struct.bit_field", "struct B { uint low : 4; uint high : 12; int s : 3; };\n", "B b; b.low = i + 14; b.high = i * 100; b.s = -2; r = float(b.low) + float(b.high) + float(b.s);", [](unsigned i) { return double((i + 14) % 16) + i * 100. - 2; }},
      {"union", "union U { float f; uint u; };\n", "U v; v.f = float(i) + 1; v.u ^= 0x80000000u; r = v.f;", [](unsigned i) { return -(i + 1.); }},
      {"enum", "enum Color { red, green = 5, blue };\nenum class Mode : short { a = 1, b = 300 };\n", "Color c = blue; Mode m = Mode::b; r = float(c) + float(short(m)) + float(i);", [](unsigned i) { return 306. + i; }},
      {"using_alias", "using real = float;\ntypedef uint2 pair_t;\ntemplate <typename T> using three = vec<T, 3>;\n", "pair_t p = pair_t(i, 2); three<real> t = three<real>(1); r = real(p.x * p.y) + t.z;", [](unsigned i) { return 2. * i + 1; }},
      {"namespace", "namespace outer { namespace inner { static int f(int v) { return v + 1; } } constant int k = 4; }\n", "r = float(outer::inner::f(int(i)) * outer::k);", [](unsigned i) { return 4. * (i + 1); }},
      {"array.standard", "", "array<float, 4> a = {1, 2, 3, 4}; float s = 0; for (float v : a) s += v; r = s + a[i % 4] + float(a.size());", [](unsigned i) { return 10. + (i % 4 + 1) + 4; }},
      {"array.two_dimensions", "", "int m[3][4]; for (int a = 0; a < 3; ++a) for (int b = 0; b < 4; ++b) m[a][b] = a * 10 + b; r = float(m[i % 3][i % 4]);", [](unsigned i) { return i % 3 * 10. + i % 4; }},
      {"array.initialiser", "", "const int t[] = {5, 4, 3, 2, 1}; r = float(t[i % 5]) + float(sizeof(t) / sizeof(t[0]));", [](unsigned i) { return 5. - i % 5 + 5; }},
      {"range_for", "", "int v[] = {1, 2, 3}; int s = 0; for (int x : v) s += x * int(i); r = float(s);", [](unsigned i) { return 6. * i; }},
      {"control.switch_fall_through", "", "int s = 0; switch (i) { case 0: s += 1; case 1: s += 10; break; case 5: s += 100; default: s += 1000; } r = float(s);", [](unsigned i) { return i == 0 ? 11. : i == 1 ? 10. : i == 5 ? 1100. : 1000.; }},
      {"control.do_while", "", "uint n = 0; do { n += 2; } while (n < i); r = float(n);", [](unsigned i) { unsigned n = 0; do n += 2; while (n < i); return double(n); }},
      {"control.nested_break_continue", "", "int s = 0; for (uint a = 0; a < 5; ++a) { if (a == i) continue; for (uint b = 0; b < 5; ++b) { if (b > a) break; s += 1; } } r = float(s);", [](unsigned i) { return 15. - (i < 5 ? i + 1 : 0); }},
      {"control.ternary_chain", "", "r = i < 2 ? 1.0f : i < 4 ? 2.0f : i < 6 ? 3.0f : 4.0f;", [](unsigned i) { return i / 2 + 1.; }},
      {"control.comma", "", "int a = 0, b; b = (a += 3, a * int(i)); r = float(b);", [](unsigned i) { return 3. * i; }},
      {"control.collatz", "", "uint n = i + 1, steps = 0; while (n != 1) { n = n & 1 ? 3 * n + 1 : n / 2; ++steps; } r = float(steps);", [](unsigned i) { unsigned n = i + 1, s = 0; while (n != 1) { n = n & 1 ? 3 * n + 1 : n / 2; ++s; } return double(s); }},
      {"if_constexpr", "template <typename T> static int width() { if constexpr (sizeof(T) == 2) return 2; else return 4; }\n", "r = float(width<half>() * 10 + width<float>()) + 0 * i;", [](unsigned) { return 24.; }},
      {"constexpr_function", "static constexpr int square(int v) { return v * v; }\n", "int a[square(3)]; a[8] = int(i); static_assert(square(4) == 16, \"\"); r = float(a[8]);", [](unsigned i) { return double(i); }},
      {"auto_and_decltype", "", "auto v = float2(1, 2) * float(i); decltype(v) w = v + 1; r = w.y;", [](unsigned i) { return 2. * i + 1; }},
      {"references", "static void swap_them(thread int& a, thread int& b) { int t = a; a = b; b = t; }\n", "int a = int(i), b = 100; swap_them(a, b); thread int& c = b; c += 1; r = float(a + b);", [](unsigned i) { return 101. + i; }},
      {"pointers", "", "int v[4] = {1, 2, 3, 4}; thread int* p = v + 1; p[1] = int(i); thread int* end = &v[4]; int s = 0; for (thread int* q = v; q != end; ++q) s += *q; r = float(s);", [](unsigned i) { return 7. + i; }},
      {"function_returning_struct", "struct Two { float a, b; };\nstatic Two both(float v) { Two t; t.a = v + 1; t.b = v - 1; return t; }\n", "Two t = both(float(i)); r = t.a * t.b;", [](unsigned i) { return double(i) * i - 1; }},
      {"structured_binding", "struct Two { int a; float b; };\n", "Two t = {int(i), 2.5f}; auto [x, y] = t; r = float(x) + y;", [](unsigned i) { return i + 2.5; }},
      {"inline_functions", "inline float f1(float v) { return v + 1; }\nstatic inline float f2(float v) { return f1(v) * 2; }\n__attribute__((always_inline)) inline float f3(float v) { return f2(v) - 1; }\n[[gnu::noinline]] static float f4(float v) { return f3(v); }\n", "r = f4(float(i));", [](unsigned i) { return 2. * (i + 1) - 1; }},
      {"preprocessor", "#define SCALE(x) ((x) * FACTOR)\n#define FACTOR 3\n#define NAME(a, b) a##b\n#if defined(__METAL_VERSION__) && __METAL_VERSION__ >= 300\n#define MODERN 1\n#else\n#define MODERN 0\n#endif\n", "float NAME(va, lue) = SCALE(float(i)); r = value + MODERN;", [](unsigned i) { return 3. * i + 1; }},
      {"pragma_unroll", "", "float s = 0;\n#pragma unroll\nfor (int n = 0; n < 4; ++n) s += float(n);\n#pragma unroll(2)\nfor (int n = 0; n < 4; ++n) s += 1;\n#pragma clang loop unroll(full)\nfor (int n = 0; n < 2; ++n) s += 1;\nr = s * float(i);", [](unsigned i) { return 12. * i; }},
      {"literals", "", "r = 1.5f + float(2.5h) + 0x10 + 0b101 + 1e1f + float('a') + float(7u) + float(1'000) + float(3ul) + 0 * i;", [](unsigned) { return 1.5 + 2.5 + 16 + 5 + 10 + 97 + 7 + 1000 + 3; }},
      {"size_of_expressions", "", "r = float(sizeof(1.0) * 100 + sizeof(1.0h) * 10 + sizeof(1)) + 0 * i;", [](unsigned) { return 424.; }},
      {"shadowing", "static constant int hidden = 1;\n", "int hidden = 2; { int hidden = 3; r = float(hidden); } r += float(hidden) + 0 * i;", [](unsigned) { return 5.; }},
      {"user_function_named_like_builtin", "namespace mine { static float dot(float a, float b) { return a * 10 + b; } }\n", "r = mine::dot(float(i), 2) + metal::dot(float2(1, 2), float2(3, 4));", [](unsigned i) { return 10. * i + 2 + 11; }},
      {"divide_to_zero", "", "r = float(-7 / 2) * 100 + float(-7 % 3) + 0 * i;", [](unsigned) { return -301.; }},
      {"assign_chain", "", "float a, b, c; a = b = c = float(i); r = a + b + c;", [](unsigned i) { return 3. * i; }},
      {"compound_assignments", "", "int a = int(i) + 1; a += 2; a -= 1; a *= 3; a <<= 2; a >>= 1; a |= 1; a &= 0xff; a ^= 2; a %= 50; a /= 2; r = float(a);", [](unsigned i) { int a = int(i) + 1; a += 2; a -= 1; a *= 3; a <<= 2; a >>= 1; a |= 1; a &= 0xff; a ^= 2; a %= 50; a /= 2; return double(a); }},
  };
  return table;
}

void add_entry_points(Suite& suite) {
  add_kernel<float>(suite, {.name = "entry.kernel_attribute", .source = "[[kernel]] void k(device float* out [[buffer(0)]]) { out[0] = 4; }", .expected = {4}});
  add_kernel<float>(suite, {.name = "entry.kernel_after_void_attributes", .source = "kernel __attribute__((max_total_threads_per_threadgroup(64))) void k(device float* out [[buffer(0)]]) { out[0] = 4; }", .expected = {4}});
  add_kernel<float>(suite, {.name = "entry.in_namespace", .source = "namespace n { [[kernel]] void k(device float* out [[buffer(0)]]) { out[0] = 4; } }", .expected = {4}, .entry = "n::k"});
  add_kernel<float>(suite, {.name = "entry.host_name_on_function", .source = "[[host_name(\"other\")]] kernel void k(device float* out [[buffer(0)]]) { out[0] = 4; }", .expected = {4}, .entry = "other"});
  add_kernel<float>(suite, {.name = "entry.arguments_not_in_order", .source = "kernel void k(uint i [[thread_position_in_grid]], device const float* b [[buffer(2)]], device float* out [[buffer(0)]], device const float* a [[buffer(1)]]) { out[i] = a[i] - b[i]; }",
                            .grid = {2, 1, 1}, .group = {2, 1, 1}, .expected = {-9, -18}, .inputs = {bytes_of<float>({1, 2}), bytes_of<float>({10, 20})}});
  add_kernel<float>(suite, {.name = "entry.argument_names_collide_with_library", .source = "kernel void k(device float* abs [[buffer(0)]], device const float* max [[buffer(1)]]) { abs[0] = max[0] + metal::abs(-2.0f); }", .expected = {5}, .inputs = {bytes_of<float>({3})}});
  add_kernel<float>(suite, {.name = "entry.recursion_through_templates", .source = "template <int N> struct F { static int f() { return N * F<N - 1>::f(); } };\ntemplate <> struct F<0> { static int f() { return 1; } };\nkernel void k(device float* out [[buffer(0)]]) { out[0] = float(F<5>::f()); }", .expected = {120}});
  add_kernel<float>(suite, {.name = "entry.macro_generated_kernels", .source = "#define MAKE(name, op) kernel void name(device float* out [[buffer(0)]], uint i [[thread_position_in_grid]]) { out[i] = float(i) op 2; }\nMAKE(plus2, +)\nMAKE(times2, *)\n", .grid = {3, 1, 1}, .group = {3, 1, 1}, .expected = {0, 2, 4}, .entry = "times2"});
  add_kernel<float>(suite, {.name = "entry.macro_instantiated_template", .source = "template <typename T, int W> [[kernel]] void fill(device T* out [[buffer(0)]], uint i [[thread_position_in_grid]]) { out[i] = T(W); }\n#define INSTANTIATE(name, T, W) template [[host_name(#name \"_\" #T \"_\" #W)]] [[kernel]] decltype(fill<T, W>) fill<T, W>;\nINSTANTIATE(fill, float, 4)\nINSTANTIATE(fill, float, 8)\nINSTANTIATE(fill, int, 4)\n",
                            .grid = {2, 1, 1}, .group = {2, 1, 1}, .expected = {8, 8}, .entry = "fill_float_8"});
  add_kernel<float>(suite, {.name = "entry.compile_option_macros", .source = "#ifndef WIDTH\n#error WIDTH\n#endif\nkernel void k(device float* out [[buffer(0)]]) { out[0] = WIDTH; }", .expected = {12}, .options = {.macros = {{"WIDTH", "12"}}}});
  for (auto [version, number] : {std::pair{0x20004u, 240}, {0x30000u, 300}, {0x30001u, 310}, {0x30002u, 320}})
    add_kernel<float>(suite, {.name = fmt::format("entry.metal_version.{}", number), .source = "kernel void k(device float* out [[buffer(0)]]) { out[0] = __METAL_VERSION__; }", .expected = {float(number)}, .options = {.language_version = version}});
  add_kernel<float>(suite, {.name = "entry.fast_math_macro", .source = "kernel void k(device float* out [[buffer(0)]]) {\n#ifdef __FAST_MATH__\nout[0] = 1;\n#else\nout[0] = 2;\n#endif\n}", .expected = {1}});
  add_kernel<float>(suite, {.name = "entry.safe_math_macro", .source = "kernel void k(device float* out [[buffer(0)]]) {\n#ifdef __FAST_MATH__\nout[0] = 1;\n#else\nout[0] = 2;\n#endif\n}", .expected = {2}, .options = {.fast_math = false}});
  for (const char* header : {"metal_math", "metal_integer", "metal_atomic", "metal_simdgroup", "metal_simdgroup_matrix", "metal_geometric", "metal_common", "metal_compute", "metal_pack", "metal_relational", "metal_matrix", "metal_array", "metal_type_traits", "metal_limits", "metal_quadgroup", "simd/simd.h"})
    add_kernel<float>(suite, {.name = std::string("header.") + header, .source = fmt::format("#include <{}>\n#include <metal_stdlib>\nusing namespace metal;\nkernel void k(device float* out [[buffer(0)]]) {{ out[0] = 1; }}", header), .expected = {1}, .raw = true});
}

}  // namespace

void add_language(Suite& suite) {
  // A few kernels, so that one large translation unit is met too, and a failure halves quickly.
  constexpr std::size_t kPerKernel = 20;
  for (std::size_t first = 0; first < rows().size(); first += kPerKernel) {
    Batch batch;
    batch.threads = 8;
    batch.group = {8, 1, 1};
    batch.options.fast_math = false;
    for (std::size_t n = first; n < std::min(first + kPerKernel, rows().size()); ++n) {
      const Row& row = rows()[n];
      // Each row in a namespace of its own; macros stay distinct by name.
      const std::string space = fmt::format("row_{}", n);
      batch.expressions.push_back({row.name, fmt::format("using namespace {}; float r; {} *(device float*)o = r;", space, row.body), 4,
                                   [&row](const std::byte* results, std::size_t threads, Report& report) {
                                     for (unsigned i = 0; i < threads; ++i) {
                                       float got;
                                       std::memcpy(&got, results + 4 * i, 4);
                                       report.equal(got, float(row.expected(i)), fmt::format("i = {}", i));
                                     }
                                   },
                                   fmt::format("namespace {} {{\n{}}}\n", space, row.preamble)});
    }
    add_batch(suite, std::move(batch));
  }
  add_entry_points(suite);
}

}  // namespace pewter::conformance
