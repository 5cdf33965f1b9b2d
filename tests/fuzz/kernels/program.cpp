// SPDX-License-Identifier: Apache-2.0
#include "kernels/program.h"

#include <fmt/format.h>

namespace pewter::fuzz {
namespace {

void append(std::string& text, const std::vector<Statement>& statements, int depth);

void append(std::string& text, const Statement& statement, int depth) {
  const std::string indent(static_cast<std::size_t>(2 * depth), ' ');
  for (std::size_t i = 0; i < statement.pieces.size(); ++i) {
    text += indent + statement.pieces[i] + "\n";
    if (i < statement.blocks.size()) append(text, statement.blocks[i], depth + 1);
  }
}

void append(std::string& text, const std::vector<Statement>& statements, int depth) {
  for (const Statement& statement : statements) append(text, statement, depth);
}

}  // namespace

std::string prelude() {
  // tame() keeps floats finite, of moderate size and without negative zeros: where those come from, and what NaNs look like, is
  // the hardware's to choose. The shuffles read lanes that take part and no others: the rest is undefined.
  return R"(#include <metal_stdlib>
using namespace metal;

static float tame(float x) { return x > -1e6f && x < 1e6f ? x + 0.0f : 0.5f; }
static half tame(half x) { return x > -1000.0h && x < 1000.0h ? x + 0.0h : 0.5h; }
static float2 tame(float2 x) { return float2(tame(x.x), tame(x.y)); }
static float4 tame(float4 x) { return float4(tame(x.x), tame(x.y), tame(x.z), tame(x.w)); }

static uint active_lanes() { return uint(ulong(simd_active_threads_mask())); }
template <typename T> static T shuffle(T x, uint from) {
  uint active = active_lanes();
  T got = simd_shuffle(x, ushort(from & 31u));
  return ((active >> (from & 31u)) & 1u) != 0u ? got : x;
}
template <typename T> static T shuffle_xor(T x, uint lane, uint mask) {
  uint active = active_lanes();
  T got = simd_shuffle_xor(x, ushort(mask & 31u));
  return ((active >> ((lane ^ mask) & 31u)) & 1u) != 0u ? got : x;
}
template <typename T> static T shuffle_up(T x, uint lane, uint delta) {
  uint active = active_lanes();
  T got = simd_shuffle_up(x, ushort(delta));
  return lane >= delta && ((active >> (lane - delta)) & 1u) != 0u ? got : x;
}
template <typename T> static T shuffle_down(T x, uint lane, uint delta) {
  uint active = active_lanes();
  T got = simd_shuffle_down(x, ushort(delta));
  return lane + delta < 32u && ((active >> (lane + delta)) & 1u) != 0u ? got : x;
}
template <typename T> static T rotate_down(T x, uint lane, uint delta) {
  uint active = active_lanes();
  T got = simd_shuffle_rotate_down(x, ushort(delta));
  return ((active >> ((lane + delta) & 31u)) & 1u) != 0u ? got : x;
}
template <typename T> static T fill_up(T x, T fill, uint lane, uint delta) {
  uint active = active_lanes();
  T got = simd_shuffle_and_fill_up(x, fill, ushort(delta));
  return ((active >> ((lane + 32u - delta) & 31u)) & 1u) != 0u ? got : x;
}
template <typename T> static T quad_read(T x, uint quad_lane, uint mask) {
  uint active = uint((quad_vote::vote_t)quad_active_threads_mask());
  T got = quad_shuffle_xor(x, ushort(mask & 3u));
  return ((active >> ((quad_lane ^ mask) & 3u)) & 1u) != 0u ? got : x;
}
)";
}

std::string text_of(const Kernel& kernel) {
  std::string text;
  append(text, kernel.constants, 0);
  append(text, kernel.functions, 0);
  text += "kernel void " + kernel.name + "(";
  std::string separator;
  for (const Statement& parameter : kernel.parameters) {
    text += separator + parameter.pieces.front();
    separator = ",\n    ";
  }
  text += ") {\n";
  append(text, kernel.statements, 1);
  return text + "}\n";
}

Library library_of(std::span<const Kernel> kernels) {
  Library library{prelude(), {}};
  for (const Kernel& kernel : kernels) {
    library.text += "\n" + text_of(kernel);
    if (library.values.size() < kernel.values.size()) library.values.resize(kernel.values.size());
    for (std::size_t set = 0; set < kernel.values.size(); ++set)
      library.values[set].insert(library.values[set].end(), kernel.values[set].begin(), kernel.values[set].end());
  }
  return library;
}

std::string text_of(const Shape& shape) {
  return fmt::format("{}x{}x{} threads in threadgroups of {}x{}x{}{}{}", shape.grid.x, shape.grid.y, shape.grid.z, shape.group.x, shape.group.y,
                     shape.group.z, shape.specialised ? ", specialised" : "", shape.values ? fmt::format(", values {}", shape.values) : "");
}

}  // namespace pewter::fuzz
