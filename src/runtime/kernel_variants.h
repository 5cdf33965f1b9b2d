// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <memory>

#include "exec/executor.h"
#include "model/kernel_image.h"
#include "runtime/device_object.h"

namespace pewter::runtime {

// The machine code of one pipeline: that for any size of threadgroup, and code specialised on the sizes that dispatches
// asked for, compiled when they first did. Thread-safe; asking takes no lock and allocates nothing once the code is there.
class KernelVariants {
 public:
  // How many sizes get code of their own; what comes after them runs the code for any size.
  static constexpr std::size_t kMaxSizes = 8;

  // Code for one size. Lives as long as its KernelVariants.
  class Variant {
   public:
    // Waits for the code if it is still being compiled, or compiles it. Never fails: without code for this size it is the
    // code for any.
    const model::LoadedKernel& kernel() const {
      const model::LoadedKernel* kernel = kernel_.load(std::memory_order_acquire);
      return kernel ? *kernel : owner_->compile(*this);
    }

   private:
    friend class KernelVariants;
    const KernelVariants* owner_ = nullptr;
    // The size in one word, never zero for a size that can be dispatched. Written once, from 0, by compare-exchange; so
    // there is one variant a size, and those that are in use come before those that are not.
    std::atomic<std::uint64_t> size_{0};
    // Written once it is known, maybe by several threads with the same value. Release, so that a reader sees the kernel.
    mutable std::atomic<const model::LoadedKernel*> kernel_{nullptr};
  };

  // `function` compiles; null: never specialise.
  KernelVariants(std::shared_ptr<const model::LoadedKernel> any, Ref<Function> function);
  KernelVariants(const KernelVariants&) = delete;
  KernelVariants& operator=(const KernelVariants&) = delete;
  ~KernelVariants();

  const model::LoadedKernel& any() const { return *any_; }
  const Variant& any_variant() const { return any_variant_; }

  // The code for full threadgroups of `size`. The first caller for a size has it compiled: `keep` is held while that goes on
  // in the background, and must own this object.
  const Variant& for_size(const exec::Extent& size, foundation::Object* keep) const {
    if (!function_) return any_variant_;
    const std::uint64_t wanted = word(size);
    if (variants_[0].size_.load(std::memory_order_relaxed) == wanted) [[likely]] return variants_[0];
    return find_or_add(wanted, keep);
  }

 private:
  // Sizes are at most 1024 a dimension when they come here: the encoder has checked.
  static std::uint64_t word(const exec::Extent& size) { return std::uint64_t{size.x} | std::uint64_t{size.y} << 20 | std::uint64_t{size.z} << 40; }
  const Variant& find_or_add(std::uint64_t wanted, foundation::Object* keep) const;
  const model::LoadedKernel& compile(const Variant& variant) const;

  const std::shared_ptr<const model::LoadedKernel> any_;
  const Ref<Function> function_;  // null: nothing is specialised. Its library keeps what it compiled.
  Variant any_variant_;
  mutable std::array<Variant, kMaxSizes> variants_;
};

}  // namespace pewter::runtime
