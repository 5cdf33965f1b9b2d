// SPDX-License-Identifier: Apache-2.0
// Kernels without group functions: no thread waits for another.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <array>
#include <atomic>
#include <numeric>
#include <thread>

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

constexpr std::string_view kLog = R"(
@text = private constant [5 x i8] c"hello"
declare void @__pewter_log_line(ptr, i32, i32)
define void @log(i32 %i) {
  call void @__pewter_log_line(ptr @text, i32 5, i32 16)
  ret void
}
!pewter.kernels = !{!0}
!0 = !{ptr @log, !"log", !1}
!1 = !{!"thread_position_in_grid", i32 1, i32 32}
)";

TEST(Plain, LinesGoToTheSinkOfTheDispatch) {
  struct Sink : LogSink {
    void line(std::uint32_t level, std::string_view text) override {
      if (level == 16 && text == "hello") ++lines;
    }
    std::atomic<int> lines{0};
  } sink;
  auto executor = make_reference_executor({.threads = 2});
  const auto kernel = load_kernel(*executor, kLog, "log");
  const Dispatch dispatch{.kernel = &kernel, .threads_per_grid = {6}, .threads_per_threadgroup = {2}, .log = &sink};
  ASSERT_TRUE(executor->dispatch(dispatch).ok());
  EXPECT_EQ(sink.lines, 6);
}

// --- Built-ins
// ------------------------------------------------------------------------------------------------------------

using Triple = std::array<std::uint32_t, 3>;

// What a thread is told, from its place alone.
struct Place {
  Triple grid, group_size;  // of the dispatch
  Triple group, local;      // of the thread

  std::uint32_t actual(int i) const { return std::min(group_size[i], grid[i] - group[i] * group_size[i]); }
  Triple actual_size() const { return {actual(0), actual(1), actual(2)}; }
  static std::uint32_t product(const Triple& t) { return t[0] * t[1] * t[2]; }
  std::uint32_t index() const { return local[0] + actual(0) * (local[1] + actual(1) * local[2]); }

  Triple expected(model::BuiltIn built_in) const {
    const auto groups = [](std::uint32_t threads, std::uint32_t width) {
      return Triple{(threads + width - 1) / width, 0, 0};
    };
    Triple position{}, count{};
    for (int i = 0; i < 3; ++i) {
      position[i] = group[i] * group_size[i] + local[i];
      count[i] = (grid[i] + group_size[i] - 1) / group_size[i];
    }
    using enum model::BuiltIn;
    switch (built_in) {
      case thread_position_in_grid:
        return position;
      case thread_position_in_threadgroup:
        return local;
      case thread_index_in_threadgroup:
        return {index()};
      case thread_index_in_simdgroup:
        return {index() % 32};
      case thread_index_in_quadgroup:
        return {index() % 4};
      case quadgroup_index_in_threadgroup:
        return {index() / 4};
      case simdgroup_index_in_threadgroup:
        return {index() / 32};
      case threadgroup_position_in_grid:
        return group;
      case threads_per_threadgroup:
        return actual_size();
      case simdgroups_per_threadgroup:
        return groups(product(actual_size()), 32);
      case quadgroups_per_threadgroup:
        return groups(product(actual_size()), 4);
      case threads_per_grid:
      case grid_size:
        return grid;
      case threadgroups_per_grid:
        return count;
      case dispatch_threads_per_threadgroup:
        return group_size;
      case dispatch_simdgroups_per_threadgroup:
        return groups(product(group_size), 32);
      case dispatch_quadgroups_per_threadgroup:
        return groups(product(group_size), 4);
      case grid_origin:
        return {0, 0, 0};
      case threads_per_simdgroup:
      case thread_execution_width:
        return {32};
    }
    return {};
  }
};

// A kernel that stores the components of one built-in, as `bits`-bit integers, at 3 * (linear position in the grid).
std::string built_in_kernel(const char* name, int components, int bits) {
  const std::string type = components == 1
                               ? fmt::format("i{}", bits)
                               : fmt::format("ptr byval([{} x i{}])", components == 3 ? 4 : components, bits);
  std::string text = fmt::format(R"(
define void @k(ptr addrspace(1) %out, {} %value, ptr byval([4 x i32]) %position, ptr byval([4 x i32]) %grid) {{
  %x = load i32, ptr %position
  %py = getelementptr i32, ptr %position, i64 1
  %y = load i32, ptr %py
  %pz = getelementptr i32, ptr %position, i64 2
  %z = load i32, ptr %pz
  %w = load i32, ptr %grid
  %ph = getelementptr i32, ptr %grid, i64 1
  %h = load i32, ptr %ph
  %zh = mul i32 %z, %h
  %zy = add i32 %zh, %y
  %zyw = mul i32 %zy, %w
  %index = add i32 %zyw, %x
  %first = mul i32 %index, 3
  %at = zext i32 %first to i64
)",
                                 type);
  for (int i = 0; i < components; ++i) {
    if (components == 1)
      text += fmt::format("  %v0 = zext i{} %value to i64\n", bits);
    else
      text += fmt::format(
          "  %p{0} = getelementptr i{1}, ptr %value, i64 {0}\n  %e{0} = load i{1}, ptr %p{0}\n  %v{0} = zext i{1} "
          "%e{0} to i64\n",
          i, bits);
    text += fmt::format(
        "  %t{0} = trunc i64 %v{0} to i32\n  %a{0} = add i64 %at, {0}\n  %s{0} = getelementptr i32, ptr addrspace(1) "
        "%out, i64 %a{0}\n  store i32 %t{0}, ptr addrspace(1) %s{0}\n",
        i);
  }
  return text + fmt::format(R"(  ret void
}}
!pewter.kernels = !{{!0}}
!0 = !{{ptr @k, !"k", !1, !2, !3, !4}}
!1 = !{{!"buffer", i32 0}}
!2 = !{{!"{}", i32 {}, i32 {}}}
!3 = !{{!"thread_position_in_grid", i32 3, i32 32}}
!4 = !{{!"threads_per_grid", i32 3, i32 32}}
)",
                            name, components, bits);
}

