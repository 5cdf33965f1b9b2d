// SPDX-License-Identifier: Apache-2.0
#include "kernels/reduce.h"

#include <algorithm>
#include <string_view>

namespace pewter::fuzz {
namespace {

std::size_t size_of(const std::vector<Statement>& statements) {
  std::size_t size = 0;
  for (const Statement& statement : statements) {
    ++size;
    for (const auto& block : statement.blocks) size += size_of(block);
  }
  return size;
}

bool mentions(const std::vector<Statement>& statements, std::string_view word) {
  return std::ranges::any_of(statements, [&](const Statement& statement) {
    return std::ranges::any_of(statement.pieces, [&](const std::string& piece) { return piece.find(word) != std::string::npos; }) ||
           std::ranges::any_of(statement.blocks, [&](const auto& block) { return mentions(block, word); });
  });
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
        for (auto& block : list[i].blocks) changed |= reduce(block);
    }
    return changed;
  }

 private:
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
  for (std::size_t before = 0; before != size_of(kernel.statements);) {
    before = size_of(kernel.statements);
    reducer.reduce(kernel.statements);
  }
  reducer.reduce(kernel.functions);
  reducer.reduce(kernel.parameters);
  return kernel;
}

}  // namespace pewter::fuzz
