// SPDX-License-Identifier: Apache-2.0
#include "exec/reference/test_kernel.h"

#include <cstdio>
#include <cstdlib>

#include "compiler/codegen/generate.h"
#include "compiler/linker/link.h"
#include "compiler/passes/device_module_text.h"

namespace pewter::exec::reference {
namespace {

[[noreturn]] void give_up(const std::string& why) {
  std::fputs(why.c_str(), stderr);
  std::abort();
}

constexpr std::string_view kDeclarations = R"(
declare void @__pewter_threadgroup_barrier(i32) convergent
declare void @__pewter_simdgroup_barrier(i32) convergent
declare i32 @__pewter_lane()
declare i32 @__pewter_simd_shuffle_u32(i32, i32) convergent
declare i32 @__pewter_simd_broadcast_first_u32(i32) convergent
declare i64 @__pewter_simd_ballot(i1 zeroext) convergent
declare i32 @__pewter_quad_shuffle_u32(i32, i32) convergent
declare i32 @__pewter_quad_ballot(i1 zeroext) convergent
declare i32 @__pewter_simd_sum_u32(i32) convergent
declare i32 @__pewter_quad_sum_u32(i32) convergent
declare i32 @__pewter_simd_min_s32(i32) convergent
declare float @__pewter_simd_sum_f32(float) convergent
declare i32 @__pewter_simd_prefix_exclusive_sum_u32(i32) convergent
declare i32 @__pewter_simd_prefix_inclusive_sum_u32(i32) convergent
declare void @__pewter_simdgroup_multiply_accumulate(ptr, ptr, ptr, ptr) convergent
)";

}  // namespace

std::string with_declarations(std::string_view body) { return std::string(kDeclarations) + std::string(body); }

model::LoadedKernel load_kernel(Executor& executor, std::string_view text, const std::string& host_name) {
  auto module = compiler::parse_device_module(text, "test.ll");
  if (!module) give_up(module.error());
  compiler::KernelRequest request;
  request.host_name = host_name;
  request.shape = executor.code_shape();
  auto image = compiler::generate(std::move(*module), request, {});
  if (!image) give_up(image.error().text);
  auto kernel = compiler::link(*image, executor.host_symbols());
  if (!kernel) give_up(kernel.error().text);
  return std::move(*kernel);
}

}  // namespace pewter::exec::reference
