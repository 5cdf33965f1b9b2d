// SPDX-License-Identifier: Apache-2.0
// MSL specification, "Address Spaces": device, constant, threadgroup, thread; argument buffers.
#include "harness/kernel.h"

namespace pewter::conformance {
namespace {

Bytes iota_floats(unsigned count) { return bytes_of(generate<float>(count, [](auto n) { return n; })); }

void add_plain(Suite& suite) {
  auto floats = [](const char* name, const char* source, std::vector<float> expected, std::vector<Bytes> inputs = {}, unsigned group = 8,
                   std::map<unsigned, std::uint32_t> memory = {}) {
    const auto threads = unsigned(expected.size());
    return Kernel<float>{.name = name, .source = source, .grid = {threads, 1, 1}, .group = {group, 1, 1}, .expected = std::move(expected),
                         .inputs = std::move(inputs), .threadgroup_memory = std::move(memory)};
  };
  add_kernel(suite, floats("device.read_write", "kernel void k(device float* out [[buffer(0)]], device const float* in [[buffer(1)]], uint i [[thread_position_in_grid]]) { out[i] = in[i] * 2; }",
                           generate<float>(20, [](auto n) { return 2 * n; }), {iota_floats(20)}));
  add_kernel(suite, floats("device.reference", "kernel void k(device float* out [[buffer(0)]], device const float4& in [[buffer(1)]], uint i [[thread_position_in_grid]]) { out[i] = in[i % 4]; }",
                           generate<float>(8, [](auto n) { return n % 4; }), {iota_floats(4)}));
  add_kernel(suite, floats("device.pointer_arithmetic", "kernel void k(device float* out [[buffer(0)]], device const float* in [[buffer(1)]], uint i [[thread_position_in_grid]]) { device const float* p = in + 3; p += i; out[i] = *p-- + p[0]; out[i] += float(p - in); }",
                           generate<float>(8, [](auto n) { return (n + 3) + (n + 2) + (n + 2); }), {iota_floats(16)}));
  add_kernel(suite, floats("device.struct", "struct S { float a; float2 b; };\nkernel void k(device float* out [[buffer(0)]], device const S* in [[buffer(1)]], uint i [[thread_position_in_grid]]) { S s = in[i]; out[i] = s.a + s.b.x * s.b.y + in[i].b.y; }",
                           generate<float>(4, [](auto n) { return 4 * n + (4 * n + 2) * (4 * n + 3) + 4 * n + 3; }), {iota_floats(16)}, 4));
  add_kernel(suite, floats("constant.pointer", "kernel void k(device float* out [[buffer(0)]], constant float* in [[buffer(1)]], uint i [[thread_position_in_grid]]) { out[i] = in[i] + 1; }",
                           generate<float>(10, [](auto n) { return n + 1; }), {iota_floats(10)}));
  add_kernel(suite, floats("constant.reference", "struct P { float scale; uint offset; };\nkernel void k(device float* out [[buffer(0)]], constant P& p [[buffer(1)]], uint i [[thread_position_in_grid]]) { out[i] = p.scale * float(i + p.offset); }",
                           generate<float>(10, [](auto n) { return 1.5 * (n + 3); }), {[] { Bytes b = bytes_of<float>({1.5f}); append_integer(b, kUint, 3); return b; }()}));
  add_kernel(suite, floats("constant.program_scope", "constant float table[4] = {1, 2, 4, 8};\nconstant int offset = 3;\nkernel void k(device float* out [[buffer(0)]], uint i [[thread_position_in_grid]]) { out[i] = table[i % 4] + offset; }",
                           generate<float>(8, [](auto n) { return float(1 << (n % 4)) + 3; })));
  add_kernel(suite, floats("constant.program_scope_struct", "struct S { float3 v; int n; };\nconstant S table[2] = {{float3(1, 2, 3), 4}, {float3(5, 6, 7), 8}};\nkernel void k(device float* out [[buffer(0)]], uint i [[thread_position_in_grid]]) { constant S& s = table[i % 2]; out[i] = s.v.x + s.v.z + s.n; }",
                           {8, 20, 8, 20}));
  add_kernel(suite, floats("constant.constexpr_program_scope", "constexpr constant uint width = 4;\nconstant constexpr float half_of = 0.5f;\nkernel void k(device float* out [[buffer(0)]], uint i [[thread_position_in_grid]]) { float local[width]; for (uint n = 0; n < width; ++n) local[n] = n * half_of; out[i] = local[i % width]; }",
                           generate<float>(8, [](auto n) { return (n % 4) * 0.5; })));
  add_kernel(suite, floats("constant.passed_to_function", "static float sum(constant float* p, int n) { float s = 0; for (int j = 0; j < n; ++j) s += p[j]; return s; }\nkernel void k(device float* out [[buffer(0)]], constant float* in [[buffer(1)]], uint i [[thread_position_in_grid]]) { out[i] = sum(in, int(i) + 1); }",
                           generate<float>(6, [](auto n) { return n * (n + 1) / 2; }), {iota_floats(6)}));
  add_kernel(suite, floats("threadgroup.static", "kernel void k(device float* out [[buffer(0)]], uint i [[thread_position_in_grid]], uint l [[thread_position_in_threadgroup]]) { threadgroup float tile[8]; tile[l] = float(i); threadgroup_barrier(mem_flags::mem_threadgroup); out[i] = tile[7 - l]; }",
                           generate<float>(16, [](auto n) { return n / 8 * 8 + 7 - n % 8; })));
  add_kernel(suite, floats("threadgroup.static_struct", "struct S { float a; float3 b[2]; };\nkernel void k(device float* out [[buffer(0)]], uint i [[thread_position_in_grid]], uint l [[thread_position_in_threadgroup]]) { threadgroup S s; if (l == 0) { s.a = 1; s.b[1] = float3(2, 3, 4); } threadgroup_barrier(mem_flags::mem_threadgroup); out[i] = s.a + s.b[1].z; }",
                           generate<float>(16, [](auto) { return 5; })));
  add_kernel(suite, floats("threadgroup.static_two_dimensions", "kernel void k(device float* out [[buffer(0)]], uint l [[thread_position_in_threadgroup]]) { threadgroup float t[2][4]; t[l / 4][l % 4] = float(l); threadgroup_barrier(mem_flags::mem_threadgroup); out[l] = t[1 - l / 4][3 - l % 4]; }",
                           {7, 6, 5, 4, 3, 2, 1, 0}));
  add_kernel(suite, floats("threadgroup.bound", "kernel void k(device float* out [[buffer(0)]], threadgroup float* tile [[threadgroup(0)]], uint i [[thread_position_in_grid]], uint l [[thread_position_in_threadgroup]]) { tile[l] = float(i); threadgroup_barrier(mem_flags::mem_threadgroup); out[i] = tile[7 - l]; }",
                           generate<float>(16, [](auto n) { return n / 8 * 8 + 7 - n % 8; }), {}, 8, {{0, 32}}));
  add_kernel(suite, floats("threadgroup.bound_twice", "kernel void k(device float* out [[buffer(0)]], threadgroup float* a [[threadgroup(0)]], threadgroup int* b [[threadgroup(1)]], uint i [[thread_position_in_grid]], uint l [[thread_position_in_threadgroup]]) { a[l] = float(i); b[l] = int(l) * 100; threadgroup_barrier(mem_flags::mem_threadgroup); out[i] = a[7 - l] + b[7 - l]; }",
                           generate<float>(16, [](auto n) { return n / 8 * 8 + 7 - n % 8 + (7 - n % 8) * 100; }), {}, 8, {{0, 32}, {1, 32}}));
  add_kernel(suite, floats("threadgroup.bound_and_static", "kernel void k(device float* out [[buffer(0)]], threadgroup float* a [[threadgroup(2)]], uint i [[thread_position_in_grid]], uint l [[thread_position_in_threadgroup]]) { threadgroup float b[8]; a[l] = float(i); b[l] = 0.5f; threadgroup_barrier(mem_flags::mem_threadgroup); out[i] = a[7 - l] + b[0]; }",
                           generate<float>(16, [](auto n) { return n / 8 * 8 + 7 - n % 8 + 0.5; }), {}, 8, {{2, 32}}));
  add_kernel(suite, floats("threadgroup.largest", "kernel void k(device float* out [[buffer(0)]], uint i [[thread_position_in_grid]], uint l [[thread_position_in_threadgroup]]) { threadgroup float big[8192]; for (uint n = l; n < 8192; n += 8) big[n] = float(n); threadgroup_barrier(mem_flags::mem_threadgroup); out[i] = big[8191 - l * 1000]; }",
                           generate<float>(16, [](auto n) { return 8191 - (n % 8) * 1000; })));
  add_kernel(suite, floats("device.cast_in_a_condition", "kernel void k(device float* out [[buffer(0)]], device const float* in [[buffer(1)]], uint i [[thread_position_in_grid]]) { if (float2(((device const float2*)in)[i / 2]).x > 3) out[i] = 1; else out[i] = 2; switch (uint2(((device const float2*)in)[i / 2]).y & 1u) { case 0u: out[i] += 10; break; default: out[i] += 20; } }",
                           generate<float>(8, [](auto n) { return (n / 2 * 2 > 3 ? 1 : 2) + 20; }), {iota_floats(8)}));
  // What a merge does: it looks at the next element first and asks then whether there is one.
  add_kernel(suite, floats("threadgroup.looks_past_the_end", "kernel void k(device float* out [[buffer(0)]], constant uint& size [[buffer(1)]], uint l [[thread_position_in_threadgroup]]) { threadgroup float t[32]; t[l] = float(l); threadgroup_barrier(mem_flags::mem_threadgroup); const threadgroup float* at = t + l; const float next = at[1]; const bool more = l + 1 < size; out[l] = more ? next : -1; }",
                           generate<float>(32, [](auto n) { return n < 31 ? float(n) + 1 : -1.0f; }), {[] { Bytes b; append_integer(b, kUint, 32); return b; }()}, 32));
  add_kernel(suite, floats("threadgroup.passed_to_function", "static float rotated(threadgroup float* t, uint l) { return t[(l + 1) % 8]; }\nkernel void k(device float* out [[buffer(0)]], uint i [[thread_position_in_grid]], uint l [[thread_position_in_threadgroup]]) { threadgroup float t[8]; t[l] = float(i); threadgroup_barrier(mem_flags::mem_threadgroup); out[i] = rotated(t, l); }",
                           generate<float>(16, [](auto n) { return n / 8 * 8 + (n + 1) % 8; })));
  add_kernel(suite, floats("threadgroup.in_template_function", "template <typename T, int N> static T reversed(T v, uint l) { threadgroup T t[N]; t[l] = v; threadgroup_barrier(mem_flags::mem_threadgroup); return t[N - 1 - l]; }\ntemplate <typename T> [[kernel]] void shape(device float* out [[buffer(0)]], uint i [[thread_position_in_grid]], uint l [[thread_position_in_threadgroup]]) { threadgroup T t[8]; t[l] = T(i); threadgroup_barrier(mem_flags::mem_threadgroup); out[i] = float(t[7 - l]); }\ntemplate [[host_name(\"k\")]] [[kernel]] void shape<half>(device float*, uint, uint);",
                           generate<float>(16, [](auto n) { return n / 8 * 8 + 7 - n % 8; })));
  add_kernel(suite, floats("threadgroup.vector_pointer_cast", "kernel void k(device float* out [[buffer(0)]], uint l [[thread_position_in_threadgroup]]) { threadgroup float t[8]; t[l] = float(l); threadgroup_barrier(mem_flags::mem_threadgroup); threadgroup float4* q = (threadgroup float4*)t; out[l] = q[1 - l / 4][l % 4]; }",
                           {4, 5, 6, 7, 0, 1, 2, 3}));
  add_kernel(suite, floats("thread.array", "kernel void k(device float* out [[buffer(0)]], uint i [[thread_position_in_grid]]) { float a[16]; for (int n = 0; n < 16; ++n) a[(n * 5) % 16] = float(n) + float(i); out[i] = a[i % 16]; }",
                           generate<float>(16, [](auto n) { for (unsigned k = 0; k < 16; ++k) if (k * 5 % 16 == n) return float(k + n); return 0.f; })));
  add_kernel(suite, floats("thread.pointer_to_local", "static void bump(thread float* p, thread float& q) { *p += 1; q *= 2; }\nkernel void k(device float* out [[buffer(0)]], uint i [[thread_position_in_grid]]) { float a = float(i), b = float(i); bump(&a, b); out[i] = a + b; }",
                           generate<float>(8, [](auto n) { return 3 * n + 1; })));
  add_kernel(suite, floats("overload_by_address_space", "static float f(device const float* p) { return p[0] + 100; }\nstatic float f(constant float* p) { return p[0] + 200; }\nstatic float f(thread const float* p) { return p[0] + 300; }\nstatic float f(threadgroup const float* p) { return p[0] + 400; }\nkernel void k(device float* out [[buffer(0)]], device const float* d [[buffer(1)]], constant float* c [[buffer(2)]]) { float l = 1; threadgroup float t[1]; t[0] = 2; out[0] = f(d); out[1] = f(c); out[2] = f(&l); out[3] = f(t); }",
                           {107, 209, 301, 402}, {bytes_of<float>({7}), bytes_of<float>({9})}, 4));
  add_kernel(suite, floats("copy_struct_between_spaces", "struct S { float4 a; float b[3]; };\nkernel void k(device float* out [[buffer(0)]], constant S& c [[buffer(1)]], device S* d [[buffer(2)]]) { threadgroup S t; S l = c; t = l; d[0] = t; S back = d[0]; out[0] = back.a.w; out[1] = back.b[2]; }",
                           {3, 6}, {iota_floats(8), Bytes(32)}, 1));
  add_kernel(suite, floats("buffer_index_30", "kernel void k(device float* out [[buffer(0)]], device const float* in [[buffer(30)]]) { out[0] = in[1]; }", {1},
                           [] { std::vector<Bytes> b(30); b[29] = iota_floats(4); return b; }(), 1));
}

// An argument buffer is bytes whose pointers are addresses: the host writes them, the kernel follows them.
// More small elements at places that differ from lane to lane than are worth a load each; some lanes load nothing.
template <class T>
void add_lookups(Suite& suite, const char* type) {
  constexpr unsigned kThreads = 72, kTable = 509, kLookups = 40;
  const auto number = [](unsigned n) { return n * 29 % 113; };
  const auto place = [](unsigned i, unsigned n) { return (i * i * 7 + n * n * 11 + i * n * 5) % kTable; };
  const std::string source = fmt::format(
      "kernel void k(device uint* out [[buffer(0)]], device const {0}* in [[buffer(1)]], constant uchar& first [[buffer(2)]], uint i [[thread_position_in_grid]]) {{\n"
      "  device const {0}* table = in + first; uint sum = 0;\n"
      "#pragma unroll\n"
      "  for (uint n = 0; n < {1}; ++n) if ((i ^ n) % 3 != 0) sum = sum * 3 + uint(table[(i * i * 7 + n * n * 11 + i * n * 5) % {2}]);\n"
      "  out[i] = sum; }}", type, kLookups, kTable);
  for (const unsigned first : {0u, 1u}) {
    std::vector<T> table;
    for (unsigned n = 0; n < kTable + first; ++n) table.push_back(T(number(n)));
    std::vector<std::uint32_t> expected;
    for (unsigned i = 0; i < kThreads; ++i) {
      std::uint32_t sum = 0;
      for (unsigned n = 0; n < kLookups; ++n)
        if ((i ^ n) % 3 != 0) sum = sum * 3 + number(place(i, n) + first);
      expected.push_back(sum);
    }
    add_kernel<std::uint32_t>(suite, {.name = fmt::format("device.lookups.{}.from_{}", type, first), .source = source, .grid = {kThreads, 1, 1}, .group = {40, 1, 1},
                                      .expected = expected, .inputs = {bytes_of(table), {std::byte(first)}}});
  }
}

void add_argument_buffers(Suite& suite) {
  suite.add("argument_buffer.pointers", [](Machine& machine, Report& report) {
    std::vector<float> a(16), b(16);
    for (unsigned n = 0; n < 16; ++n) a[n] = float(n), b[n] = float(100 * n);
    Program program;
    program.source = msl("struct Arguments { device float* a [[id(0)]]; constant float* b [[id(1)]]; float scale [[id(2)]]; };\n"
                         "kernel void k(device float* out [[buffer(0)]], constant Arguments& args [[buffer(1)]], uint i [[thread_position_in_grid]]) {\n"
                         "  out[i] = args.a[i] * args.scale + args.b[i]; args.a[i] = -1; }");
    struct {
      float *a, *b;
      float scale;
      float padding = 0;
    } arguments{a.data(), b.data(), 2.5f};
    program.buffers = {Bytes(64), Bytes(sizeof arguments)};
    std::memcpy(program.buffers[1].data(), &arguments, sizeof arguments);
    program.grid = {16, 1, 1};
    program.group = {16, 1, 1};
    if (!run(machine, program, report)) return;
    expect_values(report, program.buffers[0], generate<float>(16, [](auto n) { return n * 2.5 + 100 * n; }));
    for (float value : a) report.equal(value, -1.f, "written through the argument buffer");
  });
  suite.add("argument_buffer.pointer_to_pointer", [](Machine& machine, Report& report) {
    std::vector<int> rows[3];
    for (int r = 0; r < 3; ++r) rows[r] = {10 * r, 10 * r + 1, 10 * r + 2};
    std::vector<int*> table{rows[2].data(), rows[0].data(), rows[1].data()};
    struct Arguments { int** rows; std::uint32_t count; std::uint32_t padding; } arguments{table.data(), 3, 0};
    Program program;
    program.source = msl("struct Arguments { device int* device* rows; uint count; };\n"
                         "kernel void k(device int* out [[buffer(0)]], device const Arguments& args [[buffer(1)]], uint i [[thread_position_in_grid]]) {\n"
                         "  int sum = 0; for (uint r = 0; r < args.count; ++r) sum = sum * 100 + args.rows[r][i]; out[i] = sum; }");
    program.buffers = {Bytes(12), Bytes(sizeof arguments)};
    std::memcpy(program.buffers[1].data(), &arguments, sizeof arguments);
    program.grid = {3, 1, 1};
    program.group = {3, 1, 1};
    if (run(machine, program, report)) expect_values<int>(report, program.buffers[0], {200010, 210111, 220212});
  });
  suite.add("argument_buffer.array_of_structs_with_pointers", [](Machine& machine, Report& report) {
    std::vector<float> data{1, 2, 3, 4};
    struct Entry { float* p; std::uint32_t n, unused; };
    std::vector<Entry> entries{{data.data(), 1, 0}, {data.data() + 1, 3, 0}};
    Program program;
    program.source = msl("struct Entry { device const float* p; uint n; };\n"
                         "kernel void k(device float* out [[buffer(0)]], constant Entry* entries [[buffer(1)]], uint i [[thread_position_in_grid]]) {\n"
                         "  float s = 0; for (uint j = 0; j < entries[i].n; ++j) s += entries[i].p[j]; out[i] = s; }");
    program.buffers = {Bytes(8), bytes_of(entries)};
    program.grid = {2, 1, 1};
    program.group = {2, 1, 1};
    if (run(machine, program, report)) expect_values<float>(report, program.buffers[0], {1, 9});
  });
}

}  // namespace

void add_address_spaces(Suite& suite) {
  add_plain(suite);
  add_lookups<std::uint8_t>(suite, "uchar");
  add_lookups<std::uint16_t>(suite, "ushort");
  add_lookups<std::int16_t>(suite, "short");
  add_argument_buffers(suite);
}

}  // namespace pewter::conformance
