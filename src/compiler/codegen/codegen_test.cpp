// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <bit>
#include <cmath>
#include <cstring>
#include <random>
#include <thread>

#include "compiler/cache/image_io.h"
#include "compiler/codegen/generate.h"
#include "compiler/linker/link.h"
#include "compiler/linker/runtime_library.h"
#include "compiler/passes/device_module_text.h"
#include "model/kernel_abi.h"

namespace pewter::compiler {
namespace {

using testing::HasSubstr;

constexpr std::string_view kKernels = R"(
declare double @sinf(float)
declare i32 @system(ptr)
declare void @__pewter_threadgroup_barrier(i32) convergent
@big = internal addrspace(3) global [9000 x float] undef
@small = internal addrspace(3) global [3 x i32] undef
define void @plain(ptr addrspace(1) %out) {
  store i32 42, ptr addrspace(1) %out
  ret void
}
define void @meets(ptr addrspace(1) %out) {
  store i32 1, ptr addrspace(3) @small
  call void @__pewter_threadgroup_barrier(i32 2)
  %x = load i32, ptr addrspace(3) @small
  store i32 %x, ptr addrspace(1) %out
  ret void
}
define i32 @countdown(i32 %n) {
  %m = sub i32 %n, 1
  %r = call i32 @countdown(i32 %m)
  ret i32 %r
}
define void @recurses(ptr addrspace(1) %out) {
  %r = call i32 @countdown(i32 3)
  store i32 %r, ptr addrspace(1) %out
  ret void
}
define void @too_much(ptr addrspace(1) %out) {
  store float 1.0, ptr addrspace(3) @big
  call void @__pewter_threadgroup_barrier(i32 2)
  ret void
}
define void @escapes(ptr addrspace(1) %out) {
  %g = addrspacecast ptr addrspace(1) %out to ptr
  %r = call i32 @system(ptr %g)
  ret void
}
!pewter.kernels = !{!0, !1, !2, !3, !4}
!0 = !{ptr @plain, !"plain", !10}
!1 = !{ptr @meets, !"meets", !10}
!2 = !{ptr @recurses, !"recurses", !10}
!3 = !{ptr @too_much, !"too_much", !10}
!4 = !{ptr @escapes, !"escapes", !10}
!10 = !{!"buffer", i32 0}
)";

// `kKernels` without the recursive function, which is an error whichever kernel is asked for.
std::string without_recursion() {
  std::string text(kKernels);
  const std::string call = "%r = call i32 @countdown(i32 %m)";
  return text.replace(text.find(call), call.size(), "%r = add i32 %m, 0");
}

Result<model::KernelImage, Diagnostics> compile(const std::string& host_name,
                                                const std::string& text = without_recursion(),
                                                model::CodeShape shape = model::CodeShape::per_thread,
                                                const Machine& machine = {}) {
  auto module = parse_device_module(text, "test.ll");
  if (!module) return Failure{Diagnostics{.text = module.error(), .errors = 1}};
  return generate(
      std::move(*module),
      {.host_name = host_name, .constants = {}, .shape = shape, .threads_per_threadgroup = {}, .machine = machine}, {});
}

std::string error_of(const Result<model::KernelImage, Diagnostics>& result) {
  return result ? "no error" : result.error().text;
}

TEST(Generate, MakesAnImageThatSaysWhatTheKernelNeeds) {
  const auto plain = compile("plain");
  ASSERT_TRUE(plain.ok()) << plain.error().text;
  EXPECT_EQ(plain->info.host_name, "plain");
  EXPECT_FALSE(plain->info.convergent);
  EXPECT_EQ(plain->info.static_threadgroup_bytes, 0u);
  EXPECT_LT(plain->info.private_bytes, 200u);
  EXPECT_EQ(std::string(plain->object.data() + 1, 3), "ELF");

  const auto meets = compile("meets");
  ASSERT_TRUE(meets.ok()) << meets.error().text;
  EXPECT_TRUE(meets->info.convergent);
  EXPECT_EQ(meets->info.static_threadgroup_bytes, 16u) << "only what this kernel uses, rounded up to 16";
}

TEST(Generate, RefusesWhatMetalHasNot) {
  EXPECT_THAT(error_of(compile("recurses", std::string(kKernels))),
              HasSubstr("error: recursion is not supported in Metal: 'countdown'"));
  EXPECT_THAT(error_of(compile("too_much")), HasSubstr("needs 36000 bytes of threadgroup memory; 32768 are the limit"));
  EXPECT_THAT(error_of(compile("nothing")), HasSubstr("no kernel 'nothing'"));
}

Result<model::KernelInfo, Diagnostics> description(const std::string& host_name, model::CodeShape shape,
                                                   const std::string& text = without_recursion()) {
  auto module = parse_device_module(text, "test.ll");
  if (!module) return Failure{Diagnostics{.text = module.error(), .errors = 1}};
  return describe(
      std::move(*module),
      {.host_name = host_name, .constants = {}, .shape = shape, .threads_per_threadgroup = {}, .machine = {}});
}

TEST(Describe, SaysWhatCodeSays) {
  for (const auto shape : {model::CodeShape::per_thread, model::CodeShape::per_simdgroup}) {
    for (const char* name : {"plain", "meets"}) {
      const auto known = description(name, shape);
      ASSERT_TRUE(known.ok()) << known.error().text;
      auto image = compile(name, without_recursion(), shape);
      ASSERT_TRUE(image.ok()) << image.error().text;
      ASSERT_EQ(image->shape, shape);
      image->info.private_bytes = image->info.scratch_bytes = 0;  // the code's own
      EXPECT_EQ(cache::write_info(*known), cache::write_info(image->info)) << name;
    }
  }
  EXPECT_TRUE(description("meets", model::CodeShape::per_simdgroup)->convergent);
}

TEST(Describe, FailsWhereCodeFails) {
  for (const auto shape : {model::CodeShape::per_thread, model::CodeShape::per_simdgroup}) {
    const auto same = [&](const std::string& name, const std::string& text) {
      const auto known = description(name, shape, text);
      EXPECT_EQ(known ? "no error" : known.error().text, error_of(compile(name, text, shape)));
      return known.ok();
    };
    EXPECT_FALSE(same("recurses", std::string(kKernels)));
    EXPECT_FALSE(same("too_much", without_recursion()));
    EXPECT_FALSE(same("nothing", without_recursion()));
  }
}

TEST(Generate, MakesVectorsWhereItIsAskedTo) {
  auto image = compile("plain", without_recursion(), model::CodeShape::per_simdgroup);
  ASSERT_TRUE(image.ok()) << image.error().text;
  EXPECT_EQ(image->shape, model::CodeShape::per_simdgroup);
}

TEST(Generate, RefusesWhatThisProcessCannotRun) {
  const auto code_for = [](const char* triple, const char* processor) {
    return error_of(compile("plain", without_recursion(), model::CodeShape::per_thread, {triple, processor}));
  };
  EXPECT_EQ(code_for("", "native"), "no error");
  EXPECT_THAT(code_for("", "no-such-processor"), HasSubstr("error: no processor 'no-such-processor' of "));
  EXPECT_THAT(code_for("riscv64-linux-gnu", ""), HasSubstr("no code generator for 'riscv64-linux-gnu'"));
#if defined(__x86_64__)
  EXPECT_EQ(code_for("", "x86-64"), "no error");
  EXPECT_THAT(code_for("aarch64-linux-gnu", "neoverse-n1"), HasSubstr("code for aarch64 does not run on x86_64"));
  // No processor has both AMD's and Intel's.
  EXPECT_THAT(code_for("", "bdver4") + code_for("", "sapphirerapids"),
              HasSubstr("this processor cannot run code for '"));
#else
  EXPECT_THAT(code_for("x86_64-linux-gnu", ""), HasSubstr("code for x86_64 does not run on"));
#endif
}

TEST(Generate, ShowsItsStages) {
  auto module = parse_device_module(without_recursion(), "test.ll");
  EXPECT_THAT(ir_text(*module), HasSubstr("addrspace(3)"));
  auto optimized = optimized_ir(std::move(*module), {.host_name = "meets"}, {});
  ASSERT_TRUE(optimized.ok());
  EXPECT_THAT(*optimized, HasSubstr("define void @pewter.kernel.meets"));
  EXPECT_THAT(*optimized, testing::Not(HasSubstr("addrspace")));
  module = parse_device_module(without_recursion(), "test.ll");
  auto text = assembly(std::move(*module), {.host_name = "plain"}, {});
  ASSERT_TRUE(text.ok());
  EXPECT_THAT(*text, HasSubstr("$42"));
}

TEST(Link, RunsAndFreesKernelsFromSeveralThreads) {
  const auto image = compile("plain");
  ASSERT_TRUE(image.ok());
  std::vector<std::thread> threads;
  std::vector<int> results(8);
  for (int i = 0; i < 8; ++i) {
    threads.emplace_back([&, i] {
      for (int round = 0; round < 10; ++round) {
        auto kernel = link(*image, {});
        if (!kernel) return;
        int out = 0;
        model::LaunchFrame launch{};
        launch.buffers[0] = reinterpret_cast<std::byte*>(&out);
        model::ThreadgroupFrame group{};
        group.launch = &launch;
        model::ThreadFrame thread{&group, {}, 0};
        reinterpret_cast<model::ThreadEntry>(kernel->entry)(&thread);
        results[i] += out;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_THAT(results, testing::Each(420));
}

TEST(Link, KernelsSeeNothingOfTheProcess) {
  const auto image = compile("escapes");
  ASSERT_TRUE(image.ok()) << image.error().text;
  const auto kernel = link(*image, {});
  ASSERT_FALSE(kernel.ok());
  EXPECT_THAT(kernel.error().text, HasSubstr("kernel 'escapes' cannot be linked"));
  EXPECT_THAT(kernel.error().text, HasSubstr("system"));
}

TEST(Link, MissingExecutorFunctionIsAnError) {
  const auto image = compile("meets");
  ASSERT_TRUE(image.ok());
  const auto kernel = link(*image, {});
  ASSERT_FALSE(kernel.ok());
  EXPECT_THAT(kernel.error().text, HasSubstr("__pewter_threadgroup_barrier"));
}

TEST(Link, DamagedObjectIsAnError) {
  auto image = compile("plain");
  ASSERT_TRUE(image.ok());
  image->object.resize(image->object.size() / 2);
  EXPECT_FALSE(link(*image, {}).ok());
}

template <class F>
F* runtime_function(std::string_view name) {
  for (const model::HostSymbol& symbol : runtime_library())
    if (symbol.name == name) return reinterpret_cast<F*>(symbol.address);
  ADD_FAILURE() << "no " << name;
  return nullptr;
}

// The nearest half of all 65,536, the even one of two: slow, and obviously right.
std::uint16_t nearest_half(double value, float (*widen)(_Float16)) {
  if (std::isnan(value)) return 0x7e00;
  std::uint16_t best = 0;
  double distance = INFINITY;
  for (std::uint32_t bits = 0; bits < 0x7c00; ++bits) {
    const double candidate = widen(std::bit_cast<_Float16>(static_cast<std::uint16_t>(bits)));
    const double off = std::fabs(candidate - std::fabs(value));
    if (off < distance || (off == distance && bits % 2 == 0)) {
      distance = off;
      best = static_cast<std::uint16_t>(bits);
    }
  }
  if (std::fabs(value) >= 65520) best = 0x7c00;  // half way to the number that would come next
  return static_cast<std::uint16_t>(best | (std::signbit(value) ? 0x8000 : 0));
}

TEST(RuntimeLibrary, WidensEveryHalfExactly) {
  auto* widen = runtime_function<float(_Float16)>("__extendhfsf2");
  for (std::uint32_t bits = 0; bits < 0x10000; ++bits) {
    const int exponent = static_cast<int>(bits >> 10 & 31);
    const int mantissa = static_cast<int>(bits & 1023);
    const float got = widen(std::bit_cast<_Float16>(static_cast<std::uint16_t>(bits)));
    if (exponent == 31) {
      ASSERT_EQ(mantissa ? std::isnan(got) : std::isinf(got), true) << bits;
    } else {
      const double size = exponent ? std::ldexp(1024 + mantissa, exponent - 25) : std::ldexp(mantissa, -24);
      ASSERT_EQ(got, bits & 0x8000 ? -size : size) << bits;
    }
    ASSERT_EQ(std::signbit(got), bits >> 15 != 0) << bits;
  }
}

TEST(RuntimeLibrary, NarrowsToTheNearestHalf) {
  auto* from_float = runtime_function<_Float16(float)>("__truncsfhf2");
  auto* from_double = runtime_function<_Float16(double)>("__truncdfhf2");
  auto* widen = runtime_function<float(_Float16)>("__extendhfsf2");
  std::mt19937 random(1);
  std::vector<float> values = {0.0f,     -0.0f,    65504.0f,      65519.0f, 65520.0f, 1e9f,
                               5.96e-8f, 2.98e-8f, 2.9802322e-8f, 6.1e-5f,  INFINITY, 1.00048828125f};
  for (int i = 0; i < 300; ++i)
    values.push_back(std::ldexp(static_cast<float>(random()) / 4e9f + 0.5f, static_cast<int>(random() % 44) - 28));
  for (float value : values) {
    EXPECT_EQ(std::bit_cast<std::uint16_t>(from_float(value)), nearest_half(value, widen)) << value;
    EXPECT_EQ(std::bit_cast<std::uint16_t>(from_float(-value)), nearest_half(-value, widen)) << value;
    EXPECT_EQ(std::bit_cast<std::uint16_t>(from_double(value)), nearest_half(value, widen)) << value;
  }
  // Rounded once, not to float first: just above the middle between 1 and the next half.
  EXPECT_EQ(std::bit_cast<std::uint16_t>(from_double(std::nextafter(1.00048828125, 2.0))), 0x3c01);
  EXPECT_TRUE(std::isnan(widen(from_float(NAN))));
}

TEST(RuntimeLibrary, NarrowsToTheNearestBfloat) {
  auto* narrow = runtime_function<__bf16(float)>("__truncsfbf2");
  const auto bits = [&](std::uint32_t value) {
    return std::bit_cast<std::uint16_t>(narrow(std::bit_cast<float>(value)));
  };
  EXPECT_EQ(bits(0x3f800000), 0x3f80);
  EXPECT_EQ(bits(0x3f808000), 0x3f80) << "ties go to even";
  EXPECT_EQ(bits(0x3f818000), 0x3f82) << "ties go to even";
  EXPECT_EQ(bits(0x3f808001), 0x3f81);
  EXPECT_EQ(bits(0x7f7fffff), 0x7f80) << "rounds up to infinity";
  EXPECT_EQ(bits(0x00000001), 0x0000);
  EXPECT_EQ(bits(0x00018000), 0x0002) << "subnormals too";
  EXPECT_EQ(bits(0x80010000), 0x8001);
  EXPECT_EQ(bits(0xff800000), 0xff80);
  EXPECT_TRUE(std::isnan(static_cast<float>(narrow(NAN))));
}

}  // namespace
}  // namespace pewter::compiler
