// SPDX-License-Identifier: Apache-2.0
// Random structured programs whose lanes part and meet in branches and loops, compiled and run, against an interpreter
// that keeps the lanes of a SIMD-group in a mask: what Metal's execution model means, written down a second time.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <array>
#include <bit>
#include <random>

#include "exec/reference/test_kernel.h"

namespace pewter::exec::reference {
namespace {

enum class Kind { sum, shuffle, branch, loop, leave_loop, next_iteration, leave_kernel };

struct Statement {
  Kind kind;
  std::uint32_t k;                       // a constant that makes it differ from its like
  std::vector<Statement> first, second;  // branch: both sides; loop: its body
};
using Block = std::vector<Statement>;

class Generator {
 public:
  explicit Generator(unsigned seed) : random_(seed) {}

  Block block(int depth, bool in_loop) {
    Block block;
    for (unsigned n = 1 + pick(3); n; --n) block.push_back(statement(depth, in_loop));
    return block;
  }

 private:
  std::uint32_t pick(std::uint32_t n) { return static_cast<std::uint32_t>(random_() % n); }

  Statement statement(int depth, bool in_loop) {
    const std::uint32_t k = pick(1000);
    switch (pick(depth > 0 ? 10 : 5)) {
      case 0:
        if (in_loop) return {Kind::leave_loop, k, {}, {}};
        break;
      case 1:
        if (in_loop) return {Kind::next_iteration, k, {}, {}};
        break;
      case 2:
        return {Kind::shuffle, k, {}, {}};
      case 3:
        if (pick(4) == 0) return {Kind::leave_kernel, k, {}, {}};
        break;
      case 5:
      case 6:
      case 7:
        return {Kind::branch, k, block(depth - 1, in_loop), block(depth - 1, in_loop)};
      case 8:
      case 9:
        return {Kind::loop, k, block(depth - 1, true), {}};
      default:
        break;
    }
    return {Kind::sum, k, {}, {}};
  }

  std::mt19937 random_;
};

// --- The interpreter
// ------------------------------------------------------------------------------------------------------

class Interpreter {
 public:
  // The accumulators of `lanes` lanes after `program`.
  std::array<std::uint32_t, 32> run(const Block& program, std::uint32_t lanes) {
    for (std::uint32_t lane = 0; lane < 32; ++lane) acc_[lane] = lane * 7 + 3;
    std::uint32_t left = 0, next = 0;
    execute(program, lanes, left, next);
    return acc_;
  }

 private:
  template <class F>
  static void each(std::uint32_t mask, F f) {
    for (; mask; mask &= mask - 1) f(static_cast<unsigned>(std::countr_zero(mask)));
  }
  bool condition(unsigned lane, std::uint32_t k) const { return ((acc_[lane] >> k % 5) ^ (lane >> k % 3)) & 1; }
  std::uint32_t where(std::uint32_t mask, std::uint32_t k) const {
    std::uint32_t yes = 0;
    each(mask, [&](unsigned lane) { yes |= condition(lane, k) ? 1u << lane : 0; });
    return yes;
  }

  // Returns the lanes that come to the block's end; those that leave or go on with the innermost loop are added to the
  // masks.
  std::uint32_t execute(const Block& block, std::uint32_t mask, std::uint32_t& left, std::uint32_t& next) {
    for (const Statement& statement : block) {
      if (!mask) break;
      switch (statement.kind) {
        case Kind::sum: {
          std::uint32_t sum = 0;
          each(mask, [&](unsigned lane) { sum += acc_[lane] ^ statement.k; });
          each(mask, [&](unsigned lane) { acc_[lane] = acc_[lane] * 3 + sum; });
          break;
        }
        case Kind::shuffle: {
          const auto old = acc_;
          each(mask, [&](unsigned lane) {
            const unsigned source = (lane ^ statement.k) % 32;
            acc_[lane] += old[mask >> source & 1 ? source : lane];
          });
          break;
        }
        case Kind::branch: {
          const std::uint32_t yes = where(mask, statement.k);
          const std::uint32_t a = execute(statement.first, yes, left, next);
          const std::uint32_t b = execute(statement.second, mask & ~yes, left, next);
          mask = a | b;
          break;
        }
        case Kind::loop:
          mask = loop(statement, mask);
          break;
        case Kind::leave_loop: {
          const std::uint32_t yes = where(mask, statement.k);
          left |= yes;
          mask &= ~yes;
          break;
        }
        case Kind::next_iteration: {
          const std::uint32_t yes = where(mask, statement.k);
          next |= yes;
          mask &= ~yes;
          break;
        }
        case Kind::leave_kernel:
          mask &= ~where(mask, statement.k);
          break;
      }
    }
    return mask;
  }

