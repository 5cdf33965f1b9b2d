// SPDX-License-Identifier: Apache-2.0
// What is known of a kernel's buffers after compiling it: in both code shapes, and only where it can be known.
#include "compiler/passes/memory_use.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "compiler/codegen/generate.h"
#include "compiler/passes/device_module_text.h"

namespace pewter::compiler {
namespace {

// "r", "w", "a" (atomics), "p" (plain); "?": not known.
std::string text_of(const model::MemoryUse& use) {
  if (!use.known) return "?";
  return std::string(use.reads ? "r" : "") + (use.writes ? "w" : "") + (use.atomics ? "a" : "") +
         (use.plain ? "p" : "");
}

// The uses of two buffers, x at index 0 and y at index 1, by a kernel with that body.
std::string uses(const std::string& body, model::CodeShape shape) {
  const std::string text = fmt::format(R"(
declare void @llvm.memcpy.p1.p1.i64(ptr addrspace(1), ptr addrspace(1), i64, i1)
declare void @__pewter_threadgroup_barrier(i32) convergent
@slot = internal addrspace(3) global i32 undef
define void @k(ptr addrspace(1) %x, ptr addrspace(1) %y, i32 %i) {{
  %place = alloca ptr addrspace(1)
  store ptr addrspace(1) %x, ptr %place
  %p = load ptr addrspace(1), ptr %place
  %at = getelementptr i32, ptr addrspace(1) %p, i32 %i
  {}
  ret void
}}
!pewter.kernels = !{{!0}}
!0 = !{{ptr @k, !"k", !1, !2, !3}}
!1 = !{{!"buffer", i32 0}}
!2 = !{{!"buffer", i32 1}}
!3 = !{{!"thread_position_in_grid", i32 1, i32 32}}
)",
                                       body);
  auto module = parse_device_module(text, "test.ll");
  if (!module) return module.error();
  const auto image = generate(std::move(*module),
                              {.host_name = "k", .constants = {}, .shape = shape, .threads_per_threadgroup = {}}, {});
  if (!image) return image.error().text;
  if (image->shape != shape) return "another shape";
  return text_of(image->info.parameters[0].use) + " " + text_of(image->info.parameters[1].use);
}

class InShape : public testing::TestWithParam<model::CodeShape> {};

TEST_P(InShape, LoadsAndStoresAreSeenThroughCopiesOfThePointer) {
  EXPECT_EQ(uses("store i32 1, ptr addrspace(1) %at", GetParam()), "wp ");  // y is not even fetched
  EXPECT_EQ(uses("%v = load i32, ptr addrspace(1) %at\n store i32 %v, ptr addrspace(1) %y", GetParam()), "rp wp");
  EXPECT_EQ(
      uses("%v = load i32, ptr addrspace(1) %at\n %w = add i32 %v, 1\n store i32 %w, ptr addrspace(1) %at", GetParam()),
      "rwp ");
  EXPECT_EQ(
      uses("call void @llvm.memcpy.p1.p1.i64(ptr addrspace(1) %at, ptr addrspace(1) %y, i64 4, i1 false)", GetParam()),
      "wp rp");
}

TEST_P(InShape, AChoiceOfPointersIsBoth) {
  EXPECT_EQ(uses("%c = icmp eq i32 %i, 0\n %s = select i1 %c, ptr addrspace(1) %at, ptr addrspace(1) %y\n"
                 "store i32 1, ptr addrspace(1) %s",
                 GetParam()),
            "wp wp");
}

TEST_P(InShape, AtomicsAreToldFromTheRest) {
  const std::string count = "%n = atomicrmw add ptr addrspace(1) %at, i32 1 monotonic\n";
  EXPECT_EQ(uses(count, GetParam()), "rwa ");
  EXPECT_EQ(uses(count + "%v = load i32, ptr addrspace(1) %x\n store i32 %v, ptr addrspace(1) %y", GetParam()),
            "rwap wp");
  EXPECT_EQ(uses("store atomic i32 1, ptr addrspace(1) %at monotonic, align 4", GetParam()), "wa ");
}

// A counter gives out the places in y.
TEST_P(InShape, WritesThatAtomicsMayShareOutAreNotKnown) {
  EXPECT_EQ(uses("%n = atomicrmw add ptr addrspace(1) %at, i32 1 monotonic\n"
                 "%q = getelementptr i32, ptr addrspace(1) %y, i32 %n\n store i32 7, ptr addrspace(1) %q",
                 GetParam()),
            "rwa ?");
  // The same by way of threadgroup memory.
  EXPECT_EQ(uses("%n = atomicrmw add ptr addrspace(1) %at, i32 1 monotonic\n store i32 %n, ptr addrspace(3) @slot\n"
                 "call void @__pewter_threadgroup_barrier(i32 2)\n %m = load i32, ptr addrspace(3) @slot\n"
                 "%q = getelementptr i32, ptr addrspace(1) %y, i32 %m\n store i32 7, ptr addrspace(1) %q",
                 GetParam()),
            "rwa ?");
}

TEST_P(InShape, PointersThatAreKeptAndVolatileAccessesAreNotKnown) {
  EXPECT_EQ(uses("store ptr addrspace(1) %at, ptr addrspace(1) %y", GetParam()), "? wp");
  EXPECT_EQ(uses("%n = ptrtoint ptr addrspace(1) %at to i64\n store i64 %n, ptr addrspace(1) %y", GetParam()), "? wp");
  EXPECT_EQ(uses("store volatile i32 1, ptr addrspace(1) %at", GetParam()), "? ");
}

INSTANTIATE_TEST_SUITE_P(Shapes, InShape,
                         testing::Values(model::CodeShape::per_thread, model::CodeShape::per_simdgroup),
                         [](const auto& info) {
                           return info.param == model::CodeShape::per_thread ? "PerThread" : "PerSimdgroup";
                         });

}  // namespace
}  // namespace pewter::compiler
