// SPDX-License-Identifier: Apache-2.0
#include "report/fingerprint.h"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>

#include "report/lookup.h"
#include "report/text.h"

namespace pewter::report {
namespace {

constexpr std::size_t kFrames = 4;  // a side: enough to tell callers of one helper apart

// FNV-1a: the value is written to files, so it must never change.
class Hash {
 public:
  void add(std::string_view text) {
    for (const char c : text) mix(static_cast<unsigned char>(c));
    mix(0xff);  // no text has it: "ab","c" is not "a","bc"
  }
  std::string hex() const { return fmt::format("{:016x}", state_); }

 private:
  void mix(unsigned char byte) { state_ = (state_ ^ byte) * 0x100000001b3u; }
  std::uint64_t state_ = 0xcbf29ce484222325u;
};

// Without what compilers add to the copies that they make of a function: ".cold", ".isra.0", " [clone .part.0]".
std::string_view plain_name(std::string_view function) {
  for (const std::string_view suffix : {" [clone", " (.", ".cold", ".isra.", ".part.", ".constprop.", ".llvm."})
    if (const std::size_t at = function.find(suffix); at != std::string_view::npos && at > 0)
      function = function.substr(0, at);
  return function;
}

}  // namespace

std::string fingerprint(const model::Finding& finding, const Stacks& stacks) {
  Hash hash;
  hash.add(finding.rule);
  for (const model::Side& side : finding.sides) {
    hash.add(side.moment.call);
    const auto stack = stacks.find(side.moment.stack);
    if (stack == stacks.end()) continue;
    const model::Stack frames = program_frames(stack->second);
    for (std::size_t i = 0; i < frames.size() && i < kFrames; ++i) {
      hash.add(frames[i].function.empty() ? function_of(frames[i]) : plain_name(frames[i].function));
      hash.add(base_name(frames[i].file));
    }
    hash.add("|");
  }
  return hash.hex();
}

void merge_same(std::vector<model::Finding>* findings, const Stacks& stacks) {
  std::unordered_map<std::string, std::size_t> seen;
  std::vector<model::Finding> kept;
  for (model::Finding& finding : *findings) {
    const auto [entry, fresh] = seen.emplace(fingerprint(finding, stacks), kept.size());
    if (fresh) {
      kept.push_back(std::move(finding));
    } else {
      kept[entry->second].count += finding.count;
    }
  }
  *findings = std::move(kept);
}

}  // namespace pewter::report