  std::uint32_t loop(const Statement& statement, std::uint32_t mask) {
    std::array<std::uint32_t, 32> trips{};
    each(mask, [&](unsigned lane) { trips[lane] = (lane * statement.k + acc_[lane]) % 4; });
    std::uint32_t done = 0;
    for (std::uint32_t i = 0; mask; ++i) {
      each(mask, [&](unsigned lane) {
        if (i >= trips[lane]) done |= 1u << lane;
      });
      mask &= ~done;
      std::uint32_t left = 0, next = 0;
      mask = execute(statement.first, mask, left, next) | next;
      done |= left;
    }
    return done;
  }

  std::array<std::uint32_t, 32> acc_{};
};

// --- The compiler to LLVM assembly
// ----------------------------------------------------------------------------------------

class Writer {
 public:
  std::string kernel(const Block& program) {
    block(program, "", "");
    return with_declarations(fmt::format(R"(
define void @k(ptr addrspace(1) %out, i32 %lane) {{
  %at = zext i32 %lane to i64
  %slot = getelementptr i32, ptr addrspace(1) %out, i64 %at
  %acc = alloca i32
{}  %seven = mul i32 %lane, 7
  %start = add i32 %seven, 3
  store i32 %start, ptr %acc
{}  br label %leave
leave:
  %last = load i32, ptr %acc
  store i32 %last, ptr addrspace(1) %slot
  ret void
}}
!pewter.kernels = !{{!0}}
!0 = !{{ptr @k, !"k", !1, !2}}
!1 = !{{!"buffer", i32 0}}
!2 = !{{!"thread_index_in_simdgroup", i32 1, i32 32}}
)",
                                         allocas_, text_));
  }

 private:
  template <class... T>
  void line(fmt::format_string<T...> format, T&&... values) {
    text_ += "  " + fmt::format(format, std::forward<T>(values)...) + "\n";
  }
  void label(const std::string& name) { text_ += name + ":\n"; }
  std::string fresh(const char* stem) { return fmt::format("{}{}", stem, ++names_); }
  std::string acc() {
    const std::string value = fresh("%acc");
    line("{} = load i32, ptr %acc", value);
    return value;
  }
  void branch_if(std::uint32_t k, const std::string& yes, const std::string& no) {
    const std::string a = fresh("%s"), b = fresh("%s"), c = fresh("%s"), d = fresh("%s");
    line("{} = lshr i32 {}, {}", a, acc(), k % 5);
    line("{} = lshr i32 %lane, {}", b, k % 3);
    line("{} = xor i32 {}, {}", c, a, b);
    line("{} = trunc i32 {} to i1", d, c);
    line("br i1 {}, label %{}, label %{}", d, yes, no);
  }
  void jump(const std::string& to) { line("br label %{}", to); }

  void block(const Block& block, const std::string& leave, const std::string& next) {
    for (const Statement& statement : block) write(statement, leave, next);
  }

