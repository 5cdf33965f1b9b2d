// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <memory>

#include "exec/executor.h"
#include "model/kernel_image.h"
#include "runtime/device_object.h"
#include "runtime/types.h"

namespace pewter::runtime {

// The machine code of one pipeline: specialised on the sizes of threadgroup that dispatches asked for, and that for any
// size. Each is compiled when a dispatch first needs it: most pipelines only ever run full threadgroups of one size.
// Thread-safe; asking takes no lock and allocates nothing once the code is there.
class KernelVariants {
 public:
  // How many sizes get code of their own; what comes after them runs the code for any size.
  static constexpr std::size_t kMaxSizes = 8;

  // Code for one size, or for any. Lives as long as its KernelVariants.
  class Variant {
   public:
    // Waits for the code if it is still being compiled, or compiles it. Without code for its size it is that for any;
    // fails where there is none of that either.
    Expected<const model::LoadedKernel*> kernel() const {
      if (const model::LoadedKernel* kernel = kernel_.load(std::memory_order_acquire)) return kernel;
      return owner_->compile(*this);
    }

   private:
    friend class KernelVariants;
    const KernelVariants* owner_ = nullptr;
    // The size in one word, never zero for a size that can be dispatched; zero: free, or any size. Written once, from
    // 0, by compare-exchange; so there is one variant a size, and those that are in use come before those that are not.
    std::atomic<std::uint64_t> size_{0};
    // Written once it is known, maybe by several threads with the same value. Release, so that a reader sees the kernel.
    mutable std::atomic<const model::LoadedKernel*> kernel_{nullptr};
  };

  // `any` is code for any size; null: `function` compiles it, too. `function` null: never specialise.
  // `tells_touches`: all of it says what it touches (compiler::KernelRequest).
  KernelVariants(std::shared_ptr<const model::LoadedKernel> any, Ref<Function> function, bool tells_touches = false);
  KernelVariants(const KernelVariants&) = delete;
  KernelVariants& operator=(const KernelVariants&) = delete;
  ~KernelVariants();

  // The code for any size; waits for it, or compiles it.
  Expected<const model::LoadedKernel*> any() const { return any_variant_.kernel(); }

  // The first caller for a size, or for any size, has its code compiled: `keep` is held while that goes on in the
  // background, and must own this object.
  const Variant& for_any_size(foundation::Object* keep) const;
  // For full threadgroups of `size`.
  const Variant& for_size(const exec::Extent& size, foundation::Object* keep) const {
    const std::uint64_t wanted = word(size);
    if (variants_[0].size_.load(std::memory_order_relaxed) == wanted) [[likely]] return variants_[0];
    return find_or_add(wanted, keep);
  }
  // Whether somebody called for_any_size(), or had no need to.
  bool has_begun_any() const { return begun_any_.load(std::memory_order_relaxed); }

 private:
  // Sizes are at most 1024 a dimension when they come here: the encoder has checked.
  static std::uint64_t word(const exec::Extent& size) { return std::uint64_t{size.x} | std::uint64_t{size.y} << 20 | std::uint64_t{size.z} << 40; }
  const Variant& find_or_add(std::uint64_t wanted, foundation::Object* keep) const;
  void compile_in_background(const Variant& variant, foundation::Object* keep) const;
  Expected<const model::LoadedKernel*> compile(const Variant& variant) const;
  // Code for one thread runs in any threadgroup as it is.
  bool is_for_one_thread() const;

  const std::shared_ptr<const model::LoadedKernel> given_;  // null: compiled by function_
  const Ref<Function> function_;                            // its library keeps what it compiled
  const bool tells_touches_;
  Variant any_variant_;
  // Relaxed: says only whether somebody has seen to it.
  mutable std::atomic<bool> begun_any_{false};
  mutable std::array<Variant, kMaxSizes> variants_;
};

}  // namespace pewter::runtime
