// SPDX-License-Identifier: Apache-2.0
// Sources meant to break the compiler. Each goes through it in a child process, which must come back in time, alive, and
// still able to compile a good kernel; whether the hostile source itself compiles does not matter.
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <thread>

#include "harness/kernel.h"

namespace pewter::conformance {
namespace {

// Of processor time, so that a busy machine fails nothing; a child that sleeps instead is stopped by the clock.
constexpr int kSecondsAllowed = 20;
constexpr int kSecondsOnTheClock = 280;

std::string repeated(std::string_view text, std::size_t times) {
  std::string result;
  result.reserve(text.size() * times);
  for (std::size_t n = 0; n < times; ++n) result += text;
  return result;
}

std::string in_kernel(const std::string& body) {
  return "#include <metal_stdlib>\nusing namespace metal;\nkernel void k(device float* out [[buffer(0)]], uint i [[thread_position_in_grid]]) {\n" + body + "\n}\n";
}

std::string exponential_macros(int levels) {
  std::string text = "#define A0 1+\n";
  for (int n = 1; n <= levels; ++n) text += fmt::format("#define A{} A{} A{}\n", n, n - 1, n - 1);
  return text + in_kernel(fmt::format("out[0] = A{} 1;", levels));
}

std::string random_bytes(std::uint64_t seed, std::size_t size) {
  Random random(seed);
  std::string text;
  for (std::size_t n = 0; n < size; ++n) text += char(random.next());
  return text;
}

// Valid-looking tokens in random order.
std::string random_tokens(std::uint64_t seed) {
  static const char* kTokens[] = {"kernel", "void", "device", "threadgroup", "constant", "float4", "[[", "]]", "(", ")", "{", "}", "[", "]", "<", ">", ";", ",", "*", "&", "template", "typename", "struct",
                                  "host_name", "buffer", "\"x\"", "0", "1.5h", "operator", "using", "namespace", "metal", "::", "function_constant", "=", "return", "if", "for", "k", "i", "thread_position_in_grid", "#", "\n", "auto", "."};
  Random random(seed);
  std::string text;
  for (int n = 0; n < 400; ++n) text += std::string(kTokens[random.next() % std::size(kTokens)]) + " ";
  return text;
}

int child(Machine& machine, const std::string& source) {
  const compiler::Options options;
  auto index = machine.compiler().index({.text = source}, options);
  (void)machine.compiler().compile({.text = source}, options, {"k", {}, machine.executor().code_shape()});
  (void)index;
  auto good = machine.compiler().compile({.text = in_kernel("out[i] = i;")}, options, {"k", {}, machine.executor().code_shape()});
  return good.ok() ? 0 : 3;
}

void add(Suite& suite, const std::string& name, std::string source) {
  suite.add(name, [source = std::move(source)](Machine& machine, Report& report) {
    const pid_t pid = fork();
    if (pid == 0) {
      const rlimit limit{kSecondsAllowed, kSecondsAllowed + 5};
      setrlimit(RLIMIT_CPU, &limit);
      signal(SIGXCPU, SIG_DFL);
      _exit(child(machine, source));
    }
    if (pid < 0) return report.fail("fork failed");
    int status = 0;
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(kSecondsOnTheClock);
    while (waitpid(pid, &status, WNOHANG) == 0) {
      if (std::chrono::steady_clock::now() > deadline) {
        kill(pid, SIGKILL);
        waitpid(pid, &status, 0);
        return report.fail("still there after {} s", kSecondsOnTheClock);
      }
      usleep(2000);
    }
    if (WIFSIGNALED(status) && (WTERMSIG(status) == SIGXCPU || WTERMSIG(status) == SIGKILL))
      return report.fail("still compiling after {} s of processor time, or out of memory", kSecondsAllowed);
    if (WIFSIGNALED(status)) return report.fail("the process died of signal {}", WTERMSIG(status));
    if (WEXITSTATUS(status) == 3) return report.fail("a good kernel does not compile afterwards");
    if (WEXITSTATUS(status) != 0) return report.fail("the process exited with {}", WEXITSTATUS(status));
  });
}

}  // namespace

void add_hostile(Suite& suite) {
  add(suite, "nesting.parentheses", in_kernel("out[0] = " + repeated("(", 20000) + "1" + repeated(")", 20000) + ";"));
  add(suite, "nesting.braces", in_kernel(repeated("{", 20000) + repeated("}", 20000)));
  add(suite, "nesting.unary_operators", in_kernel("out[0] = " + repeated("- ", 20000) + "1;"));
  add(suite, "nesting.ternaries", in_kernel("out[0] = " + repeated("1 ? ", 5000) + "1" + repeated(" : 0", 5000) + ";"));
  add(suite, "nesting.binary_operators", in_kernel("out[0] = 1" + repeated(" + 1", 20000) + ";"));
  add(suite, "nesting.if_else", in_kernel(repeated("if (i) { } else ", 5000) + "{ }"));
  add(suite, "nesting.attributes", repeated("[[", 20000) + repeated("]]", 20000));
  add(suite, "nesting.template_arguments", "template <typename T> struct S {};\nusing X = " + repeated("S<", 2000) + "int" + repeated(">", 2000) + ";\n" + in_kernel("X x; out[0] = sizeof(x);"));
  add(suite, "nesting.namespaces", repeated("namespace a { ", 5000) + repeated("}", 5000));
  add(suite, "nesting.pointers", in_kernel("int " + repeated("*", 20000) + " p = 0; out[0] = sizeof(p);"));
  add(suite, "templates.infinite_recursion", "template <int N> struct F { static constexpr int value = F<N + 1>::value; };\n" + in_kernel("out[0] = F<0>::value;"));
  add(suite, "templates.exponential", "template <int N, int M> struct F { static constexpr int value = F<N - 1, 2 * M>::value + F<N - 1, 2 * M + 1>::value; };\ntemplate <int M> struct F<0, M> { static constexpr int value = 1; };\n" + in_kernel("out[0] = F<14, 0>::value;"));
  add(suite, "constexpr.infinite_loop", "constexpr int f() { int n = 0; while (true) { ++n; if (n < 0) break; } return n; }\n" + in_kernel("constexpr int x = f(); out[0] = x;"));
  add(suite, "constexpr.infinite_recursion", "constexpr int f(int n) { return f(n + 1); }\n" + in_kernel("constexpr int x = f(0); out[0] = x;"));
  add(suite, "macros.exponential_16", exponential_macros(16));
  add(suite, "macros.exponential_30", exponential_macros(30));
  add(suite, "macros.self_reference", "#define X X X\n#define f(x) f(x) f(x)\n" + in_kernel("out[0] = X f(f(f(1)));"));
  add(suite, "include.itself", "#include \"program_source\"\n" + in_kernel("out[0] = 1;"));
  add(suite, "include.file_macro", "#include __FILE__\n" + in_kernel("out[0] = 1;"));
  add(suite, "include.dev_zero", "#include \"/dev/zero\"\n" + in_kernel("out[0] = 1;"));
  add(suite, "include.dev_stdin", "#include \"/dev/stdin\"\n" + in_kernel("out[0] = 1;"));
  add(suite, "include.dev_random", "#include </dev/urandom>\n" + in_kernel("out[0] = 1;"));
  add(suite, "include.directory", "#include \"/\"\n" + in_kernel("out[0] = 1;"));
  add(suite, "include.embed", in_kernel("const unsigned char b[] = {\n#embed \"/dev/zero\"\n};"));
  add(suite, "include.has_include", "#if __has_include(\"/dev/zero\") || __has_include(<metal_stdlib>)\n#endif\n" + in_kernel("out[0] = 1;"));
  add(suite, "bytes.empty", "");
  add(suite, "bytes.one_nul", std::string(1, '\0'));
  add(suite, "bytes.nuls_in_the_middle", in_kernel(std::string("out[0] = ") + std::string(1000, '\0') + "1;"));
  add(suite, "bytes.long_identifier", in_kernel("int " + repeated("a", 1 << 20) + " = 1; out[0] = " + repeated("a", 1 << 20) + ";"));
  add(suite, "bytes.long_unknown_identifier", in_kernel("out[0] = " + repeated("b", 1 << 20) + ";"));
  add(suite, "bytes.long_host_name", "template <typename T> [[kernel]] void f(device T* o) { o[0] = 1; }\ntemplate [[host_name(\"" + repeated("n", 1 << 20) + "\")]] [[kernel]] void f<float>(device float*);\n");
  add(suite, "bytes.long_string", in_kernel("constant char* s = \"" + repeated("s", 1 << 20) + "\"; out[0] = s[i];"));
  add(suite, "bytes.long_line", repeated("int a; ", 1 << 17));
  add(suite, "bytes.long_number", in_kernel("out[0] = " + repeated("9", 1 << 18) + ";"));
  add(suite, "bytes.many_newlines", repeated("\n", 1 << 20) + in_kernel("out[0] = wrong;"));
  add(suite, "bytes.unterminated_comment", "/* " + in_kernel("out[0] = 1;"));
  add(suite, "bytes.unterminated_string", in_kernel("out[0] = \"abc"));
  add(suite, "bytes.unterminated_raw_string", in_kernel("auto s = R\"xx(abc"));
  add(suite, "bytes.unterminated_attribute", "kernel void k(device float* out [[buffer(0)");
  add(suite, "bytes.unterminated_template", "template <");
  add(suite, "bytes.backslash_at_end", "kernel void k() {} \\");
  add(suite, "bytes.byte_order_mark", "\xef\xbb\xbf" + in_kernel("out[0] = 1;"));
  add(suite, "bytes.utf16", std::string("k\0e\0r\0n\0e\0l\0", 12));
  add(suite, "bytes.invalid_utf8", in_kernel("int \xff\xfe\x80 = 1;"));
  add(suite, "bytes.hash_only", repeated("#\n", 10000));
  for (unsigned seed = 1; seed <= 4; ++seed) add(suite, fmt::format("bytes.random_{}", seed), random_bytes(seed, 4096));
  for (unsigned seed = 1; seed <= 12; ++seed) add(suite, fmt::format("tokens.random_{}", seed), random_tokens(seed));
  add(suite, "attribute.negative_index", "kernel void k(device float* out [[buffer(-1)]]) { out[0] = 1; }");
  add(suite, "attribute.huge_index", "kernel void k(device float* out [[buffer(99999999999999999999)]]) { out[0] = 1; }");
  add(suite, "attribute.expression_index", "kernel void k(device float* out [[buffer(1/0)]]) { out[0] = 1; }");
  add(suite, "attribute.empty", "kernel void k(device float* out [[buffer()]], uint i [[]]) { out[0] = 1; }");
  add(suite, "attribute.nonsense", "[[kernel, kernel, host_name(3), max_total_threads_per_threadgroup(-5)]] void k(device float* out [[thread_position_in_grid, buffer(0), threadgroup(9)]]) { }");
  add(suite, "attribute.host_name_twice", "template <typename T> [[kernel]] void f(device T* o) { o[0] = 1; }\ntemplate [[host_name(\"k\")]] [[kernel]] void f<float>(device float*);\ntemplate [[host_name(\"k\")]] [[kernel]] void f<int>(device int*);\n");
  add(suite, "attribute.function_constant_of_pointer", "constant int* p [[function_constant(0)]];\n" + in_kernel("out[0] = *p;"));
  add(suite, "keyword.repeated", repeated("kernel ", 1000) + "void k() {}");
  add(suite, "keyword.address_spaces_everywhere", "device constant threadgroup thread device float f(device threadgroup constant int* device* p);\n");
  add(suite, "keyword.kernel_as_variable", in_kernel("int kernel = 1; int device = 2; int thread = 3; out[0] = kernel + device + thread;"));
  add(suite, "keyword.defined_away", "#define kernel\n#define device\n#define float int\n#define void\n#define metal std\n#define namespace struct\n" + in_kernel("out[0] = 1;"));
  add(suite, "size.huge_threadgroup_array", in_kernel("threadgroup float t[1 << 30]; t[i] = 1; out[0] = t[3];"));
  add(suite, "size.huge_private_array", in_kernel("volatile float t[1 << 30]; t[i] = 1; out[0] = t[3];"));
  add(suite, "size.huge_constant_array", "constant float table[1 << 28] = {1};\n" + in_kernel("out[0] = table[i];"));
  add(suite, "size.negative_array", in_kernel("float t[-1]; out[0] = t[0];"));
  add(suite, "size.overflowing_array", in_kernel("float t[0x7fffffff][0x7fffffff]; out[0] = t[0][0];"));
  add(suite, "size.huge_vector", in_kernel("vec<float, 1000000> v; out[0] = v.x;"));
  add(suite, "size.many_parameters", [] {
    std::string text = "kernel void k(";
    for (int n = 0; n < 3000; ++n) text += fmt::format("{}device float* p{}", n ? ", " : "", n);
    return text + ") { p0[0] = 1; }";
  }());
  add(suite, "size.many_kernels", [] {
    std::string text;
    for (int n = 0; n < 3000; ++n) text += fmt::format("kernel void k{}(device float* p) {{ p[0] = {}; }}\n", n, n);
    return text;
  }());
  add(suite, "size.unrolled_loops", in_kernel("float s = 0;\n#pragma clang loop unroll(full)\nfor (int a = 0; a < 100000000; ++a) s += a * out[a];\nout[0] = s;"));
  add(suite, "pragma.debug_parser_crash", "#pragma clang __debug parser_crash\n" + in_kernel("out[0] = 1;"));
  add(suite, "pragma.debug_crash", "#pragma clang __debug crash\n" + in_kernel("out[0] = 1;"));
  add(suite, "pragma.debug_fatal_error", "#pragma clang __debug llvm_fatal_error\n" + in_kernel("out[0] = 1;"));
  add(suite, "pragma.debug_unreachable", "#pragma clang __debug llvm_unreachable\n" + in_kernel("out[0] = 1;"));
  add(suite, "pragma.debug_overflow_stack", "#pragma clang __debug overflow_stack\n" + in_kernel("out[0] = 1;"));
  add(suite, "pragma.debug_llvm_report_fatal", "#pragma clang __debug diag_mapping\n#pragma clang __debug dump foo\n" + in_kernel("out[0] = 1;"));
  add(suite, "pragma.include_alias_and_modules", "#pragma include_alias(\"a.h\", \"/dev/zero\")\n#pragma clang module import Foo\n@import Foo;\nimport foo;\n" + in_kernel("out[0] = 1;"));
  add(suite, "pragma.unbalanced", "#pragma GCC diagnostic pop\n#pragma push_macro(\"x\n#pragma pack(3, 5, 7\n#pragma clang attribute push\n" + in_kernel("out[0] = 1;"));
  add(suite, "line_directive.huge", "#line 4294967295 \"" + repeated("/", 10000) + "\"\n" + in_kernel("out[0] = wrong;"));
  add(suite, "builtins.trap_and_unreachable", in_kernel("if (i > 5) __builtin_trap(); if (i > 3) __builtin_unreachable(); out[0] = 1;"));
  add(suite, "builtins.frame_and_setjmp", in_kernel("void* p = __builtin_frame_address(0); void* b[5]; if (__builtin_setjmp(b)) out[0] = 1; out[1] = p != 0;"));
  add(suite, "intrinsics.called_by_the_source", "extern \"C\" void __pewter_site(unsigned);\nextern \"C\" int __pewter_nothing(float4);\n" + in_kernel("__pewter_site(99999); out[0] = 1;"));
  add(suite, "intrinsics.redefined", "extern \"C\" unsigned __pewter_lane() { return 7; }\nextern \"C\" void __pewter_threadgroup_barrier(float) { }\n" + in_kernel("threadgroup_barrier(mem_flags::mem_none); out[0] = simd_sum(1.0f);"));
  add(suite, "cxx.inheritance_cycle", "struct A : A { };\nstruct B; struct C : B { }; struct B : C { };\n" + in_kernel("out[0] = sizeof(A);"));
  add(suite, "cxx.struct_containing_itself", "struct A { A a; };\n" + in_kernel("A a; out[0] = sizeof(a);"));
  add(suite, "cxx.kernel_calls_itself", "kernel void k(device float* out [[buffer(0)]]) { k(out); }\n");
  add(suite, "cxx.kernel_with_c_linkage_main", "extern \"C\" kernel void main(device float* out [[buffer(0)]]) { out[0] = 1; }\n");
  add(suite, "cxx.static_constructors", "struct S { int n; S() : n(0) { while (true) ++n; } };\nstatic S s;\nthread_local int t = 3;\n" + in_kernel("out[0] = s.n + t;"));
  add(suite, "cxx.constructor_attribute", "__attribute__((constructor)) static void start() { __builtin_trap(); }\n" + in_kernel("out[0] = 1;"));
  add(suite, "cxx.coroutine", "#include <coroutine>\n" + in_kernel("co_await 1; co_return;"));
  add(suite, "cxx.switch_with_many_cases", [] {
    std::string text = "switch (i) {\n";
    for (int n = 0; n < 20000; ++n) text += fmt::format("case {}: out[{}] = {}; break;\n", n, n % 7, n);
    return in_kernel(text + "}");
  }());
}

}  // namespace pewter::conformance
