// SPDX-License-Identifier: Apache-2.0
#include "runtime/kernel_variants.h"

#include <fmt/format.h>

#include "runtime/device.h"
#include "runtime/function.h"
#include "support/log.h"

namespace pewter::runtime {

KernelVariants::KernelVariants(std::shared_ptr<const model::LoadedKernel> any, Ref<Function> function)
    : any_(std::move(any)),
      // Code for one thread runs in any threadgroup as it is.
      function_(any_->shape == model::CodeShape::per_simdgroup ? std::move(function) : Ref<Function>()) {
  any_variant_.kernel_.store(any_.get(), std::memory_order_relaxed);
  for (Variant& variant : variants_) variant.owner_ = this;
}

KernelVariants::~KernelVariants() = default;

const KernelVariants::Variant& KernelVariants::find_or_add(std::uint64_t wanted, foundation::Object* keep) const {
  for (Variant& variant : variants_) {
    std::uint64_t size = variant.size_.load(std::memory_order_relaxed);
    // Relaxed: the word says all there is to know; kernel_ has an ordering of its own.
    const bool mine = size == 0 && variant.size_.compare_exchange_strong(size, wanted, std::memory_order_relaxed);
    if (mine) function_->device()->run_in_background([&variant, keep = Ref<foundation::Object>(keep)] { variant.kernel(); });
    if (mine || size == wanted) return variant;
  }
  return any_variant_;
}

// On whatever thread needs it first; the library lets a second one wait for the first.
const model::LoadedKernel& KernelVariants::compile(const Variant& variant) const {
  const std::uint64_t word = variant.size_.load(std::memory_order_relaxed);
  const auto part = [word](int shift) { return static_cast<std::uint32_t>(word >> shift & 0xfffff); };
  const model::ThreadgroupSize size = {part(0), part(20), part(40)};
  const auto result = function_->kernel(size);
  const model::LoadedKernel* kernel = any_.get();
  if (!result) {
    if (log::first_time(fmt::format("specialise {} {}", any_->info.host_name, word)))
      log::warning(fmt::format("kernel '{}' cannot be compiled for threadgroups of {} x {} x {}, and runs code for any size: {}", any_->info.host_name,
                               size[0], size[1], size[2], result.error().message));
  } else if ((*result)->shape == model::CodeShape::per_simdgroup) {
    kernel = result->get();
  }
  variant.kernel_.store(kernel, std::memory_order_release);
  return *kernel;
}

}  // namespace pewter::runtime
