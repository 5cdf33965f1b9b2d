// SPDX-License-Identifier: Apache-2.0
#include "kernels/reduce.h"

#include <algorithm>
#include <cctype>
#include <string_view>

namespace pewter::fuzz {
namespace {

bool mentions(const std::vector<Statement>& statements, std::string_view word) {
  return std::ranges::any_of(statements, [&](const Statement& statement) {
    return std::ranges::any_of(statement.pieces, [&](const std::string& piece) { return piece.find(word) != std::string::npos; }) ||
           std::ranges::any_of(statement.blocks, [&](const auto& block) { return mentions(block, word); });
  });
}

// Where an expression could be a part of itself: a call or a pair of parentheses, and what may stand there instead.
struct Cut {
  std::size_t begin, end;
  std::vector<std::string> parts;
};

// The cuts of a line, outermost first. What keeps a kernel defined stays: indices, tame(), and operands that are literals, since
// those are masks and divisors.
std::vector<Cut> cuts_of(const std::string& text) {
  std::vector<Cut> cuts;
  int index = 0;  // depth of square brackets
  for (std::size_t open = 0; open < text.size(); ++open) {
    index += text[open] == '[' ? 1 : text[open] == ']' ? -1 : 0;
    if (text[open] != '(' || index > 0) continue;
    std::size_t begin = open;
    while (begin > 0 && (std::isalnum(static_cast<unsigned char>(text[begin - 1])) || text[begin - 1] == '_')) --begin;
    const std::string_view name = std::string_view(text).substr(begin, open - begin);
    // The parts between commas and operators of the outermost level.
    std::vector<std::string> parts;
    bool statements = false;
    std::size_t part = open + 1, close = open + 1;
    for (int depth = 0;; ++close) {
      if (close >= text.size()) return cuts;
      const char c = text[close];
      if (depth == 0 && (c == ')' || c == ',')) {
        parts.push_back(text.substr(part, close - part));
        part = close + 2;
      } else if (depth == 0 && c == ' ' && close + 2 < text.size() && text[close - 1] != ',') {
        const std::size_t end = text.find(' ', close + 1);
        const std::string_view word = std::string_view(text).substr(close + 1, end - close - 1);
        if (!word.empty() && word.find_first_not_of("+-*/%&|^<>=!?:") == std::string_view::npos) {
          parts.push_back(text.substr(part, close - part));
          part = end + 1;
          close = end;
        }
      }
      statements |= c == ';';
      if (c == ')' && depth == 0) break;
      depth += c == '(' || c == '[' || c == '{' ? 1 : c == ')' || c == ']' || c == '}' ? -1 : 0;
    }
    if (statements || name == "tame" || name.ends_with("_barrier") || name == "if" || name == "switch" || name == "while") continue;
    const auto literal = [](const std::string& operand) { return operand.empty() || std::isdigit(static_cast<unsigned char>(operand.front())); };
    if (parts.empty() || literal(parts.back())) continue;
    cuts.push_back({name.empty() ? open : begin, close + 1, std::move(parts)});
  }
  return cuts;
}

class Reducer {
 public:
  Reducer(Kernel& kernel, const std::function<bool(const Kernel&)>& still_fails) : kernel_(kernel), still_fails_(still_fails) {}

  // `list` is one of the kernel's, at whatever depth. True where something was taken away.
  bool reduce(std::vector<Statement>& list) {
    bool changed = false;
    // Runs of statements, halves first, then quarters, down to one by one; from the back, since what comes first is used later.
    for (std::size_t run = std::max<std::size_t>(list.size() / 2, 1); run > 0; run /= 2) {
      for (std::size_t end = list.size(); end > 0;) {
        const std::size_t begin = end > run ? end - run : 0;
        changed |= try_without(list, begin, end);
        end = begin;
      }
    }
    for (std::size_t i = 0; i < list.size(); ++i) {
      for (std::size_t b = 0; b < list[i].blocks.size(); ++b) {
        if (!try_unwrapped(list, i, b)) continue;
        changed = true;
        break;
      }
      if (i < list.size())
        for (std::string& piece : list[i].pieces) changed |= simplify(piece);
      if (i < list.size())
        for (auto& block : list[i].blocks) changed |= reduce(block);
    }
    return changed;
  }

 private:
  bool simplify(std::string& text) {
    bool changed = false;
    // A thread's number made simpler is another thread's too, and their slots are the same.
    if (text.starts_with("const uint ")) return false;
    for (std::size_t at = 0;; ++at) {
      const std::vector<Cut> cuts = cuts_of(text);
      if (at >= cuts.size()) return changed;
      const std::string before = text;
      bool shorter = false;
      for (const std::string& part : cuts[at].parts) {
        text = before.substr(0, cuts[at].begin) + part + before.substr(cuts[at].end);
        if ((shorter = text.size() < before.size() && still_fails_(kernel_))) break;
        text = before;
      }
      if (shorter) changed = true, --at;  // what stands there now may be cut again
    }
  }

  bool try_without(std::vector<Statement>& list, std::size_t begin, std::size_t end) {
    if (begin >= end) return false;
    std::vector<Statement> before = list;
    list.erase(list.begin() + static_cast<std::ptrdiff_t>(begin), list.begin() + static_cast<std::ptrdiff_t>(end));
    if (still_fails_(kernel_)) return true;
    list = std::move(before);
    return false;
  }

  // The statements of block `b` of statement `i` instead of the statement.
  bool try_unwrapped(std::vector<Statement>& list, std::size_t i, std::size_t b) {
    const std::vector<Statement> all = list;
    const Statement& before = all[i];
    // What left this loop or switch would leave the next one around, and barriers may be in that.
    if (!before.pieces.front().starts_with("if (") && (mentions(before.blocks[b], "break;") || mentions(before.blocks[b], "continue;"))) return false;
    list.erase(list.begin() + static_cast<std::ptrdiff_t>(i));
    list.insert(list.begin() + static_cast<std::ptrdiff_t>(i), before.blocks[b].begin(), before.blocks[b].end());
    if (still_fails_(kernel_)) return true;
    list = all;
    return false;
  }

  Kernel& kernel_;
  const std::function<bool(const Kernel&)>& still_fails_;
};

}  // namespace

Kernel reduce(Kernel kernel, const std::function<bool(const Kernel&)>& still_fails) {
  Reducer reducer(kernel, still_fails);
  while (reducer.reduce(kernel.statements)) {
  }
  reducer.reduce(kernel.functions);
  reducer.reduce(kernel.constants);
  reducer.reduce(kernel.parameters);
  return kernel;
}

}  // namespace pewter::fuzz