  void write(const Statement& statement, const std::string& leave, const std::string& next) {
    const std::uint32_t k = statement.k;
    switch (statement.kind) {
      case Kind::sum: {
        const std::string old = acc(), mixed = fresh("%s"), sum = fresh("%s"), times = fresh("%s"), made = fresh("%s");
        line("{} = xor i32 {}, {}", mixed, old, k);
        line("{} = call i32 @__pewter_simd_sum_u32(i32 {})", sum, mixed);
        line("{} = mul i32 {}, 3", times, old);
        line("{} = add i32 {}, {}", made, times, sum);
        line("store i32 {}, ptr %acc", made);
        break;
      }
      case Kind::shuffle: {
        const std::string old = acc(), source = fresh("%s"), masked = fresh("%s"), got = fresh("%s"),
                          made = fresh("%s");
        line("{} = xor i32 %lane, {}", source, k);
        line("{} = and i32 {}, 31", masked, source);
        line("{} = call i32 @__pewter_simd_shuffle_u32(i32 {}, i32 {})", got, old, masked);
        line("{} = add i32 {}, {}", made, old, got);
        line("store i32 {}, ptr %acc", made);
        break;
      }
      case Kind::branch: {
        const std::string then = fresh("then"), otherwise = fresh("else"), join = fresh("join");
        branch_if(k, then, otherwise);
        label(then);
        block(statement.first, leave, next);
        jump(join);
        label(otherwise);
        block(statement.second, leave, next);
        jump(join);
        label(join);
        break;
      }
      case Kind::loop: {
        const std::string i = fresh("%i"), head = fresh("head"), body = fresh("body"), latch = fresh("latch"),
                          after = fresh("after");
        const std::string product = fresh("%s"), mixed = fresh("%s"), trips = fresh("%s"), now = fresh("%s"),
                          more = fresh("%s"), old = fresh("%s"), stepped = fresh("%s");
        allocas_ += fmt::format("  {} = alloca i32\n", i);
        line("store i32 0, ptr {}", i);
        line("{} = mul i32 %lane, {}", product, k);
        line("{} = add i32 {}, {}", mixed, product, acc());
        line("{} = urem i32 {}, 4", trips, mixed);
        jump(head);
        label(head);
        line("{} = load i32, ptr {}", now, i);
        line("{} = icmp ult i32 {}, {}", more, now, trips);
        line("br i1 {}, label %{}, label %{}", more, body, after);
        label(body);
        block(statement.first, after, latch);
        jump(latch);
        label(latch);
        line("{} = load i32, ptr {}", old, i);
        line("{} = add i32 {}, 1", stepped, old);
        line("store i32 {}, ptr {}", stepped, i);
        jump(head);
        label(after);
        break;
      }
      case Kind::leave_loop:
      case Kind::next_iteration:
      case Kind::leave_kernel: {
        const std::string stay = fresh("stay");
        branch_if(k,
                  statement.kind == Kind::leave_loop       ? leave
                  : statement.kind == Kind::next_iteration ? next
                                                           : "leave",
                  stay);
        label(stay);
        break;
      }
    }
  }

  std::string text_, allocas_;
  int names_ = 0;
};

TEST(StructuredProgram, LanesMeetWhereTheProgramSaysSo) {
  auto executor = make_reference_executor({.threads = 1});
  for (unsigned seed = 0; seed < 60; ++seed) {
    const Block program = Generator(seed).block(4, false);
    const std::string text = Writer().kernel(program);
    const auto kernel = load_kernel(*executor, text, "k");
    for (const std::uint32_t lanes : {32u, 11u}) {
      std::vector<std::uint32_t> out(lanes);
      Dispatch dispatch{.kernel = &kernel, .threads_per_grid = {lanes}, .threads_per_threadgroup = {lanes}};
      dispatch.buffers[0] = bytes_of(out);
      const auto result = executor->dispatch(dispatch);
      ASSERT_TRUE(result.ok()) << result.error().message;
      const auto expected = Interpreter().run(program, lanes == 32 ? ~0u : (1u << lanes) - 1);
      for (std::uint32_t lane = 0; lane < lanes; ++lane)
        ASSERT_EQ(out[lane], expected[lane]) << "seed " << seed << ", lane " << lane << " of " << lanes << '\n' << text;
    }
  }
}

}  // namespace
}  // namespace pewter::exec::reference
