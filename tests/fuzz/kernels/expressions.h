// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "kernels/random.h"

namespace pewter::fuzz {

// Random expressions over the variables that every kernel declares, one function a type. What they give is defined to the last
// bit: unsigned arithmetic where signed could overflow, divisors that are not zero, shifts within the width, floats through
// tame(). `depth` bounds the nesting.
class Expressions {
 public:
  Expressions(Random& random, unsigned dimensions) : random_(random), dimensions_(dimensions) {}

  std::string u32(int depth);
  std::string i32(int depth);
  std::string u64(int depth);
  std::string i64(int depth);
  std::string u16(int depth);
  std::string i16(int depth);
  std::string u8(int depth);
  std::string i8(int depth);
  std::string f32(int depth);
  std::string f16(int depth);
  std::string boolean(int depth);
  std::string uint4(int depth);
  std::string int3(int depth);
  std::string float4(int depth);
  std::string float2(int depth);

  // The same for every thread of a threadgroup: what barriers may depend on.
  std::string uniform(int depth);
  std::string uniform_boolean(int depth);

  // A SIMD-group or quad-group function of the type's expressions.
  std::string group_u32(int depth);
  std::string group_i32(int depth);
  std::string group_f32(int depth);
  std::string group_boolean(int depth);

  // Names in scope, innermost last.
  std::vector<std::string> counters;          // of loops
  std::vector<std::string> uniform_counters;  // of loops that every thread of a threadgroup runs alike
  std::vector<std::string> functions;         // of the kernel: uint f(uint, uint)
  std::vector<std::string> constant_words, constant_booleans, constant_reals;  // function constants: uint, bool, float

 private:
  std::string literal();
  std::string position();
  std::string pattern();  // an index below 8192 with a shape that a compiler can see; grids have less than 4096 threads
  std::string small_delta();

  Random& random_;
  const unsigned dimensions_;
};

}  // namespace pewter::fuzz
