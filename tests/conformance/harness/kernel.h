// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "harness/machine.h"
#include "harness/suite.h"

// Cases that are a kernel of their own: source, inputs, shape, and what buffer 0 must hold afterwards.
namespace pewter::conformance {

// Runs the program; false, with the reason in the report, when it does not compile or does not end.
inline bool run(Machine& machine, Program& program, Report& report) {
  auto done = machine.run(program);
  if (!done) report.fail("{}", done.error());
  return done.ok();
}

template <class T>
void expect_values(Report& report, const Bytes& bytes, const std::vector<T>& expected, std::string_view what = "element") {
  const std::vector<T> got = values_of<T>(bytes);
  if (got.size() < expected.size()) return report.fail("{} results, expected {}", got.size(), expected.size());
  for (std::size_t i = 0; i < expected.size(); ++i)
    if (!(got[i] == expected[i])) report.fail("{} {}: got {}, expected {}", what, i, got[i], expected[i]);
}

// A kernel whose only output is buffer 0, `count` values of T. Buffers 1, 2, ... are `inputs`.
template <class T>
struct Kernel {
  std::string name;
  std::string source;            // without the two usual first lines
  exec::Extent grid{1, 1, 1};
  exec::Extent group{1, 1, 1};
  std::vector<T> expected;       // of buffer 0
  std::vector<Bytes> inputs{};
  std::vector<T> initial{};      // of buffer 0; zeros where empty
  std::map<unsigned, std::uint32_t> threadgroup_memory{};
  std::vector<compiler::ConstantValue> constants{};
  std::string entry = "k";
  compiler::Options options{};
  bool raw = false;              // the source is the whole text
};

template <class T>
void add_kernel(Suite& suite, Kernel<T> kernel) {
  const std::string name = kernel.name;
  suite.add(name, [kernel = std::move(kernel)](Machine& machine, Report& report) {
    Program program;
    program.source = kernel.raw ? kernel.source : msl(kernel.source);
    program.kernel = kernel.entry;
    program.options = kernel.options;
    program.constants = kernel.constants;
    program.threadgroup_memory = kernel.threadgroup_memory;
    program.grid = kernel.grid;
    program.group = kernel.group;
    std::vector<T> initial = kernel.initial;
    initial.resize(kernel.expected.size());
    program.buffers.push_back(bytes_of(initial));
    for (const Bytes& input : kernel.inputs) program.buffers.push_back(input);
    if (run(machine, program, report)) expect_values(report, program.buffers[0], kernel.expected);
  });
}

// Several cases that look at the results of one run.
struct SharedCheck {
  std::string name;
  std::function<void(const Program& after, Report&)> check;
};
inline void add_shared(Suite& suite, Program program, std::vector<SharedCheck> checks) {
  struct State {
    Program program;
    bool ran = false;
    std::string error;
  };
  auto state = std::make_shared<State>();
  state->program = std::move(program);
  for (SharedCheck& one : checks)
    suite.add(one.name, [state, check = std::move(one.check)](Machine& machine, Report& report) {
      if (!state->ran) {
        state->ran = true;
        if (auto done = machine.run(state->program); !done) state->error = done.error();
      }
      if (!state->error.empty()) return report.fail("{}", state->error);
      check(state->program, report);
    });
}

// expected[i] = f(i) for i < count.
template <class T, class F>
std::vector<T> generate(std::size_t count, F&& f) {
  std::vector<T> values;
  for (std::size_t i = 0; i < count; ++i) values.push_back(T(f(i)));
  return values;
}

}  // namespace pewter::conformance
