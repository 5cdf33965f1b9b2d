// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <cstdint>

#include "stacks/call_frame_info.h"

namespace pewter::stacks {

// Frame rules by return address, remembered for the whole process: a load and a comparison where the address was met
// before.
class FrameRules {
 public:
  FrameRule find(std::uint64_t return_address) {
    const std::uint64_t scrambled = (return_address * kFactor) & kAddressMask;
    const std::uint64_t word = words_[scrambled >> kTagBits].load(std::memory_order_relaxed);
    if ((word >> kRuleBits) == (scrambled & kTagMask) && (word & kRuleMask) != 0) return unpack(word & kRuleMask);
    return read(return_address, scrambled);
  }

  // That the system's unwinder ended at this return address, which this one cannot go on from.
  void note_end(std::uint64_t return_address);

  // After code was unloaded: other code may be where it was.
  void forget();

 private:
  // An address has 48 bits. Multiplied by an odd number they are as good as before, and well mixed: the upper ones say
  // where the word is, the others stand in it beside the rule. One word, so that no reader sees halves of two; it needs
  // no order with anything else.
  static constexpr unsigned kAddressBits = 48, kIndexBits = 13, kTagBits = kAddressBits - kIndexBits,
                            kRuleBits = 64 - kTagBits;
  static constexpr std::uint64_t kAddressMask = (std::uint64_t{1} << kAddressBits) - 1,
                                 kTagMask = (std::uint64_t{1} << kTagBits) - 1,
                                 kRuleMask = (std::uint64_t{1} << kRuleBits) - 1;
  static constexpr std::uint64_t kFactor = 0x9e3779b97f4a7c15;

  // Kind (2 bits, 0 is no rule: `unsupported` is not kept), rsp or rbp (1), both offsets in words (16 and 10). 0: not
  // packable.
  static constexpr std::uint64_t pack(const FrameRule& rule) {
    const std::uint64_t cfa = rule.cfa / 8, rbp = rule.saved_rbp / 8;
    if (rule.cfa % 8 || rule.saved_rbp % 8 || cfa >= (1u << 16) || rbp >= (1u << 10)) return 0;
    return static_cast<std::uint64_t>(rule.kind) | std::uint64_t{rule.from_rbp} << 2 | cfa << 3 | rbp << 19;
  }
  static FrameRule unpack(std::uint64_t word) {
    return {static_cast<FrameRule::Kind>(word & 3), (word & 4) != 0, static_cast<std::uint32_t>(word >> 3 & 0xffff) * 8,
            static_cast<std::uint32_t>(word >> 19 & 0x3ff) * 8};
  }
  FrameRule read(std::uint64_t return_address, std::uint64_t scrambled);

  std::atomic<std::uint64_t> words_[1 << kIndexBits] = {};
};

}  // namespace pewter::stacks
