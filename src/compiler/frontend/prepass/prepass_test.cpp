// SPDX-License-Identifier: Apache-2.0
#include "compiler/frontend/prepass/prepass.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstring>

#include "compiler/frontend/prepass/outline.h"
#include "compiler/frontend/prepass/rewrites.h"

namespace pewter::compiler::frontend::prepass {
namespace {

using testing::HasSubstr;
using testing::Not;

using Rewrite = void (*)(Tokens&);

// One space between any two tokens: where a rewrite puts spaces is no matter.
std::string spaced(const Tokens& tokens) { return prepass::spelled(tokens, 0, tokens.size()); }
std::string spaced(std::string_view text) { return spaced(lex(text)); }

std::string after(Rewrite rewrite, std::string_view text) {
  Tokens tokens = lex(text);
  rewrite(tokens);
  return spaced(emit(tokens).text);
}

std::string functions(std::string_view text, const Request& request, Findings& findings) {
  Tokens tokens = lex(text);
  rewrite_functions(tokens, request, findings);
  return spaced(tokens);
}

// What no rewrite may touch comes out as it went in.
void expect_same(Rewrite rewrite, std::string_view text) { EXPECT_EQ(after(rewrite, text), spaced(text)); }

TEST(Literals, UnsuffixedFloatsAreFloat) {
  EXPECT_EQ(after(rewrite_literals, "a = 1.0 + .5 + 1e5 + 0x1p3 + 3.;"), spaced("a = 1.0f + .5f + 1e5f + 0x1p3f + 3.f;"));
  EXPECT_EQ(after(rewrite_literals, "1.5h 2h 1.0bf 0x1.8p1h"), spaced("1.5f16 2.0f16 ((__bf16)1.0f) 0x1.8p1f16"));
}
TEST(Literals, OtherNumbersStay) { expect_same(rewrite_literals, "1.0f 1 0x1F 0xbf 10u 1e5f 0b101 1'000 0x1E5 7ul"); }

TEST(Attributes, BecomeAnnotations) {
  EXPECT_EQ(after(rewrite_attributes, "float* x [[buffer(0)]]"), spaced("float* x __attribute__((annotate(\"msl:buffer\", 0)))"));
  EXPECT_EQ(after(rewrite_attributes, "uint i [[thread_position_in_grid]]"), spaced("uint i __attribute__((annotate(\"msl:thread_position_in_grid\")))"));
  EXPECT_EQ(after(rewrite_attributes, "kernel void f()"), spaced("__attribute__((annotate(\"msl:kernel\"))) void f()"));
  EXPECT_THAT(after(rewrite_attributes, "[[kernel, max_total_threads_per_threadgroup(64)]] void f()"),
              testing::AllOf(HasSubstr("\"msl:kernel\""), HasSubstr("\"msl:max_total_threads_per_threadgroup\" , 64")));
  EXPECT_EQ(after(rewrite_attributes, "float4 c [[user(locn0)]];"), spaced("float4 c __attribute__((annotate(\"msl:user\")));"));
}
TEST(Attributes, ThoseOfCxxStay) {
  EXPECT_EQ(after(rewrite_attributes, "[[maybe_unused]] int x;"), spaced("[[maybe_unused]] int x;"));
  EXPECT_EQ(after(rewrite_attributes, "[[clang::optnone]] int x;"), spaced("[[clang :: optnone]] int x;"));
  expect_same(rewrite_attributes, "a[b[0]] = c[ [] { return 1; }() ];");
  expect_same(rewrite_attributes, "s.kernel = t->vertex;");
}

TEST(Variables, ThreadgroupObjectsAreStatic) {
  EXPECT_EQ(after(rewrite_variables, "void f() { threadgroup float x[32]; }"), spaced("void f() { static threadgroup float x[32]; }"));
  EXPECT_EQ(after(rewrite_variables, "void f() { const threadgroup metal::vec<T, 4> y; }"),
            spaced("void f() { static const threadgroup metal::vec<T, 4> y; }"));
  EXPECT_EQ(after(rewrite_variables, "void f() { if (a) { threadgroup atomic_int n; } }"),
            spaced("void f() { if (a) { static threadgroup atomic_int n; } }"));
  EXPECT_EQ(after(rewrite_variables, "constant float pi = 3;"), spaced("static constant float pi = 3;"));
}
TEST(Variables, PointersAndReferencesAreNot) {
  expect_same(rewrite_variables, "void f(threadgroup float* a, constant int& b) { threadgroup float* p = a; threadgroup T& r = *p; g((threadgroup int*)p); }");
  expect_same(rewrite_variables, "struct S { threadgroup float* p; static constant constexpr int k = 1; };");
  expect_same(rewrite_variables, "using P = threadgroup float*; template <typename T> threadgroup T* f();");
  expect_same(rewrite_variables, "constant float C<1>::table[2];");
}

TEST(ArrayParameters, AreSpelledAsPointers) {
  EXPECT_EQ(after(rewrite_array_parameters, "void f(constant const int s[2], int n)"), spaced("void f(constant const int *s, int n)"));
  EXPECT_EQ(after(rewrite_array_parameters, "void f(threadgroup T t[4][8])"), spaced("void f(threadgroup T (* t)[8])"));
}
TEST(ArrayParameters, OthersStay) {
  expect_same(rewrite_array_parameters, "void f(device T* a, thread const T (&b)[4], int c[3]) { x = ((device int*)p)[2]; }");
}

TEST(Methods, ThoseThatDifferInTheSpaceAloneAreOne) {
  EXPECT_EQ(after(rewrite_methods, "struct S { int f() thread { return 1; } int f() device { return 1; } int f() constant { return 1; } };"),
            spaced("struct S { int f() { return 1; } };"));
  EXPECT_EQ(after(rewrite_methods, "struct S { S() : a(0) {} S() threadgroup : a(0) {} int a; };"), spaced("struct S { S() : a(0) {} int a; };"));
  EXPECT_EQ(after(rewrite_methods, "struct S { operator bool() { return true; } operator bool() const device { return true; } operator bool() const constant { return true; } };"),
            spaced("struct S { operator bool() { return true; } operator bool() const { return true; } };"));
}
TEST(Methods, AResultInTheObjectsSpaceNeedsTheObject) {
  EXPECT_EQ(after(rewrite_methods, "template <class T> struct S { device T& at(int i) const device { return this->x[i]; } };"),
            spaced("template <class T> struct S { device T& at(this const device S& __pewter_self, int i) { return (&__pewter_self)->x[i]; } };"));
  EXPECT_EQ(after(rewrite_methods, "struct S { threadgroup S& me() threadgroup { return *this; } };"),
            spaced("struct S { threadgroup S& me(this threadgroup S& __pewter_self) { return __pewter_self; } };"));
}
TEST(Methods, UnqualifiedOnesStay) {
  expect_same(rewrite_methods, "struct S { __attribute__((always_inline)) int f() const; int operator()(int x); device int* p(device int* q) { return q; } };");
}

TEST(Coherent, IsDropped) {
  EXPECT_EQ(after(rewrite_coherent, "volatile coherent(system) device uint* p"), spaced("volatile device uint* p"));
  expect_same(rewrite_coherent, "bool coherent = x.coherent(device);");
}

TEST(AddressSpaces, BecomeAttributes) {
  EXPECT_EQ(after(rewrite_address_spaces, "device float* p"), spaced("__attribute__((opencl_global_device)) float* p"));
  EXPECT_EQ(after(rewrite_address_spaces, "constant T& c, thread int& t, threadgroup U* u"),
            spaced("const __attribute__((opencl_global_host)) T& c, int& t, __attribute__((opencl_local)) U* u"));
}
TEST(AddressSpaces, ComeLastInCasts) {
  EXPECT_EQ(after(rewrite_address_spaces, "((device const uint*)in)[0] + f<vec<T, 2>>((threadgroup vec<T, 2>&)t)"),
            spaced("((const uint __attribute__((opencl_global_device))*)in)[0] + f<vec<T, 2>>((vec<T, 2> __attribute__((opencl_local))&)t)"));
  EXPECT_EQ(after(rewrite_address_spaces, "void f(device float* p)"), spaced("void f(__attribute__((opencl_global_device)) float* p)"));
}
TEST(AddressSpaces, MembersOfThatNameStay) { expect_same(rewrite_address_spaces, "x.device + y->thread + ns::constant"); }

TEST(Functions, AreFoundWithTheirHostNames) {
  Findings findings;
  functions("kernel void a(device int* x [[buffer(0)]]) { f(); } [[kernel]] void b() {} [[host_name(\"see\")]] kernel void c() {}"
            "vertex float4 v() { return 0; } template <typename T> kernel void t(T x) {} kernel void declared();"
            "namespace n { kernel void d() {} } void kernel_free() {}",
            {}, findings);
  std::vector<std::string> names;
  for (const auto& function : findings.functions) names.push_back(function.host_name);
  EXPECT_THAT(names, testing::ElementsAre("a", "b", "see", "v", "n::d"));
  EXPECT_EQ(findings.functions[3].type, FunctionType::vertex);
}
TEST(Functions, AHostNameOfALaterFunctionIsNotTaken) {
  Findings findings;
  functions("kernel void a() {} template [[host_name(\"other\")]] [[kernel]] void t<int>();", {}, findings);
  ASSERT_EQ(findings.functions.size(), 2u);
  EXPECT_EQ(findings.functions[0].host_name, "a");
}
TEST(Functions, OnlyTheWantedInstantiationIsLeft) {
  const char* text = "template [[host_name(\"x\")]] [[kernel]] void f<int>(); template [[host_name(\"y\")]] [[kernel]] void f<float>();";
  Findings findings;
  Request request;
  request.host_name = "y";
  const std::string left = functions(text, request, findings);
  EXPECT_THAT(left, HasSubstr("f < float >"));
  EXPECT_THAT(left, Not(HasSubstr("f < int >")));
  EXPECT_EQ(findings.functions.size(), 2u);
  Findings all;
  EXPECT_THAT(functions(text, {}, all), HasSubstr("extern template"));
}

// What is left of `text` without what is not reached; each token apart.
std::string reached(const char* text) {
  return after([](Tokens& tokens) { drop_unreached(tokens); }, text);
}

TEST(Unreached, GoesWithWhatOnlyItReaches) {
  EXPECT_EQ(reached("int a(int x) { return b(x); } template <typename T> T b(T x) { return S<T>{x}.v; } template "
                    "<typename T> struct S { T v; };"
                    "void f() {} int g(int x) { return a(x); } template int f<int>();"),
            spaced("void f() {} template int f<int>();"));
  EXPECT_EQ(reached("int a(int x) { return b(x); } int b(int x) { return a(x); } int c;"), spaced("int c;"));
}
TEST(Unreached, WhatIsNamedStaysWithAllOfItsName) {
  const char* all =
      "struct A { int x; }; template <> struct L<A> { B b; }; struct B { }; int h(A a) { return a.x; } int h(int x) { "
      "return x; }"
      "template <typename T, enable_if_t<(sizeof(T) > 1), int> = 0> L<T> u(T x) { return { h(x) }; } template L<A> "
      "u<A>(A);";
  EXPECT_EQ(reached(all), spaced(all));
  // In a declaration, an initialiser or an attribute.
  for (const char* text :
       {"int f(int x) { return x; } int y = f(1);", "struct S { int a; }; S* p;", "int f() { return 1; } int f();",
        "struct S { int a; }; using T = S;", "struct S { int a; }; static_assert(sizeof(S) == 4);"})
    EXPECT_EQ(reached(text), spaced(text));
}
TEST(Unreached, WhatCppUsesWithoutItsNameStays) {
  for (const char* text :
       {"bool operator == (A a, A b) { return true; }", "template <typename T> T operator + (T a, int b) { return a; }",
        "int* begin(R& r) { return r.p; } int* end(R& r) { return r.p; }", "int S::f(int x) { return x; }",
        "S::S(int x) : a(x) {}", "struct { int a; } s;", "struct S { int a; } s;", "typedef struct { int a; } S;",
        "enum E { a, b };", "auto f = [](int x) { return x; };",
        "template <typename T> requires (C<T>) int f(T x) { return 1; }", "int operator \"\" _km(int x) { return x; }",
        "int x = f(3);", "extern int a[] = {1, 2};", "namespace n { int y; }"})
    EXPECT_EQ(reached(text), spaced(text));
  EXPECT_EQ(reached("namespace n { int f(int x) { return x; } int y; }"), spaced("namespace n { int y; }"));
}
TEST(Unreached, BrokenTextIsNobodysFault) {
  for (const char* text : {"int f(", "struct S {", "template < struct S { };", "int f(int x) { return x; } }",
                           "struct S { }", "{ }", "( { ) }"})
    reached(text);
}
TEST(Unreached, OnlyAnInstantiationIsReduced) {
  const char* text =
      "kernel void k() {} int helper(int x) { return x; } template <typename T> kernel void f(T x) {}"
      "template [[host_name(\"y\")]] [[kernel]] void f<float>(float);";
  const auto reduced = [&](const char* host_name, bool whole) {
    Tokens tokens = lex(text);
    Request request;
    if (host_name) request.host_name = host_name;
    request.instantiate = true;
    request.whole = whole;
    const Findings findings = run(tokens, request);
    EXPECT_EQ(findings.functions.size(), 2u);
    EXPECT_EQ(findings.reduced, spelled(tokens).find("helper") == std::string::npos);
    return findings.reduced;
  };
  EXPECT_TRUE(reduced("y", false));
  EXPECT_FALSE(reduced("y", true));
  EXPECT_FALSE(reduced("k", false)) << "other kernels come with it";
  EXPECT_FALSE(reduced(nullptr, false));
}

ConstantValue value(std::int64_t index, std::uint32_t bits) {
  ConstantValue result;
  result.index = index;
  result.bytes.resize(4);
  std::memcpy(result.bytes.data(), &bits, 4);
  return result;
}

TEST(FunctionConstants, AreSubstituted) {
  Tokens tokens = lex("constant int n [[function_constant(3)]]; constant float f [[function_constant(4)]]; constant bool d = is_function_constant_defined(f);");
  Request request;
  request.constants = {value(3, 7), value(4, 0x3f800000)};
  Findings findings;
  rewrite_function_constants(tokens, request, findings);
  const std::string text = spaced(tokens);
  EXPECT_THAT(text, HasSubstr("= ( int ) 7ull ;"));
  EXPECT_THAT(text, HasSubstr("= __builtin_bit_cast ( float , ( unsigned int ) 1065353216u ) ;"));
  EXPECT_THAT(text, HasSubstr("d = true ;"));
  ASSERT_EQ(findings.constants.size(), 2u);
  EXPECT_EQ(findings.constants[0].type, "int");
  EXPECT_TRUE(findings.constants[0].required);
  EXPECT_FALSE(findings.constants[1].required);
}
TEST(FunctionConstants, WrongUsesAreReported) {
  Tokens tokens = lex("constant int n [[function_constant(x)]]; constant bool d = is_function_constant_defined(other); constant int4 v [[function_constant(1)]];");
  Request request;
  request.constants = {value(1, 7)};  // four bytes for an int4
  Findings findings;
  rewrite_function_constants(tokens, request, findings);
  ASSERT_EQ(findings.problems.size(), 3u);
  EXPECT_THAT(findings.problems[0].text, HasSubstr("integer constant"));
  EXPECT_THAT(findings.problems[1].text, HasSubstr("'v' does not fit"));
  EXPECT_THAT(findings.problems[2].text, HasSubstr("'other' is not a function constant"));
}

TEST(FunctionConstants, AValueOfAnotherTypeIsReported) {
  auto problems = [](const char* type) {
    Tokens tokens = lex("constant uint32_t n [[function_constant(0)]];");
    Request request;
    request.constants = {value(0, 7)};
    request.constants[0].type = type;
    Findings findings;
    rewrite_function_constants(tokens, request, findings);
    return findings.problems.size();
  };
  EXPECT_EQ(problems("uint"), 0u);
  EXPECT_EQ(problems(""), 0u);
  EXPECT_EQ(problems("float"), 1u);
}

TEST(Nesting, DeepProgramsAreRefused) {
  auto problems = [](const std::string& text) {
    Findings findings;
    check_nesting(lex(text), findings);
    return findings.problems.size();
  };
  std::string chain = "int x = 1";
  for (int i = 0; i < 10000; ++i) chain += "+1";
  EXPECT_EQ(problems(chain + ";"), 1u);
  EXPECT_EQ(problems(std::string(5000, '(')), 1u);
  EXPECT_EQ(problems("int x = " + std::string(9000, '!') + "1;"), 1u);
  std::string table = "int x[] = {";
  for (int i = 0; i < 20000; ++i) table += "-1, ";
  EXPECT_EQ(problems(table + "};"), 0u);
  std::string chained;
  for (int i = 0; i < 3000; ++i) chained += "if (a) { b; } else ";
  EXPECT_EQ(problems("void f() { " + chained + ";}"), 1u);
  std::string separate;
  for (int i = 0; i < 3000; ++i) separate += "if (a) { b; } else { c; } ";
  EXPECT_EQ(problems("void f() { " + separate + "}"), 0u);
}

TEST(Unsupported, WordsAreNamed) {
  Findings findings;
  check_unsupported(lex("void f(object_data T& x, ray_data P& p) {}"), findings);
  ASSERT_EQ(findings.problems.size(), 2u);
  EXPECT_THAT(findings.problems[0].text, HasSubstr("'object_data' is not supported: Pewter has no mesh shaders"));
}

TEST(Outline, KnowsScopes) {
  const Tokens tokens = lex("namespace n { struct S { void f() { int x = g({1}); } }; enum class E { a }; int y[] = {2}; }");
  const Outline outline(tokens);
  auto scope_of = [&](std::string_view word) {
    for (std::size_t i = 0; i < tokens.size(); ++i) {
      if (tokens[i].is(word)) return outline.scope(i);
    }
    return Scope::file;
  };
  EXPECT_EQ(scope_of("struct"), Scope::name_space);
  EXPECT_EQ(scope_of("f"), Scope::record);
  EXPECT_EQ(scope_of("x"), Scope::body);
  EXPECT_EQ(scope_of("1"), Scope::initializer);
  EXPECT_EQ(scope_of("a"), Scope::enumeration);
  EXPECT_EQ(scope_of("y"), Scope::name_space);
  EXPECT_EQ(scope_of("2"), Scope::initializer);
}
TEST(Outline, SurvivesUnbalancedBrackets) {
  for (const char* text : {"((((", "))))", "{[(}])", "struct {", "template <", "[[", "}", "template < ( > ] void f"}) {
    Tokens tokens = lex(text);
    run(tokens, {});
  }
}

TEST(Tokens, EmitKeepsThemApart) {
  for (const char* text : {"a+ +b", "x - -y", "1 .x", "a < :: b", "int x", "u8 \"s\"", "a / * b", "1.0f f", "- > x", "0x1e +2"}) {
    const Tokens tokens = lex(text);
    Tokens again = tokens;
    for (Token& token : again) token.space_before = token.line_start = false;
    const Tokens relexed = lex(emit(again).text);
    ASSERT_EQ(relexed.size(), tokens.size()) << text;
    for (std::size_t i = 0; i < tokens.size(); ++i) EXPECT_EQ(relexed[i].text, tokens[i].text);
  }
}
TEST(Tokens, OffsetsFindTheirTokens) {
  const Tokens tokens = lex("int x\n= 5;");
  const Emitted emitted = emit(tokens);
  for (std::size_t i = 0; i < tokens.size(); ++i) EXPECT_EQ(emitted.token_at(emitted.offsets[i]), i);
}

}  // namespace
}  // namespace pewter::compiler::frontend::prepass
