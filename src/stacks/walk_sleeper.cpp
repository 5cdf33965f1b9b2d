// SPDX-License-Identifier: Apache-2.0
#include <sys/uio.h>
#include <unistd.h>

#include <optional>
#include <vector>

#include "stacks/walk.h"

namespace pewter::stacks {

#if defined(__x86_64__)

namespace {

// Through the system: what is taken for an address may be none.
template <class T>
std::optional<T> load(std::uint64_t address) {
  T value;
  iovec here{&value, sizeof value}, there{reinterpret_cast<void*>(address), sizeof value};
  if (::process_vm_readv(::getpid(), &here, 1, &there, 1, 0) != static_cast<ssize_t>(sizeof value)) return std::nullopt;
  return value;
}

// What the last four bytes of an instruction name, if they count from its end.
std::optional<std::uint64_t> relative(std::uint64_t end_of_instruction) {
  const auto distance = load<std::int32_t>(end_of_instruction - 4);
  if (!distance) return std::nullopt;
  return end_of_instruction + static_cast<std::uint64_t>(std::int64_t{*distance});
}
bool names_word_with(std::uint64_t value, std::uint64_t end_of_instruction) {
  const auto word = relative(end_of_instruction);
  return word && load<std::uint64_t>(*word) == value;
}

// A copy of what the process has in its memory from there on, as far as it goes, at most 64 pages.
class Memory {
 public:
  explicit Memory(std::uint64_t address) : low_(address), words_(kPages * kPage / 8) {
    std::vector<iovec> pages;  // one by one: what is read ends between two of them
    for (std::uint64_t at = address; pages.size() < kPages; at = (at / kPage + 1) * kPage)
      pages.push_back({reinterpret_cast<void*>(at), kPage - at % kPage});
    iovec here{words_.data(), words_.size() * 8};
    const ssize_t count = address % 8 ? 0 : ::process_vm_readv(::getpid(), &here, 1, pages.data(), pages.size(), 0);
    words_.resize(count > 0 ? static_cast<std::size_t>(count) / 8 : 0);
  }
  std::uint64_t end() const { return low_ + words_.size() * 8; }
  std::optional<std::uint64_t> word(std::uint64_t address) const {
    if (address < low_ || address >= end() || address % 8 != 0) return std::nullopt;
    return words_[(address - low_) / 8];
  }

 private:
  static constexpr std::size_t kPages = 64, kPage = 4096;
  std::uint64_t low_;
  std::vector<std::uint64_t> words_;
};

// Whether the code at `stub` only jumps to the function by way of a word: an entry of the procedure linkage table.
bool leads_to(std::uint64_t stub, std::uint64_t function) {
  constexpr std::uint32_t kEndbr64 = 0xfa1e0ff3;
  if (load<std::uint32_t>(stub) == kEndbr64) stub += 4;
  if (load<std::uint8_t>(stub) == 0xf2) ++stub;
  return load<std::uint16_t>(stub) == 0x25ff && names_word_with(function, stub + 6);
}

// Whether what returns there is a call of that function.
bool is_call_of(std::uint64_t function, std::uint64_t return_address) {
  const FrameRule rule = read_frame_rule(return_address);  // code of a module, for sure
  if (rule.kind != FrameRule::Kind::caller && rule.kind != FrameRule::Kind::outermost) return false;
  if (load<std::uint8_t>(return_address - 5) == 0xe8) {
    const auto called = relative(return_address);
    if (called && (*called == function || leads_to(*called, function))) return true;
  }
  return load<std::uint16_t>(return_address - 6) == 0x15ff && names_word_with(function, return_address);
}

// rbp in the function that `pc` is in, whose stack begins at `sp`: it is where the frame is that a call of it has left.
std::optional<std::uint64_t> find_rbp(const Memory& memory, std::uint64_t pc, std::uint64_t sp, const FrameRule& rule) {
  std::uint64_t function = 0;
  read_frame_rule(pc, &function);
  if (function == 0 || rule.saved_rbp == 0) return std::nullopt;
  for (std::uint64_t cfa = sp + rule.saved_rbp; cfa <= memory.end(); cfa += 8) {
    const auto return_address = memory.word(cfa - 8), callers = memory.word(cfa - rule.saved_rbp);
    if (return_address && callers && is_call_of(function, *return_address)) return cfa - rule.cfa;
  }
  return std::nullopt;
}

}  // namespace

bool walk_sleeper(FrameRules& rules, std::uint64_t pc, std::uint64_t sp, Trace& trace) {
  const Memory memory(sp);
  std::optional<std::uint64_t> rbp;
  trace.count = 0;
  for (;;) {
    trace.return_addresses[trace.count++] = pc;
    const FrameRule rule = rules.find(pc);
    trace.truncated = rule.kind != FrameRule::Kind::outermost;
    if (rule.kind != FrameRule::Kind::caller || trace.count == kMaxFrames) break;
    if (rule.from_rbp && !rbp) rbp = find_rbp(memory, pc, sp, rule);
    if (rule.from_rbp && !rbp) break;
    const std::uint64_t cfa = (rule.from_rbp ? *rbp : sp) + rule.cfa;
    const auto next = cfa > sp ? memory.word(cfa - 8) : std::nullopt;
    if (!next) break;
    if (rule.saved_rbp != 0 && !(rbp = memory.word(cfa - rule.saved_rbp))) break;
    if (*next == 0) {
      trace.truncated = false;
      break;
    }
    pc = *next;
    sp = cfa;
  }
  return trace.count > 1;
}

#else

bool walk_sleeper(FrameRules&, std::uint64_t, std::uint64_t, Trace&) { return false; }

#endif

}  // namespace pewter::stacks
