// SPDX-License-Identifier: Apache-2.0
// Kernels without group functions: no thread waits for another.
#include <gtest/gtest.h>

#include <numeric>

#include "exec/reference/test_kernel.h"

namespace pewter::exec::reference {
namespace {

constexpr std::string_view kAdd = R"(
define void @add(ptr addrspace(1) %a, ptr addrspace(1) %b, ptr addrspace(1) %c, i32 %i) {
  %at = zext i32 %i to i64
  %pa = getelementptr float, ptr addrspace(1) %a, i64 %at
  %pb = getelementptr float, ptr addrspace(1) %b, i64 %at
  %pc = getelementptr float, ptr addrspace(1) %c, i64 %at
  %x = load float, ptr addrspace(1) %pa
  %y = load float, ptr addrspace(1) %pb
  %z = fadd float %x, %y
  store float %z, ptr addrspace(1) %pc
  ret void
}
!pewter.kernels = !{!0}
!0 = !{ptr @add, !"add", !1, !2, !3, !4}
!1 = !{!"buffer", i32 0}
!2 = !{!"buffer", i32 1}
!3 = !{!"buffer", i32 2}
!4 = !{!"thread_position_in_grid", i32 1, i32 32}
)";

TEST(Plain, AddsVectors) {
  auto executor = make_reference_executor({.threads = 2});
  const auto kernel = load_kernel(*executor, kAdd, "add");
  EXPECT_FALSE(kernel.info.convergent);
  std::vector<float> a(1000), b(1000), c(1001, -1.0f);
  std::iota(a.begin(), a.end(), 0.0f);
  std::iota(b.begin(), b.end(), 100.0f);
  Dispatch dispatch{.kernel = &kernel, .threads_per_grid = {1000}, .threads_per_threadgroup = {64}};
  dispatch.buffers = {bytes_of(a), bytes_of(b), bytes_of(c)};
  ASSERT_TRUE(executor->dispatch(dispatch).ok());
  for (int i = 0; i < 1000; ++i) ASSERT_EQ(c[i], 2.0f * i + 100.0f) << i;
  EXPECT_EQ(c[1000], -1.0f) << "the partial threadgroup at the edge must not run over it";
}

}  // namespace
}  // namespace pewter::exec::reference
