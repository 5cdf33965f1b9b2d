// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "harness/batch.h"

// Tables of functions that work component by component: one row a function, with an oracle for one component; cases for
// every type and for scalars and vectors of 2 to 4. All widths read the same flat inputs and must give the same results.
namespace pewter::conformance {

// What the result of a row is made of.
enum class ResultType { same, as_unsigned, as_signed, boolean, int32 };

struct IntegerRow {
  std::string name;        // of the case; usually the function's
  std::string expression;  // over a, b, c of the type; $T is its name, $E its element's
  // The exact result before it is wrapped to the result type; nothing where MSL does not define it.
  std::function<std::optional<Wide>(const NumberType& type, Wide a, Wide b, Wide c)> oracle;
  ResultType result = ResultType::same;
  unsigned min_bits = 8;   // types the row is defined for
  unsigned max_bits = 64;
  bool is_signed = true;   // and of which signs
  bool is_unsigned = true;
  unsigned max_width = 4;
};
void add_integer_table(Suite& suite, const std::vector<IntegerRow>& rows);

// How far a result may be from the exact one: |error| <= max(ulp units in the last place, absolute).
struct Tolerance {
  double ulp = 0;       // 0: exact; 0.5: correctly rounded
  double absolute = 0;
};

struct FloatRow {
  std::string name;
  std::string expression;
  std::function<std::optional<double>(double a, double b, double c)> oracle;
  Tolerance tolerance;
  ResultType result = ResultType::same;
  unsigned max_width = 4;
};
struct FloatTable {
  std::string prefix;                  // in front of the case names
  std::vector<FloatRow> rows;
  std::vector<double> a, b, c;         // inputs before rounding to the type; a multiple of 12 values each
  bool fast_math = true;
  std::vector<const NumberType*> types{&kHalf, &kFloat};
};
void add_float_table(Suite& suite, const FloatTable& table);

// True when `got` is as near to `expected` as the tolerance asks; NaN equals NaN; a subnormal float may come out as zero.
bool within(const NumberType& type, double got, double expected, Tolerance tolerance);

// Statements that declare `name` as the i-th vector of `width` elements in the flat array `array`.
std::string load_vector(const NumberType& type, unsigned width, const std::string& name, const std::string& array);
// Statements that store vector or scalar `value` element by element at o, cast to `element`.
std::string store_vector(const std::string& element, unsigned width, const std::string& value);

// Every multiple of 12 can be read as scalars and as vectors of 2, 3 and 4.
template <class T>
std::vector<T> cycled(const std::vector<T>& values, std::size_t stride, std::size_t count) {
  std::vector<T> result;
  for (std::size_t i = 0; i < count; ++i) result.push_back(values[(i / stride) % values.size()]);
  return result;
}

}  // namespace pewter::conformance
