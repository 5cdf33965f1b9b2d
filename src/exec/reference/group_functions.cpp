// SPDX-License-Identifier: Apache-2.0
#include "exec/reference/group_functions.h"

#include <bit>
#include <cmath>
#include <cstring>
#include <limits>
#include <type_traits>

#include "exec/reference/lockstep.h"
#include "exec/support/fiber.h"
#include "exec/support/log_line.h"
#include "exec/support/touches.h"

// Each function parks its lane with the operands in SimdGroup::input; when the lanes of the call are together, its
// resolver computes every lane's result at once. Reductions go over the active lanes in lane order, one after the
// other, from the operation's neutral element: the plainest order there is, and the same in every run. Quad-groups are
// resolved along with the SIMD-group that they are part of.
namespace pewter::exec::reference {
namespace {

constexpr unsigned kQuads = model::kSimdWidth / model::kQuadWidth;

template <class T>
std::uint64_t to_slot(T value) {
  std::uint64_t slot = 0;
  std::memcpy(&slot, &value, sizeof value);
  return slot;
}

template <class T>
T from_slot(std::uint64_t slot) {
  T value;
  std::memcpy(&value, &slot, sizeof value);
  return value;
}

// Parks with up to four operands; the result is this lane's.
template <class R, class... T>
R exchange(Resolve resolve, T... operands) {
  SimdGroup& group = Lockstep::current_group();
  const unsigned lane = Lockstep::current_lane();
  unsigned i = 0;
  ((group.input[lane][i++] = to_slot(operands)), ...);
  Lockstep::park(resolve);
  if constexpr (!std::is_void_v<R>) return from_slot<R>(group.output[lane]);
}

template <class F>
void for_each_lane(std::uint32_t mask, F f) {
  for (; mask; mask &= mask - 1) f(static_cast<unsigned>(std::countr_zero(mask)));
}

// Calls `f` with the active lanes of every quad that has any.
template <class F>
void for_each_quad(std::uint32_t active, F f) {
  for (unsigned quad = 0; quad < kQuads; ++quad)
    if (const std::uint32_t lanes = active & (0xfu << quad * model::kQuadWidth)) f(quad * model::kQuadWidth, lanes);
}

// --- Barriers and markers
// -------------------------------------------------------------------------------------------------

void nothing(SimdGroup&, std::uint32_t) {}

void threadgroup_barrier(std::uint32_t) { Lockstep::park_at_barrier(); }
void simdgroup_barrier(std::uint32_t) { Lockstep::park(nothing); }
void converge() { Lockstep::park(nothing); }
void site(std::uint32_t number) { Lockstep::current_group().site[Lockstep::current_lane()] = number; }
std::uint32_t lane() { return Lockstep::current_lane(); }
void poll() { Fiber::leave(Return::stopped); }

// --- Data movement
// --------------------------------------------------------------------------------------------------------

// `base` is the first lane of the group that `source` counts in, `width` its lanes.
std::uint64_t shuffled(const SimdGroup& group, std::uint32_t active, unsigned lane, unsigned base, unsigned width) {
  const auto source = from_slot<std::uint32_t>(group.input[lane][1]);
  const bool valid = source < width && (active >> (base + source) & 1);
  return group.input[valid ? base + source : lane][0];
}

void resolve_simd_shuffle(SimdGroup& group, std::uint32_t active) {
  for_each_lane(active,
                [&](unsigned lane) { group.output[lane] = shuffled(group, active, lane, 0, model::kSimdWidth); });
}
void resolve_quad_shuffle(SimdGroup& group, std::uint32_t active) {
  for_each_lane(active, [&](unsigned lane) {
    group.output[lane] = shuffled(group, active, lane, lane / model::kQuadWidth * model::kQuadWidth, model::kQuadWidth);
  });
}
std::uint32_t simd_shuffle_u32(std::uint32_t value, std::uint32_t lane) {
  return exchange<std::uint32_t>(resolve_simd_shuffle, value, lane);
}
std::uint32_t quad_shuffle_u32(std::uint32_t value, std::uint32_t lane) {
  return exchange<std::uint32_t>(resolve_quad_shuffle, value, lane);
}

void broadcast_first(SimdGroup& group, std::uint32_t lanes) {
  const std::uint64_t first = group.input[std::countr_zero(lanes)][0];
  for_each_lane(lanes, [&](unsigned lane) { group.output[lane] = first; });
}
void resolve_quad_broadcast_first(SimdGroup& group, std::uint32_t active) {
  for_each_quad(active, [&](unsigned, std::uint32_t lanes) { broadcast_first(group, lanes); });
}
std::uint32_t simd_broadcast_first_u32(std::uint32_t value) { return exchange<std::uint32_t>(broadcast_first, value); }
std::uint32_t quad_broadcast_first_u32(std::uint32_t value) {
  return exchange<std::uint32_t>(resolve_quad_broadcast_first, value);
}

void ballot(SimdGroup& group, std::uint32_t lanes, unsigned base) {
  std::uint64_t votes = 0;
  for_each_lane(lanes,
                [&](unsigned lane) { votes |= std::uint64_t{from_slot<bool>(group.input[lane][0])} << (lane - base); });
  for_each_lane(lanes, [&](unsigned lane) { group.output[lane] = votes; });
}
void resolve_simd_ballot(SimdGroup& group, std::uint32_t active) { ballot(group, active, 0); }
void resolve_quad_ballot(SimdGroup& group, std::uint32_t active) {
  for_each_quad(active, [&](unsigned base, std::uint32_t lanes) { ballot(group, lanes, base); });
}
std::uint64_t simd_ballot(bool vote) { return exchange<std::uint64_t>(resolve_simd_ballot, vote); }
std::uint32_t quad_ballot(bool vote) { return exchange<std::uint32_t>(resolve_quad_ballot, vote); }

// --- Reductions and scans
// -------------------------------------------------------------------------------------------------

// Integers wrap: they are added and multiplied as unsigned.
template <class T, class F>
T wrapping(T a, T b, F f) {
  if constexpr (std::is_integral_v<T>) {
    using U = std::make_unsigned_t<T>;
    return static_cast<T>(f(static_cast<U>(a), static_cast<U>(b)));
  } else {
    return f(a, b);
  }
}

template <class T>
struct Sum {
  static constexpr T kNeutral = T(0);
  static T apply(T a, T b) {
    return wrapping(a, b, [](auto x, auto y) { return x + y; });
  }
};
template <class T>
struct Product {
  static constexpr T kNeutral = T(1);
  static T apply(T a, T b) {
    return wrapping(a, b, [](auto x, auto y) { return x * y; });
  }
};
template <class T>
struct Min {
  static constexpr T kNeutral =
      std::is_floating_point_v<T> ? std::numeric_limits<T>::infinity() : std::numeric_limits<T>::max();
  static T apply(T a, T b) {
    if constexpr (std::is_floating_point_v<T>)
      return std::fmin(a, b);
    else
      return b < a ? b : a;
  }
};
template <class T>
struct Max {
  static constexpr T kNeutral =
      std::is_floating_point_v<T> ? -std::numeric_limits<T>::infinity() : std::numeric_limits<T>::lowest();
  static T apply(T a, T b) {
    if constexpr (std::is_floating_point_v<T>)
      return std::fmax(a, b);
    else
      return a < b ? b : a;
  }
};
template <class T>
struct And {
  static constexpr T kNeutral = T(~T(0));
  static T apply(T a, T b) { return a & b; }
};
template <class T>
struct Or {
  static constexpr T kNeutral = T(0);
  static T apply(T a, T b) { return a | b; }
};
template <class T>
struct Xor {
  static constexpr T kNeutral = T(0);
  static T apply(T a, T b) { return a ^ b; }
};

enum class Form { reduce, inclusive, exclusive };

template <Form form, class T, template <class> class Op>
void combine(SimdGroup& group, std::uint32_t lanes) {
  T running = Op<T>::kNeutral;
  bool first = true;  // x op neutral is not always x: -0 + 0
  for_each_lane(lanes, [&](unsigned lane) {
    const T value = from_slot<T>(group.input[lane][0]);
    if (form == Form::exclusive) group.output[lane] = to_slot(running);
    running = first ? value : Op<T>::apply(running, value);
    first = false;
    if (form == Form::inclusive) group.output[lane] = to_slot(running);
  });
  if (form == Form::reduce) for_each_lane(lanes, [&](unsigned lane) { group.output[lane] = to_slot(running); });
}

template <Form form, class T, template <class> class Op>
void combine_quads(SimdGroup& group, std::uint32_t active) {
  for_each_quad(active, [&](unsigned, std::uint32_t lanes) { combine<form, T, Op>(group, lanes); });
}

template <Form form, class T, template <class> class Op>
T simd_combined(T value) {
  return exchange<T>(combine<form, T, Op>, value);
}
template <Form form, class T, template <class> class Op>
T quad_combined(T value) {
  return exchange<T>(combine_quads<form, T, Op>, value);
}

#define PEWTER_BOTH(name, form, type, op)                                             \
  type simd_##name(type value) { return simd_combined<Form::form, type, op>(value); } \
  type quad_##name(type value) { return quad_combined<Form::form, type, op>(value); }
#define PEWTER_ARITHMETIC(suffix, type)                                    \
  PEWTER_BOTH(sum_##suffix, reduce, type, Sum)                             \
  PEWTER_BOTH(product_##suffix, reduce, type, Product)                     \
  PEWTER_BOTH(min_##suffix, reduce, type, Min)                             \
  PEWTER_BOTH(max_##suffix, reduce, type, Max)                             \
  PEWTER_BOTH(prefix_inclusive_sum_##suffix, inclusive, type, Sum)         \
  PEWTER_BOTH(prefix_exclusive_sum_##suffix, exclusive, type, Sum)         \
  PEWTER_BOTH(prefix_inclusive_product_##suffix, inclusive, type, Product) \
  PEWTER_BOTH(prefix_exclusive_product_##suffix, exclusive, type, Product)
PEWTER_ARITHMETIC(s32, std::int32_t)
PEWTER_ARITHMETIC(u32, std::uint32_t)
PEWTER_ARITHMETIC(f32, float)
PEWTER_BOTH(and_u32, reduce, std::uint32_t, And)
PEWTER_BOTH(or_u32, reduce, std::uint32_t, Or)
PEWTER_BOTH(xor_u32, reduce, std::uint32_t, Xor)
#undef PEWTER_ARITHMETIC
#undef PEWTER_BOTH

// --- Matrices
// -------------------------------------------------------------------------------------------------------------

struct Matrix {
  float at[8][8];
};

// The layout of model/intrinsics.def: a lane holds (row, column) and the element right of it.
unsigned row_of(unsigned lane) { return (lane / 4 & 4) + lane / 2 % 4; }
unsigned column_of(unsigned lane) { return (lane / 4 & 2) * 2 + lane % 2 * 2; }

// Elements of lanes that are not active are zero.
Matrix gather(const SimdGroup& group, std::uint32_t active, unsigned operand) {
  Matrix matrix = {};
  for_each_lane(active, [&](unsigned lane) {
    const auto* fragment = from_slot<const float*>(group.input[lane][operand]);
    std::memcpy(&matrix.at[row_of(lane)][column_of(lane)], fragment, 2 * sizeof(float));
  });
  return matrix;
}

void resolve_multiply_accumulate(SimdGroup& group, std::uint32_t active) {
  const Matrix a = gather(group, active, 1);
  const Matrix b = gather(group, active, 2);
  Matrix d = gather(group, active, 3);
  for (unsigned row = 0; row < 8; ++row)
    for (unsigned k = 0; k < 8; ++k)
      for (unsigned column = 0; column < 8; ++column) d.at[row][column] += a.at[row][k] * b.at[k][column];
  for_each_lane(active, [&](unsigned lane) {
    std::memcpy(from_slot<float*>(group.input[lane][0]), &d.at[row_of(lane)][column_of(lane)], 2 * sizeof(float));
  });
}

void simdgroup_multiply_accumulate(float* d, const float* a, const float* b, const float* c) {
  exchange<void>(resolve_multiply_accumulate, d, a, b, c);
}

// --- Logging and touches: log_line, touch... of exec/support

template <class F>
void* address(F* function) {
  return reinterpret_cast<void*>(function);
}

}  // namespace

std::span<const model::HostSymbol> group_functions() {
  static const model::HostSymbol table[] = {
#define PEWTER_INTRINSIC(name, result, parameters, convergence) \
  {"__pewter_" #name, address(static_cast<result(*) parameters>(name))},
#include "model/intrinsics.def"
#undef PEWTER_INTRINSIC
  };
  return table;
}

}  // namespace pewter::exec::reference
