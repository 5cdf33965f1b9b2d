// SPDX-License-Identifier: Apache-2.0
// Where kernels find the addresses that they follow.
#include "compiler/passes/note_pointers.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <llvm/IR/LLVMContext.h>
#include <llvm/IR/Module.h>

#include <string>

#include "compiler/passes/device_module_text.h"
#include "compiler/passes/pipeline.h"

namespace pewter::compiler {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using Slots = model::PointerSlots;

// `body`: of a kernel with %a at buffer 2, %b at buffer 0, %n. A member of %a is an array of four addresses at 16.
model::KernelInfo info_of(const std::string& body, const char* lower = "lower-entry-simdgroup") {
  const std::string text = R"(
define spir_kernel void @k(ptr addrspace(1) %a, ptr addrspace(1) %b, i32 %n) {
entry:
)" + body + R"(
}
!pewter.kernels = !{!0}
!0 = !{ptr @k, !"k", !1, !2, !3}
!1 = !{!"buffer", i32 2}
!2 = !{!"buffer", i32 0}
!3 = !{!"threads_per_simdgroup", i32 1, i32 32}
)";
  auto parsed = parse_device_module(text, "test");
  EXPECT_TRUE(parsed.ok()) << (parsed.ok() ? "" : parsed.error());
  DeviceModule& device = *parsed;
  DeviceKernel& kernel = device.kernels[0];
  kernel.info.parameters[0].members = {
      {.id = 0, .offset = 0}, {.id = 1, .offset = 8}, {.id = 2, .offset = 16, .count = 4}};
  std::string why;
  EXPECT_TRUE(run_named_passes(
      *device.module, kernel,
      std::string("prepare,") + lower + ",inline-all,lower-address-spaces,function(sroa,instcombine),note-pointers",
      why))
      << why;
  return kernel.info;
}
std::vector<Slots> slots(const std::string& body) { return info_of(body).parameters[0].pointers; }

constexpr char kFollow[] = R"(
  %field = getelementptr i8, ptr addrspace(1) %a, i64 8
  %p = load ptr addrspace(1), ptr addrspace(1) %field
  store i32 1, ptr addrspace(1) %p
  ret void)";

TEST(NotePointers, AtAnOffsetKnownNow) {
  for (const char* lower : {"lower-entry", "lower-entry-simdgroup"}) {
    const model::KernelInfo info = info_of(kFollow, lower);
    EXPECT_THAT(info.parameters[0].pointers, ElementsAre(Slots{8, 1})) << lower;
    EXPECT_THAT(info.parameters[1].pointers, IsEmpty()) << lower;
  }
}

TEST(NotePointers, ThatTheKernelOnlyComparesAreNotFollowed) {
  EXPECT_THAT(slots(R"(
  %p = load ptr addrspace(1), ptr addrspace(1) %a
  %none = icmp eq ptr addrspace(1) %p, null
  %value = zext i1 %none to i32
  store i32 %value, ptr addrspace(1) %b
  ret void)"),
              IsEmpty());
}

TEST(NotePointers, OfTwoOneMayBeFollowed) {
  EXPECT_THAT(slots(R"(
  %p = load ptr addrspace(1), ptr addrspace(1) %a
  %field = getelementptr i8, ptr addrspace(1) %a, i64 8
  %q = load ptr addrspace(1), ptr addrspace(1) %field
  %which = load i32, ptr addrspace(1) %b
  %first = icmp eq i32 %which, 0
  %r = select i1 %first, ptr addrspace(1) %p, ptr addrspace(1) %q
  store i32 1, ptr addrspace(1) %r
  ret void)"),
              IsEmpty());
}

TEST(NotePointers, OfAnArray) {
  EXPECT_THAT(slots(R"(
  %which = load i32, ptr addrspace(1) %b
  %wide = zext i32 %which to i64
  %field = getelementptr i8, ptr addrspace(1) %a, i64 16
  %element = getelementptr [4 x ptr addrspace(1)], ptr addrspace(1) %field, i64 0, i64 %wide
  %p = load ptr addrspace(1), ptr addrspace(1) %element
  %v = load i32, ptr addrspace(1) %p
  store i32 %v, ptr addrspace(1) %b
  ret void)"),
              ElementsAre(Slots{16, 4}));
}

TEST(NotePointers, OneElementOfAnArray) {
  EXPECT_THAT(slots(R"(
  %field = getelementptr i8, ptr addrspace(1) %a, i64 32
  %p = load ptr addrspace(1), ptr addrspace(1) %field
  store i32 1, ptr addrspace(1) %p
  ret void)"),
              ElementsAre(Slots{32, 1}));
}

// An element of an array of structs: which one is not known, and there may be any number.
TEST(NotePointers, OfAnArrayOfStructsNothingIsKnown) {
  EXPECT_THAT(slots(R"(
  %which = load i32, ptr addrspace(1) %b
  %wide = zext i32 %which to i64
  %element = getelementptr [6 x ptr addrspace(1)], ptr addrspace(1) %a, i64 %wide, i64 1
  %p = load ptr addrspace(1), ptr addrspace(1) %element
  store i32 1, ptr addrspace(1) %p
  ret void)"),
              IsEmpty());
}

TEST(NotePointers, MovedOnFromRoundToRound) {
  EXPECT_THAT(slots(R"(
  %p = load ptr addrspace(1), ptr addrspace(1) %a
  br label %loop
loop:
  %at = phi ptr addrspace(1) [ %p, %entry ], [ %next, %loop ]
  store i32 1, ptr addrspace(1) %at
  %next = getelementptr i32, ptr addrspace(1) %at, i64 1
  %word = load i32, ptr addrspace(1) %b
  %more = icmp ne i32 %word, 7
  br i1 %more, label %loop, label %end
end:
  ret void)"),
              ElementsAre(Slots{0, 1}));
}

}  // namespace
}  // namespace pewter::compiler
