// SPDX-License-Identifier: Apache-2.0
// Sources that must not compile, and where and how the compiler must say so.
#include "harness/kernel.h"

namespace pewter::conformance {
namespace {

struct Row {
  const char* name;
  const char* source;    // whole; diagnostics name it program_source
  const char* at;        // "line:column" of the first error; empty: not checked
  std::vector<const char*> words;  // parts of the diagnostics, in any case
  const char* entry = "k";
  std::vector<compiler::ConstantValue> constants{};
};

const std::vector<Row>& rows() {
  static const std::vector<Row> table{
      {"syntax.missing_semicolon", "#include <metal_stdlib>\nusing namespace metal;\nkernel void k(device float* out [[buffer(0)]]) {\n  out[0] = 1\n}\n", "4:13", {"error: expected ';'"}},
      {"syntax.missing_brace", "kernel void k(device float* out [[buffer(0)]]) {\n  out[0] = 1;\n", "", {"error: expected '}'"}},
      {"syntax.stray_token", "kernel void k(device float* out [[buffer(0)]]) {\n  out[0] = 1 +;\n}\n", "2:15", {"error: expected expression"}},
      {"name.unknown_type", "#include <metal_stdlib>\nkernel void k(device floot* out [[buffer(0)]]) {\n  out[0] = 1;\n}\n", "2:22", {"unknown type name 'floot'"}},
      {"name.undeclared", "#include <metal_stdlib>\nkernel void k(device float* out [[buffer(0)]], uint i [[thread_position_in_grid]]) {\n  out[i] = wrong;\n}\n", "3:12", {"use of undeclared identifier 'wrong'"}},
      {"name.undeclared_after_attributes", "#include <metal_stdlib>\nusing namespace metal;\nkernel void k(device float* out [[buffer(0)]], uint i [[thread_position_in_grid]]) { out[i] = nope(i); }\n", "3:95", {"use of undeclared identifier 'nope'"}},
      {"name.no_member", "#include <metal_stdlib>\nusing namespace metal;\nstruct S { float a; };\nkernel void k(device S* s [[buffer(0)]]) {\n  s->b = 1;\n}\n", "5:6", {"no member named 'b' in 'S'"}},
      {"name.bad_swizzle", "#include <metal_stdlib>\nusing namespace metal;\nkernel void k(device float2* v [[buffer(0)]]) {\n  v[0] = v[0].zx;\n}\n", "4:15", {"zx"}},
      {"call.no_match", "#include <metal_stdlib>\nusing namespace metal;\nstatic float f(float a, float b) { return a + b; }\nkernel void k(device float* out [[buffer(0)]]) {\n  out[0] = f(1);\n}\n", "5:12", {"no matching function for call to 'f'"}},
      {"type.assign_to_const", "kernel void k(device const float* in [[buffer(0)]]) {\n  in[0] = 1;\n}\n", "2:9", {"not assignable"}},
      {"type.assign_to_constant_space", "kernel void k(constant float* in [[buffer(0)]], device float* out [[buffer(1)]]) {\n  in[0] = 1;\n}\n", "2:9", {"error:"}},
      {"type.address_spaces_do_not_mix", "kernel void k(device float* d [[buffer(0)]], constant float* c [[buffer(1)]]) {\n  d = c;\n}\n", "2:7", {"error:"}},
      {"type.double", "kernel void k(device float* out [[buffer(0)]]) {\n  double x = 1;\n  out[0] = x;\n}\n", "2:3", {"double"}},
      {"type.static_assert", "#include <metal_stdlib>\nstatic_assert(sizeof(float) == 8, \"floats are small\");\nkernel void k(device float* out [[buffer(0)]]) { out[0] = 1; }\n", "2:15", {"floats are small"}},
      {"preprocessor.error", "#include <metal_stdlib>\n#error stop here\nkernel void k(device float* out [[buffer(0)]]) { out[0] = 1; }\n", "2:2", {"stop here"}},
      {"preprocessor.missing_include", "#include \"nothing_here.h\"\nkernel void k(device float* out [[buffer(0)]]) { out[0] = 1; }\n", "1:10", {"'nothing_here.h' file not found"}},
      {"preprocessor.unterminated_if", "#if 1\nkernel void k(device float* out [[buffer(0)]]) { out[0] = 1; }\n", "1:2", {"unterminated"}},
      {"preprocessor.in_macro", "#define BAD(x) (x).nothing\n#include <metal_stdlib>\nkernel void k(device float* out [[buffer(0)]]) {\n  float f = 0;\n  out[0] = BAD(f);\n}\n", "5:12", {"error:"}},
      {"line_directive", "#line 100 \"mine.metal\"\nkernel void k(device float* out [[buffer(0)]]) {\n  out[0] = wrong;\n}\n", "", {"mine.metal:101:12: error: use of undeclared identifier 'wrong'"}},
      {"template.in_instantiation", "#include <metal_stdlib>\nusing namespace metal;\ntemplate <typename T> static T f(T v) {\n  return v.foo;\n}\nkernel void k(device float* out [[buffer(0)]]) {\n  out[0] = f(1.0f);\n}\n", "4:11", {"error:", "note: in instantiation of function template specialization"}},
      {"unsupported.texture_parameter", "#include <metal_stdlib>\nusing namespace metal;\nkernel void k(texture2d<float, access::read> t [[texture(0)]], device float4* out [[buffer(0)]]) {\n  out[0] = t.read(uint2(0));\n}\n", "3:15", {"texture2d", "support"}},
      {"unsupported.sampler", "#include <metal_stdlib>\nusing namespace metal;\nconstexpr sampler s(filter::linear);\nkernel void k(device float4* out [[buffer(0)]]) { out[0] = 1; }\n", "3:11", {"sampler", "support"}},
      {"unsupported.ray_tracing", "#include <metal_stdlib>\n#include <metal_raytracing>\nusing namespace metal;\nkernel void k(raytracing::instance_acceleration_structure a [[buffer(1)]], device float* out [[buffer(0)]]) { out[0] = 1; }\n", "", {"ray", "support"}},
      {"unsupported.mesh", "#include <metal_stdlib>\nusing namespace metal;\nstruct V { float4 p [[position]]; };\nkernel void k(mesh<V, void, 3, 1, topology::triangle> m, device float* out [[buffer(0)]]) { out[0] = 1; }\n", "", {"mesh", "support"}},
      {"recursion.direct", "#include <metal_stdlib>\nstatic int f(int n) {\n  return n < 2 ? 1 : n * f(n - 1);\n}\nkernel void k(device int* out [[buffer(0)]]) {\n  out[0] = f(out[1]);\n}\n", "", {"recurs", "f"}},
      {"recursion.mutual", "#include <metal_stdlib>\nstatic int g(int n);\nstatic int f(int n) { return n < 2 ? 1 : g(n - 1) * 3; }\nstatic int g(int n) { return n < 2 ? 2 : f(n - 2) + 1; }\nkernel void k(device int* out [[buffer(0)]]) { out[0] = f(out[1]); }\n", "", {"recurs"}},
      {"function_constant.missing_required", "#include <metal_stdlib>\nconstant int width [[function_constant(3)]];\nkernel void k(device int* out [[buffer(0)]]) { out[0] = width; }\n", "", {"width"}},
      {"function_constant.wrong_type", "#include <metal_stdlib>\nconstant int width [[function_constant(3)]];\nkernel void k(device int* out [[buffer(0)]]) { out[0] = width; }\n", "", {"width"}, "k",
       {{.index = 3, .name = "", .type = "float2", .bytes = Bytes(8)}}},
      {"threadgroup.too_much_static_memory", "#include <metal_stdlib>\nusing namespace metal;\nkernel void k(device float* out [[buffer(0)]], uint i [[thread_position_in_grid]]) {\n  threadgroup float t[9000];\n  t[i] = i;\n  threadgroup_barrier(mem_flags::mem_threadgroup);\n  out[i] = t[i ^ 1];\n}\n", "", {"threadgroup memory", "32768"}},
      {"attribute.buffer_index_too_large", "kernel void k(device float* out [[buffer(31)]]) { out[0] = 1; }\n", "", {"buffer", "30"}},
      {"attribute.buffer_index_twice", "kernel void k(device float* a [[buffer(1)]], device float* b [[buffer(1)]]) { a[0] = b[0]; }\n", "", {"buffer", "1"}},
      {"attribute.kernel_returns_value", "kernel float k(device float* out [[buffer(0)]]) { return out[0]; }\n", "", {"void"}},
      {"attribute.built_in_of_wrong_type", "#include <metal_stdlib>\nkernel void k(device float* out [[buffer(0)]], float i [[thread_position_in_grid]]) { out[0] = i; }\n", "", {"thread_position_in_grid"}},
      {"entry.unknown_host_name", "#include <metal_stdlib>\nkernel void k(device float* out [[buffer(0)]]) { out[0] = 1; }\n", "", {"missing_kernel"}, "missing_kernel"},
      {"cxx.exceptions", "kernel void k(device float* out [[buffer(0)]]) {\n  try { out[0] = 1; } catch (...) { }\n}\n", "2:3", {"exceptions"}},
      {"cxx.virtual_function", "#include <metal_stdlib>\nstruct B {\n  virtual int f() { return 1; }\n};\nkernel void k(device int* out [[buffer(0)]]) { B b; out[0] = b.f(); }\n", "3:3", {"virtual"}},
      {"cxx.new", "kernel void k(device int* out [[buffer(0)]]) {\n  int* p = new int(3);\n  out[0] = *p;\n}\n", "2:12", {"new"}},
      {"cxx.dynamic_cast", "struct B { int a; };\nstruct D : B { };\nkernel void k(device int* out [[buffer(0)]]) { B b; D* d = dynamic_cast<D*>(&b); out[0] = d->a; }\n", "", {"dynamic_cast"}},
      {"cxx.undefined_function", "float elsewhere(float x);\nkernel void k(device float* out [[buffer(0)]]) { out[0] = elsewhere(1); }\n", "", {"elsewhere"}},
      {"cxx.host_function", "extern \"C\" int system(const char* command);\nkernel void k(device int* out [[buffer(0)]]) { out[0] = system(\"true\"); }\n", "", {"system"}},
      {"cxx.host_memory_function", "extern \"C\" void* mmap(void*, unsigned long, int, int, int, long);\nkernel void k(device int* out [[buffer(0)]]) { out[0] = mmap(0, 4096, 3, 34, -1, 0) != 0; }\n", "", {"mmap"}},
      {"cxx.inline_assembly", "kernel void k(device int* out [[buffer(0)]]) {\n  asm volatile(\"syscall\");\n  out[0] = 1;\n}\n", "2:3", {"asm"}},
      {"cxx.module_assembly", "asm(\".globl evil\");\nkernel void k(device int* out [[buffer(0)]]) { out[0] = 1; }\n", "1:1", {"asm"}},
  };
  return table;
}

std::string lower(std::string text) {
  for (char& c : text) c = char(std::tolower(static_cast<unsigned char>(c)));
  return text;
}

}  // namespace

void add_diagnostics(Suite& suite) {
  for (const Row& row : rows())
    suite.add(row.name, [&row](Machine& machine, Report& report) {
      // Some are found when the source is read, some when the kernel is compiled or linked.
      const compiler::Source source{.text = row.source};
      auto image = machine.compiler().compile(source, {}, {row.entry, row.constants, machine.executor().code_shape()});
      compiler::Diagnostics found;
      if (!image) {
        found = image.error();
      } else {
        auto kernel = machine.compiler().link(*image, machine.executor().host_symbols());
        if (kernel) return report.fail("compiles");
        found = kernel.error();
      }
      if (found.crashed) report.fail("the compiler crashed");
      if (found.errors < 1) report.fail("no error is counted");
      if (*row.at) {
        // Clang calls some of them fatal.
        const std::string place = std::string("program_source:") + row.at + ": ";
        if (found.text.find(place + "error: ") == std::string::npos && found.text.find(place + "fatal error: ") == std::string::npos) report.fail("no '{}' in:\n{}", place, found.text);
      }
      for (const char* words : row.words)
        if (lower(found.text).find(lower(words)) == std::string::npos) report.fail("no '{}' in:\n{}", words, found.text);
      if (found.text.empty() || found.text.back() != '\n') report.fail("the last line is not ended");
      // What is Pewter's own must not show through.
      for (const char* secret : {"sycl", "__pewter", "clang::annotate", "opencl_"})
        if (lower(found.text).find(secret) != std::string::npos) report.fail("'{}' shows through in:\n{}", secret, found.text);
    });

  suite.add("warning.unused_variable_is_counted", [](Machine& machine, Report& report) {
    compiler::Options options;
    options.extra_warnings = {"-Wall"};
    auto index = machine.compiler().index({.text = "#include <metal_stdlib>\nkernel void k(device float* out [[buffer(0)]]) {\n  int nothing = 3;\n  out[0] = 1;\n}\n"}, options);
    if (!index) return report.fail("{}", index.error().text);
    if (index->warnings.text.find("program_source:3:7: warning: unused variable 'nothing'") == std::string::npos) report.fail("got:\n{}", index->warnings.text);
    report.equal(index->warnings.warnings, 1, "warnings");
  });
  suite.add("warning.werror", [](Machine& machine, Report& report) {
    compiler::Options options;
    options.extra_warnings = {"-Wall"};
    options.werror = true;
    auto index = machine.compiler().index({.text = "#include <metal_stdlib>\nkernel void k(device float* out [[buffer(0)]]) {\n  int nothing = 3;\n  out[0] = 1;\n}\n"}, options);
    if (index) report.fail("compiles");
  });
  suite.add("warning.none_in_clean_source", [](Machine& machine, Report& report) {
    auto index = machine.compiler().index({.text = msl("kernel void k(device float* out [[buffer(0)]], uint i [[thread_position_in_grid]]) { out[i] = sin(float(i)); }")}, {});
    if (!index) return report.fail("{}", index.error().text);
    report.equal(index->warnings.text, std::string(), "warnings");
  });
  suite.add("every_error_is_reported", [](Machine& machine, Report& report) {
    auto index = machine.compiler().index({.text = "kernel void k(device float* out [[buffer(0)]]) {\n  out[0] = one;\n  out[1] = two;\n  out[2] = gamma_of_it;\n}\n"}, {});
    if (index) return report.fail("compiles");
    if (index.error().errors != 3) report.fail("{} errors, expected 3:\n{}", index.error().errors, index.error().text);
    for (const char* place : {"2:12", "3:12", "4:12"})
      if (index.error().text.find(std::string("program_source:") + place + ": error:") == std::string::npos) report.fail("no error at {} in:\n{}", place, index.error().text);
  });
}

}  // namespace pewter::conformance
