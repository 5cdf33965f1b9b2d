// SPDX-License-Identifier: Apache-2.0
// MSL specification, "Function Constants", and the library's index of functions and constants.
#include "harness/kernel.h"

namespace pewter::conformance {
namespace {

template <class T>
compiler::ConstantValue constant(std::int64_t index, std::string type, std::vector<T> values) {
  return {.index = index, .name = "", .type = std::move(type), .bytes = bytes_of(values)};
}

void add_types(Suite& suite) {
  struct Row {
    const char* type;
    const char* use;  // a float over c
    Bytes bytes;
    float expected;
  };
  const std::vector<Row> table{
      {"bool", "c ? 3.0f : 4.0f", {std::byte{1}}, 3},
      {"char", "float(c)", {std::byte(-5)}, -5},
      {"uchar", "float(c)", {std::byte(250)}, 250},
      {"short", "float(c)", bytes_of<std::int16_t>({-300}), -300},
      {"ushort", "float(c)", bytes_of<std::uint16_t>({60000}), 60000},
      {"int", "float(c)", bytes_of<int>({-70000}), -70000},
      {"uint", "float(c >> 16)", bytes_of<unsigned>({0xffff0000u}), 65535},
      {"long", "float(c >> 32)", bytes_of<std::int64_t>({std::int64_t(-7) << 32}), -7},
      {"ulong", "float(c >> 60)", bytes_of<std::uint64_t>({~0ull}), 15},
      {"half", "float(c)", bytes_of<std::uint16_t>({0x3e00}), 1.5f},
      {"float", "c", bytes_of<float>({2.25f}), 2.25f},
      {"bool2", "float(c.x) + 2 * float(c.y)", {std::byte{0}, std::byte{1}}, 2},
      {"char4", "float(c.x + c.w)", {std::byte{1}, std::byte{2}, std::byte{3}, std::byte(-4)}, -3},
      {"int2", "float(c.x * c.y)", bytes_of<int>({6, -7}), -42},
      {"uint3", "float(c.x + c.y + c.z)", bytes_of<unsigned>({1, 2, 3, 0}), 6},
      {"float2", "c.x - c.y", bytes_of<float>({5, 7}), -2},
      {"float3", "c.x + c.z", bytes_of<float>({1, 100, 3, 0}), 4},
      {"float4", "dot(c, float4(1, 10, 100, 1000))", bytes_of<float>({1, 2, 3, 4}), 4321},
      {"half4", "float(c.w)", bytes_of<std::uint16_t>({0, 0, 0, 0x4200}), 3},
  };
  for (const Row& row : table) {
    const std::string source = fmt::format("constant {} c [[function_constant(3)]];\nkernel void k(device float* out [[buffer(0)]]) {{ out[0] = {}; }}", row.type, row.use);
    add_kernel<float>(suite, {.name = std::string("by_index.") + row.type, .source = source, .expected = {row.expected},
                              .constants = {{.index = 3, .name = "", .type = row.type, .bytes = row.bytes}}});
    add_kernel<float>(suite, {.name = std::string("by_name.") + row.type, .source = source, .expected = {row.expected},
                              .constants = {{.index = -1, .name = "c", .type = row.type, .bytes = row.bytes}}});
  }
}

void add_uses(Suite& suite) {
  const char* optional =
      "constant int given [[function_constant(0)]];\nconstant bool has = is_function_constant_defined(given);\nconstant int value = has ? given : 7;\n"
      "kernel void k(device int* out [[buffer(0)]]) { out[0] = value; out[1] = has; }";
  add_kernel<int>(suite, {.name = "optional.given", .source = optional, .expected = {40, 1}, .constants = {constant<int>(0, "int", {40})}});
  add_kernel<int>(suite, {.name = "optional.not_given", .source = optional, .expected = {7, 0}});
  const char* derived =
      "constant uint a [[function_constant(0)]];\nconstant uint b [[function_constant(1)]];\nconstant uint sum = a + b;\nconstant bool big = sum > 10;\nconstant uint scaled = big ? sum * 2 : sum;\n"
      "kernel void k(device uint* out [[buffer(0)]]) { out[0] = scaled; if (big) out[1] = 1; }";
  add_kernel<unsigned>(suite, {.name = "derived.large", .source = derived, .expected = {24, 1}, .constants = {constant<unsigned>(0, "uint", {5}), constant<unsigned>(1, "uint", {7})}});
  add_kernel<unsigned>(suite, {.name = "derived.small", .source = derived, .expected = {3, 0}, .constants = {constant<unsigned>(0, "uint", {1}), constant<unsigned>(1, "uint", {2})}});
  const char* branch =
      "constant bool wide [[function_constant(10)]];\nconstant int mode [[function_constant(11)]];\n"
      "static int f(int v) { switch (mode) { case 0: return v; case 1: return v * v; default: return -v; } }\n"
      "kernel void k(device int* out [[buffer(0)]], uint i [[thread_position_in_grid]]) { int v = f(int(i)); out[i] = wide ? v * 10 : v; }";
  for (int mode = 0; mode < 3; ++mode)
    add_kernel<int>(suite, {.name = fmt::format("in_function_and_switch.{}", mode), .source = branch, .grid = {4, 1, 1}, .group = {4, 1, 1},
                            .expected = generate<int>(4, [=](auto i) { int v = int(i); v = mode == 0 ? v : mode == 1 ? v * v : -v; return mode == 1 ? v * 10 : v; }),
                            .constants = {constant<char>(10, "bool", {mode == 1}), constant<int>(11, "int", {mode})}});
  const char* argument =
      "constant bool use_extra [[function_constant(0)]];\n"
      "kernel void k(device float* out [[buffer(0)]], device const float* extra [[buffer(1), function_constant(use_extra)]]) { out[0] = 1; if (use_extra) out[0] = extra[1]; }";
  add_kernel<float>(suite, {.name = "conditional_argument.on", .source = argument, .expected = {9}, .inputs = {bytes_of<float>({8, 9})}, .constants = {constant<char>(0, "bool", {1})}});
  add_kernel<float>(suite, {.name = "conditional_argument.off", .source = argument, .expected = {1}, .constants = {constant<char>(0, "bool", {0})}});
  add_kernel<float>(suite, {.name = "not_negated_condition_argument.off",
                            .source = "constant bool a [[function_constant(0)]];\nconstant bool b = !a;\nkernel void k(device float* out [[buffer(0)]], device const float* x [[buffer(1), function_constant(a)]], device const float* y [[buffer(2), function_constant(b)]]) { if (a) out[0] = x[0]; else out[0] = y[0]; }",
                            .expected = {5}, .inputs = {Bytes{}, bytes_of<float>({5})}, .constants = {constant<char>(0, "bool", {0})}});
  const char* tmpl =
      "constant int scale [[function_constant(0)]];\ntemplate <typename T> [[kernel]] void scaled(device T* out [[buffer(0)]], uint i [[thread_position_in_grid]]) { out[i] = T(i) * T(scale); }\n"
      "template [[host_name(\"scaled_float\")]] [[kernel]] void scaled<float>(device float*, uint);\ntemplate [[host_name(\"scaled_int\")]] [[kernel]] void scaled<int>(device int*, uint);";
  add_kernel<float>(suite, {.name = "in_template.float", .source = tmpl, .grid = {3, 1, 1}, .group = {3, 1, 1}, .expected = {0, 6, 12}, .constants = {constant<int>(0, "int", {6})}, .entry = "scaled_float"});
  add_kernel<int>(suite, {.name = "in_template.int", .source = tmpl, .grid = {3, 1, 1}, .group = {3, 1, 1}, .expected = {0, -2, -4}, .constants = {constant<int>(0, "int", {-2})}, .entry = "scaled_int"});
  add_kernel<int>(suite, {.name = "unused_one_may_stay_unset", .source = "constant int unused [[function_constant(4)]];\nkernel void other(device int* out [[buffer(0)]]) { out[0] = unused; }\nkernel void k(device int* out [[buffer(0)]]) { out[0] = 3; }", .expected = {3}});
}

void add_index(Suite& suite) {
  suite.add("index.lists_functions_in_source_order", [](Machine& machine, Report& report) {
    const compiler::Source source{.text = msl("kernel void first(device float* o [[buffer(0)]]) { o[0] = 1; }\nstatic float helper(float x) { return x; }\n"
                                              "template <typename T> [[kernel]] void many(device T* o [[buffer(0)]]) { o[0] = T(helper(2)); }\n"
                                              "template [[host_name(\"many_f\")]] [[kernel]] void many<float>(device float*);\ntemplate [[host_name(\"many_i\")]] [[kernel]] void many<int>(device int*);\n"
                                              "[[kernel]] void last(device float* o [[buffer(0)]]) { o[0] = 3; }\n")};
    auto index = machine.compiler().index(source, {});
    if (!index) return report.fail("{}", index.error().text);
    std::vector<std::string> names;
    for (const auto& function : index->functions) names.push_back(function.host_name);
    std::string joined;
    for (const auto& name : names) joined += name + " ";
    report.equal(joined, std::string("first many_f many_i last "), "host names");
  });
  suite.add("index.lists_constants", [](Machine& machine, Report& report) {
    const compiler::Source source{.text = msl("constant int a [[function_constant(0)]];\nconstant float2 b [[function_constant(7)]];\nconstant bool c [[function_constant(2)]];\n"
                                              "constant int d = is_function_constant_defined(a) ? a : 1;\n"
                                              "kernel void k(device float* o [[buffer(0)]]) { o[0] = float(d) + b.x + float(c); }\n")};
    auto index = machine.compiler().index(source, {});
    if (!index) return report.fail("{}", index.error().text);
    std::map<unsigned, std::string> found;
    for (const auto& one : index->constants) found[one.index] = one.name + ":" + one.type + (one.required ? "!" : "?");
    report.equal(found[0], std::string("a:int?"), "constant 0");
    report.equal(found[7], std::string("b:float2!"), "constant 7");
    report.equal(found[2], std::string("c:bool!"), "constant 2");
    report.equal(found.size(), std::size_t(3), "number of constants");
  });
  suite.add("index.empty_source", [](Machine& machine, Report& report) {
    auto index = machine.compiler().index({.text = ""}, {});
    if (!index) return report.fail("{}", index.error().text);
    report.equal(index->functions.size(), std::size_t(0), "functions");
  });
  suite.add("info.parameters", [](Machine& machine, Report& report) {
    Program program;
    program.source = msl("struct S { float4 a; int b; };\nkernel void k(device float* out [[buffer(0)]], constant S& s [[buffer(5)]], const device half2* in [[buffer(2)]], threadgroup float* t [[threadgroup(1)]], uint2 p [[thread_position_in_grid]]) { threadgroup float mine[100]; mine[p.x] = s.a.x + in[p.x].x; t[p.x] = 1; threadgroup_barrier(mem_flags::mem_threadgroup); out[p.x] = mine[p.x ^ 1] + t[p.x ^ 1]; }");
    auto loaded = machine.load(program);
    if (!loaded) return report.fail("{}", loaded.error());
    const model::KernelInfo& info = (*loaded)->info;
    report.equal(info.parameters.size(), std::size_t(5), "parameters");
    if (info.parameters.size() != 5) return;
    report.equal(info.parameters[0].index, 0u, "index of out");
    report.equal(info.parameters[0].name, std::string("out"), "name");
    report.equal(info.parameters[1].index, 5u, "index of s");
    report.equal(info.parameters[1].constant_space, true, "s is constant");
    report.equal(info.parameters[1].by_reference, true, "s is a reference");
    report.equal(info.parameters[1].pointee_size, std::uint64_t(32), "size of S");
    report.equal(info.parameters[2].index, 2u, "index of in");
    report.equal(int(info.parameters[2].access), int(model::Access::read), "access of in");
    report.equal(int(info.parameters[3].kind), int(model::ParameterKind::threadgroup_memory), "kind of t");
    report.equal(info.parameters[3].index, 1u, "index of t");
    report.equal(int(info.parameters[4].kind), int(model::ParameterKind::built_in), "kind of p");
    report.equal(info.static_threadgroup_bytes, 400u, "static threadgroup memory");
    report.equal(info.convergent, true, "convergent");
  });
  suite.add("info.max_total_threads_per_threadgroup", [](Machine& machine, Report& report) {
    Program program;
    program.source = msl("[[max_total_threads_per_threadgroup(256)]] kernel void k(device float* out [[buffer(0)]]) { out[0] = 1; }");
    auto loaded = machine.load(program);
    if (!loaded) return report.fail("{}", loaded.error());
    report.equal((*loaded)->info.max_total_threads, 256u, "max_total_threads");
  });
}

}  // namespace

void add_function_constants(Suite& suite) {
  add_types(suite);
  add_uses(suite);
  add_index(suite);
}

}  // namespace pewter::conformance