class BuiltIns : public testing::TestWithParam<int> {};

TEST_P(BuiltIns, TellEveryThreadItsPlace) {
  static constexpr struct {
    model::BuiltIn built_in;
    const char* name;
    int components;
  } kAll[] = {
#define PEWTER_BUILT_IN(name, components, scope) {model::BuiltIn::name, #name, components},
#include "model/built_in.def"
  };
  auto executor = make_reference_executor({.threads = 2});
  const auto& tested = kAll[GetParam()];
  for (const int components : {1, tested.components}) {
    for (const int bits : {16, 32}) {
      const auto kernel = load_kernel(*executor, built_in_kernel(tested.name, components, bits), "k");
      const Triple grid = {13, 7, 5}, size = {8, 4, 2};  // smaller threadgroups at all three edges
      std::vector<std::uint32_t> out(13 * 7 * 5 * 3, 0xdeadbeef);
      Dispatch dispatch{.kernel = &kernel, .threads_per_grid = {13, 7, 5}, .threads_per_threadgroup = {8, 4, 2}};
      dispatch.buffers[0] = bytes_of(out);
      ASSERT_TRUE(executor->dispatch(dispatch).ok());
      for (std::uint32_t i = 0; i < 13 * 7 * 5; ++i) {
        const Triple at = {i % 13, i / 13 % 7, i / (13 * 7)};
        Place place{grid, size, {}, {}};
        for (int axis = 0; axis < 3; ++axis) {
          place.group[axis] = at[axis] / size[axis];
          place.local[axis] = at[axis] % size[axis];
        }
        for (int axis = 0; axis < components; ++axis)
          ASSERT_EQ(out[i * 3 + axis], place.expected(tested.built_in)[axis])
              << tested.name << " of thread " << i << " axis " << axis;
      }
    }
  }
}

INSTANTIATE_TEST_SUITE_P(All, BuiltIns, testing::Range(0, 20));

// --- Many callers
// ---------------------------------------------------------------------------------------------------------

TEST(Plain, ServesSeveralCallersAtOnce) {
  auto executor = make_reference_executor({.threads = 3});
  const auto kernel = load_kernel(*executor, kAdd, "add");
  std::vector<std::thread> callers;
  std::atomic<int> wrong{0};
  for (int caller = 0; caller < 4; ++caller) {
    callers.emplace_back([&, caller] {
      std::vector<float> a(5000, static_cast<float>(caller)), b(5000), c(5000);
      std::iota(b.begin(), b.end(), 0.0f);
      Dispatch dispatch{.kernel = &kernel, .threads_per_grid = {5000}, .threads_per_threadgroup = {32}};
      dispatch.buffers = {bytes_of(a), bytes_of(b), bytes_of(c)};
      for (int round = 0; round < 50; ++round) {
        std::fill(c.begin(), c.end(), -1.0f);
        if (!executor->dispatch(dispatch).ok()) ++wrong;
        for (int i = 0; i < 5000; ++i) wrong += c[i] != static_cast<float>(caller + i);
      }
    });
  }
  for (std::thread& caller : callers) caller.join();
  EXPECT_EQ(wrong, 0);
}

TEST(Plain, EmptyGridRunsNothing) {
  auto executor = make_reference_executor({.threads = 2});
  const auto kernel = load_kernel(*executor, kAdd, "add");
  EXPECT_TRUE(executor->dispatch({.kernel = &kernel, .threads_per_grid = {0}, .threads_per_threadgroup = {32}}).ok());
}

TEST(Plain, KernelsMayOutliveTheirExecutorAndBeFreedAnywhere) {
  model::LoadedKernel kernel;
  {
    auto executor = make_reference_executor({.threads = 1});
    kernel = load_kernel(*executor, kAdd, "add");
  }
  auto executor = make_reference_executor({.threads = 1});
  std::vector<float> a(4, 1), b(4, 2), c(4);
  Dispatch dispatch{.kernel = &kernel, .threads_per_grid = {4}, .threads_per_threadgroup = {4}};
  dispatch.buffers = {bytes_of(a), bytes_of(b), bytes_of(c)};
  ASSERT_TRUE(executor->dispatch(dispatch).ok());
  EXPECT_EQ(c, std::vector<float>(4, 3));
  std::thread([&] { kernel = {}; }).join();
}

}  // namespace
}  // namespace pewter::exec::reference
