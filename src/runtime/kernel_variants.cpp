// SPDX-License-Identifier: Apache-2.0
#include "runtime/kernel_variants.h"

#include <fmt/format.h>

#include "runtime/device.h"
#include "runtime/function.h"
#include "support/log.h"

namespace pewter::runtime {

KernelVariants::KernelVariants(std::shared_ptr<const model::LoadedKernel> any, Ref<Function> function,
                               bool tells_touches)
    : given_(std::move(any)), function_(std::move(function)), tells_touches_(tells_touches) {
  any_variant_.owner_ = this;
  any_variant_.kernel_.store(given_.get(), std::memory_order_relaxed);
  begun_any_.store(given_ != nullptr, std::memory_order_relaxed);
  for (Variant& variant : variants_) variant.owner_ = this;
}

KernelVariants::~KernelVariants() = default;

bool KernelVariants::is_for_one_thread() const {
  const model::LoadedKernel* any = any_variant_.kernel_.load(std::memory_order_acquire);
  return any && any->shape == model::CodeShape::per_thread;
}

void KernelVariants::compile_in_background(const Variant& variant, foundation::Object* keep) const {
  // A failure is told to whoever runs the code.
  function_->device()->run_in_background([&variant, keep = Ref<foundation::Object>(keep)] { (void)variant.kernel(); });
}

const KernelVariants::Variant& KernelVariants::for_any_size(foundation::Object* keep) const {
  if (!has_begun_any() && !begun_any_.exchange(true, std::memory_order_relaxed))
    compile_in_background(any_variant_, keep);
  return any_variant_;
}

const KernelVariants::Variant& KernelVariants::find_or_add(std::uint64_t wanted, foundation::Object* keep) const {
  if (!function_ || is_for_one_thread()) return any_variant_;
  for (Variant& variant : variants_) {
    std::uint64_t size = variant.size_.load(std::memory_order_relaxed);
    // Relaxed: the word says all there is to know; kernel_ has an ordering of its own.
    const bool mine = size == 0 && variant.size_.compare_exchange_strong(size, wanted, std::memory_order_relaxed);
    if (mine) compile_in_background(variant, keep);
    if (mine || size == wanted) return variant;
  }
  return for_any_size(keep);
}

// On whatever thread needs it first; the library lets a second one wait for the first.
Expected<const model::LoadedKernel*> KernelVariants::compile(const Variant& variant) const {
  const std::uint64_t word = variant.size_.load(std::memory_order_relaxed);
  const auto part = [word](int shift) { return static_cast<std::uint32_t>(word >> shift & 0xfffff); };
  const model::ThreadgroupSize size = {part(0), part(20), part(40)};
  auto result = function_->kernel(size, tells_touches_);
  const bool good = result && (&variant == &any_variant_ || (*result)->shape == model::CodeShape::per_simdgroup);
  if (!good && &variant == &any_variant_) return Failure{std::move(result).error()};
  const model::LoadedKernel* kernel = nullptr;
  if (good) {
    kernel = result->get();
  } else {
    const auto any = any_variant_.kernel();
    if (!any) return any;
    kernel = *any;
    if (!result && log::first_time(fmt::format("specialise {} {}", kernel->info.host_name, word)))
      log::warning(
          fmt::format("kernel '{}' cannot be compiled for threadgroups of {} x {} x {}, and runs code for any size: {}",
                      kernel->info.host_name, size[0], size[1], size[2], result.error().message));
  }
  variant.kernel_.store(kernel, std::memory_order_release);
  return kernel;
}

}  // namespace pewter::runtime
