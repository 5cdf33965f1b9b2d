// SPDX-License-Identifier: Apache-2.0
#include "stacks/frame_rules.h"

namespace pewter::stacks {

FrameRule FrameRules::read(std::uint64_t return_address, std::uint64_t scrambled) {
  static_assert(2 + 1 + 16 + 10 <= kRuleBits);
  const FrameRule rule = read_frame_rule(return_address);
  if (const std::uint64_t packed = pack(rule))
    words_[scrambled >> kTagBits].store((scrambled & kTagMask) << kRuleBits | packed, std::memory_order_relaxed);
  return rule;
}

void FrameRules::note_end(std::uint64_t return_address) {
  if (read_frame_rule(return_address).kind != FrameRule::Kind::unsupported) return;  // the rule knows better
  const std::uint64_t scrambled = (return_address * kFactor) & kAddressMask;
  FrameRule rule;
  rule.kind = FrameRule::Kind::unknown;
  words_[scrambled >> kTagBits].store((scrambled & kTagMask) << kRuleBits | pack(rule), std::memory_order_relaxed);
}

void FrameRules::forget() {
  for (auto& word : words_) word.store(0, std::memory_order_relaxed);
}

}  // namespace pewter::stacks
