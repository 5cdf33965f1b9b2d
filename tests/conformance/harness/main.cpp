// SPDX-License-Identifier: Apache-2.0
// The conformance suite: conformance --executor=reference [GoogleTest's options, --gtest_filter=integer.clz*].
#include <gtest/gtest.h>

#include <cstdio>
#include <string_view>

#include "harness/expectations.h"
#include "harness/machine.h"
#include "harness/suite.h"

namespace pewter::conformance {
namespace {

// Writes past the caches wherever a kernel has code for it, however small the dispatch.
std::unique_ptr<exec::Executor> make_streaming(const exec::Options& options) {
  exec::Options streaming = options;
  streaming.stream_from_bytes = 0;
  return exec::make_cpu_executor(streaming);
}

struct ExecutorEntry {
  std::string_view name;
  Machine::MakeExecutor make;
};
// A new executor is one row here and one line in CMakeLists.txt.
constexpr ExecutorEntry kExecutors[] = {
    {"cpu", exec::make_cpu_executor},
    {"cpu_streaming", make_streaming},
    {"reference", exec::make_reference_executor},
};

class CaseTest : public testing::Test {
 public:
  CaseTest(const Case& one, Machine& machine, const Expectation* expectation)
      : case_(one), machine_(machine), expectation_(expectation) {}

  void TestBody() override {
    if (expectation_ && expectation_->kind == Expectation::Kind::never) GTEST_SKIP() << "never: " << expectation_->reason;
    Report report;
    case_.run(machine_, report);
    if (!expectation_) {
      if (report.failed()) ADD_FAILURE() << "\n" << report.text();
    } else if (report.failed()) {
      GTEST_SKIP() << "fails as expected: " << expectation_->reason;
    } else {
      ADD_FAILURE() << "passes, but is listed as an expected failure: take '" << expectation_->pattern << "' off the list";
    }
  }

 private:
  const Case& case_;
  Machine& machine_;
  const Expectation* expectation_;
};

// A list entry that no case answers to is as stale as one that passes.
class ListTest : public testing::Test {
 public:
  explicit ListTest(const Expectations& expectations) : expectations_(expectations) {}
  void TestBody() override {
    for (const Expectation& entry : expectations_.entries())
      EXPECT_GT(entry.matched, 0) << "no case matches '" << entry.pattern << "'";
  }

 private:
  const Expectations& expectations_;
};

int run(int argc, char** argv) {
  testing::InitGoogleTest(&argc, argv);
  std::string_view executor_name = "reference";
  for (int i = 1; i < argc; ++i) {
    const std::string_view argument = argv[i];
    constexpr std::string_view kFlag = "--executor=";
    if (argument.substr(0, kFlag.size()) != kFlag) {
      std::fprintf(stderr, "conformance: unknown argument '%s'\n", argv[i]);
      return 2;
    }
    executor_name = argument.substr(kFlag.size());
  }

  Machine::MakeExecutor make = nullptr;
  for (const ExecutorEntry& entry : kExecutors)
    if (entry.name == executor_name) make = entry.make;
  if (!make) {
    std::fprintf(stderr, "conformance: no executor named '%s'\n", std::string(executor_name).c_str());
    return 2;
  }
  std::string why;
  compiler::Compiler* compiler = compiler::get(&why);
  if (!compiler) {
    std::fprintf(stderr, "conformance: no compiler: %s\n", why.c_str());
    return 2;
  }
  Machine machine(*compiler, make);

  std::string error;
  const Expectations expectations =
      Expectations::read(std::string(PEWTER_EXPECTATIONS_DIR) + "/" + std::string(executor_name) + ".txt", error);
  if (!error.empty()) {
    std::fprintf(stderr, "%s\n", error.c_str());
    return 2;
  }

  Suite suite;
#define PEWTER_FAMILY(name) \
  suite.begin(#name);       \
  add_##name(suite);
#include "families.def"

  for (const Case& one : suite.cases()) {
    const Expectation* expectation = expectations.find(one.family + "." + one.name);
    testing::RegisterTest(one.family.c_str(), one.name.c_str(), nullptr, nullptr, __FILE__, __LINE__,
                          [&one, &machine, expectation]() -> CaseTest* { return new CaseTest(one, machine, expectation); });
  }
  testing::RegisterTest("expectations", "name_existing_cases", nullptr, nullptr, __FILE__, __LINE__,
                        [&]() -> ListTest* { return new ListTest(expectations); });
  return RUN_ALL_TESTS();
}

}  // namespace
}  // namespace pewter::conformance

int main(int argc, char** argv) { return pewter::conformance::run(argc, argv); }
