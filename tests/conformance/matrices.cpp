// SPDX-License-Identifier: Apache-2.0
// MSL specification, "Matrix Data Types" and "Matrix Functions": every shape, half and float. Small integers keep results exact.
#include "harness/batch.h"
#include "harness/suite.h"

namespace pewter::conformance {
namespace {

// Column-major, as Metal's.
struct Matrix {
  unsigned columns, rows;
  std::vector<double> at;
  Matrix(unsigned c, unsigned r) : columns(c), rows(r), at(c * r) {}
  double& operator()(unsigned c, unsigned r) { return at[c * rows + r]; }
  double operator()(unsigned c, unsigned r) const { return at[c * rows + r]; }
};

Matrix sample(unsigned columns, unsigned rows, int seed) {
  Matrix m(columns, rows);
  for (unsigned n = 0; n < m.at.size(); ++n) m.at[n] = int((n * 7 + unsigned(seed) * 5) % 11) - 4;
  return m;
}
Matrix multiply(const Matrix& a, const Matrix& b) {
  Matrix m(b.columns, a.rows);
  for (unsigned c = 0; c < b.columns; ++c)
    for (unsigned r = 0; r < a.rows; ++r)
      for (unsigned k = 0; k < a.columns; ++k) m(c, r) += a(k, r) * b(c, k);
  return m;
}
Matrix transposed(const Matrix& a) {
  Matrix m(a.rows, a.columns);
  for (unsigned c = 0; c < a.columns; ++c)
    for (unsigned r = 0; r < a.rows; ++r) m(r, c) = a(c, r);
  return m;
}
Matrix mapped(const Matrix& a, const Matrix& b, double (*f)(double, double)) {
  Matrix m = a;
  for (unsigned n = 0; n < m.at.size(); ++n) m.at[n] = f(a.at[n], b.at[n]);
  return m;
}
double determinant(const Matrix& m) {
  if (m.columns == 1) return m(0, 0);
  double sum = 0;
  for (unsigned skip = 0; skip < m.columns; ++skip) {
    Matrix minor(m.columns - 1, m.columns - 1);
    for (unsigned c = 1; c < m.columns; ++c)
      for (unsigned r = 0, to = 0; r < m.columns; ++r)
        if (r != skip) minor(c - 1, to++) = m(c, r);
    sum += (skip % 2 ? -1 : 1) * m(0, skip) * determinant(minor);
  }
  return sum;
}

std::string literal(const NumberType& type, const Matrix& m) {
  std::string text = fmt::format("{}{}x{}(", type.name, m.columns, m.rows);
  for (unsigned c = 0; c < m.columns; ++c) {
    text += fmt::format("{}{}{}(", c ? ", " : "", type.name, m.rows);
    for (unsigned r = 0; r < m.rows; ++r) text += fmt::format("{}{}", r ? ", " : "", m(c, r));
    text += ")";
  }
  return text + ")";
}
std::string vector_literal(const NumberType& type, const std::vector<double>& v) {
  std::string text = fmt::format("{}{}(", type.name, v.size());
  for (std::size_t n = 0; n < v.size(); ++n) text += fmt::format("{}{}", n ? ", " : "", v[n]);
  return text + ")";
}

}  // namespace

void add_matrices(Suite& suite) {
  for (const NumberType* type : {&kHalf, &kFloat}) {
    for (unsigned C = 2; C <= 4; ++C) {
      for (unsigned R = 2; R <= 4; ++R) {
        const std::string element(type->name), shape = fmt::format("{}{}x{}", element, C, R);
        const Matrix a = sample(C, R, 1), b = sample(C, R, 2), other = sample(R, C, 3);
        Batch batch;
        batch.threads = 1;
        // Values come through memory so that nothing folds away: the literals are scaled by a one that is read.
        batch.parameters = fmt::format(", device const {}* one [[buffer(1)]]", element);
        Bytes one;
        append(one, *type, 1);
        batch.inputs = {one};
        batch.prologue = fmt::format("  {0} a = {1} * one[0]; {0} b = {2} * one[0]; {3}{4}x{5} t = {6} * one[0];\n", shape, literal(*type, a),
                                     literal(*type, b), element, R, C, literal(*type, other));
        auto check_values = [type](std::vector<double> expected) {
          return [=](const std::byte* results, std::size_t, Report& report) {
            for (std::size_t n = 0; n < expected.size(); ++n)
              report.equal(decode(*type, load_bits(*type, results + n * type->bytes())), expected[n], fmt::format("element {}", n));
          };
        };
        auto add_matrix = [&](const char* name, const std::string& body, const Matrix& expected) {
          std::string stores = fmt::format(" device {0}* p = (device {0}*)o;", element);
          stores += fmt::format(" for (uint c = 0; c < {}; ++c) for (uint r = 0; r < {}; ++r) p[c * {} + r] = m[c][r];", expected.columns,
                                expected.rows, expected.rows);
          batch.expressions.push_back({fmt::format("{}.{}", name, shape), body + stores, expected.at.size() * type->bytes(), check_values(expected.at)});
        };
        auto add_vector = [&](const char* name, const std::string& body, const std::vector<double>& expected) {
          std::string stores = fmt::format(" device {0}* p = (device {0}*)o;", element);
          for (unsigned n = 0; n < expected.size(); ++n) stores += expected.size() == 1 ? " p[0] = v;" : fmt::format(" p[{0}] = v[{0}];", n);
          batch.expressions.push_back({fmt::format("{}.{}", name, shape), body + stores, expected.size() * type->bytes(), check_values(expected)});
        };
        std::vector<double> row_vector, column_vector;
        for (unsigned n = 0; n < C; ++n) column_vector.push_back(int(n) - 1);
        for (unsigned n = 0; n < R; ++n) row_vector.push_back(2 - int(n));
        Matrix as_column(1, C), as_row(R, 1);
        as_column.at = column_vector;
        as_row.at = row_vector;

        add_matrix("construct_columns", shape + " m = a;", a);
        Matrix diagonal(C, R);
        for (unsigned n = 0; n < std::min(C, R); ++n) diagonal(n, n) = 3;
        add_matrix("construct_diagonal", fmt::format("{0} m = {0}({1}(3));", shape, element), diagonal);
        std::string scalars;
        for (unsigned n = 0; n < C * R; ++n) scalars += fmt::format("{}{}({}) * one[0]", n ? ", " : "", element, a.at[n]);
        add_matrix("construct_scalars", fmt::format("{0} m = {0}({1});", shape, scalars), a);
        add_matrix("plus", shape + " m = a + b;", mapped(a, b, [](double x, double y) { return x + y; }));
        add_matrix("minus", shape + " m = a - b;", mapped(a, b, [](double x, double y) { return x - y; }));
        add_matrix("negate", shape + " m = -a;", mapped(a, a, [](double x, double) { return -x; }));
        add_matrix("times_scalar", fmt::format("{} m = a * {}(2);", shape, element), mapped(a, a, [](double x, double) { return 2 * x; }));
        add_matrix("scalar_times", fmt::format("{} m = {}(3) * a;", shape, element), mapped(a, a, [](double x, double) { return 3 * x; }));
        add_matrix("plus_assign", shape + " m = a; m += b;", mapped(a, b, [](double x, double y) { return x + y; }));
        add_matrix("minus_assign", shape + " m = a; m -= b;", mapped(a, b, [](double x, double y) { return x - y; }));
        add_matrix("times_assign_scalar", fmt::format("{} m = a; m *= {}(2);", shape, element), mapped(a, a, [](double x, double) { return 2 * x; }));
        add_matrix("times_matrix", fmt::format("{}{}x{} m = a * t;", element, R, R), multiply(a, other));
        add_matrix("transpose", fmt::format("{}{}x{} m = transpose(a);", element, R, C), transposed(a));
        Matrix written = a;
        written(1, 0) = 9;
        for (unsigned r = 0; r < R; ++r) written(0, r) = r + 5;
        std::vector<double> first;
        for (unsigned r = 0; r < R; ++r) first.push_back(r + 5);
        add_matrix("write_column_and_element", fmt::format("{} m = a; m[0] = {}; m[1][0] = 9;", shape, vector_literal(*type, first)), written);
        add_vector("times_vector", fmt::format("auto v = a * ({} * one[0]);", vector_literal(*type, column_vector)), multiply(a, as_column).at);
        add_vector("vector_times", fmt::format("auto v = ({} * one[0]) * a;", vector_literal(*type, row_vector)), multiply(as_row, a).at);
        std::vector<double> last(a.at.end() - R, a.at.end());
        add_vector("column", fmt::format("auto v = a[{}];", C - 1), last);
        if (C == R) {
          add_vector("determinant", fmt::format("{} v = determinant(a);", element), {determinant(a)});
          add_matrix("times_assign_matrix", shape + " m = a; m *= b;", multiply(a, b));
        }
        add_batch(suite, std::move(batch));
      }
    }
  }
}

}  // namespace pewter::conformance
