// SPDX-License-Identifier: Apache-2.0
#include "harness/batch.h"

namespace pewter::conformance {
namespace {

class BatchRun {
 public:
  explicit BatchRun(Batch batch) : batch_(std::move(batch)) {}

  void check(std::size_t index, Machine& machine, Report& report) {
    if (outcomes_.empty()) {
      outcomes_.resize(batch_.expressions.size());
      run(machine, 0, batch_.expressions.size());
    }
    const Outcome& outcome = outcomes_[index];
    if (!outcome.error.empty())
      report.fail("{}", outcome.error);
    else
      batch_.expressions[index].check(outcome.bytes.data(), batch_.threads, report);
  }

 private:
  struct Outcome {
    Bytes bytes;
    std::string error;
  };

  std::string source(std::size_t first, std::size_t last) const {
    std::string text = batch_.preamble + "\n";
    for (std::size_t e = first; e < last; ++e) text += batch_.expressions[e].preamble;
    text += "\nkernel void k(device uchar* out [[buffer(0)]], uint i [[thread_position_in_grid]]" +
                       batch_.parameters + ") {\n" + batch_.prologue + "\n";
    std::size_t offset = 0;
    for (std::size_t e = first; e < last; ++e) {
      const Expression& expression = batch_.expressions[e];
      text += fmt::format("  {{ device uchar* o = out + {}u + i * {}u;\n    {}\n  }}\n", offset, expression.bytes_per_thread,
                          expression.body);
      offset = end_of(offset, expression);
    }
    return msl(text + "}\n");
  }

  // Each expression's results start aligned for every type.
  std::size_t end_of(std::size_t offset, const Expression& expression) const {
    return (offset + expression.bytes_per_thread * batch_.threads + 63) / 64 * 64;
  }

  void run(Machine& machine, std::size_t first, std::size_t last) {
    Program program;
    program.source = source(first, last);
    program.options = batch_.options;
    std::size_t size = 0;
    for (std::size_t e = first; e < last; ++e) size = end_of(size, batch_.expressions[e]);
    program.buffers.push_back(Bytes(size));
    program.buffers.insert(program.buffers.end(), batch_.inputs.begin(), batch_.inputs.end());
    program.grid = {batch_.threads, 1, 1};
    program.group = batch_.group;

    auto loaded = machine.load(program);
    if (!loaded && last - first > 1) {
      const std::size_t middle = first + (last - first) / 2;
      run(machine, first, middle);
      run(machine, middle, last);
      return;
    }
    auto done = machine.run(program);
    std::size_t offset = 0;
    for (std::size_t e = first; e < last; ++e) {
      const Expression& expression = batch_.expressions[e];
      if (!done) {
        outcomes_[e].error = done.error();
      } else {
        const auto* at = program.buffers[0].data() + offset;
        outcomes_[e].bytes.assign(at, at + expression.bytes_per_thread * batch_.threads);
      }
      offset = end_of(offset, expression);
    }
  }

  Batch batch_;
  std::vector<Outcome> outcomes_;
};

}  // namespace

void add_batch(Suite& suite, Batch batch) {
  auto run = std::make_shared<BatchRun>(batch);
  for (std::size_t i = 0; i < batch.expressions.size(); ++i)
    suite.add(batch.expressions[i].name, [run, i](Machine& machine, Report& report) { run->check(i, machine, report); });
}

}  // namespace pewter::conformance
