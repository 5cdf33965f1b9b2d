// SPDX-License-Identifier: Apache-2.0
#include "compiler/exit_gate.h"

#include <gtest/gtest.h>

#include <atomic>
#include <latch>

namespace pewter::compiler {
namespace {

// Compiles nothing, and takes as long as the test wants.
class SlowTranslator final : public Translator {
 public:
  Result<LibraryIndex, Diagnostics> index(const Source&, const Options&) override { return LibraryIndex{}; }
  Result<model::KernelImage, Diagnostics> compile(const Source&, const Options&, const KernelRequest&) override {
    began.count_down();
    may_end.wait();
    ended = true;
    return model::KernelImage{};
  }
  Result<model::KernelInfo, Diagnostics> describe(const Source&, const Options&, const KernelRequest&) override {
    return model::KernelInfo{};
  }
  Result<std::string, Diagnostics> emit(const Source&, const Options&, const KernelRequest&, Emit) override {
    return std::string();
  }

  std::latch began{1}, may_end{1};
  std::atomic<bool> ended{false};
};

TEST(ExitGate, LetsThroughWhileOpen) {
  SlowTranslator slow;
  ExitGate gate(slow);
  EXPECT_TRUE(gate.index({}, {}).ok());
}

TEST(ExitGate, WaitsForWhatRuns) {
  SlowTranslator slow;
  ExitGate gate(slow);
  std::thread compiling([&] { EXPECT_TRUE(gate.compile({}, {}, {}).ok()); });
  slow.began.wait();
  std::thread later([&] { slow.may_end.count_down(); });
  gate.close(60);
  EXPECT_TRUE(slow.ended);
  compiling.join();
  later.join();
}

TEST(ExitGate, DoesNotWaitForEver) {
  SlowTranslator slow;
  ExitGate gate(slow);
  std::thread compiling([&] { (void)gate.compile({}, {}, {}); });
  slow.began.wait();
  gate.close(0.001);
  EXPECT_FALSE(slow.ended);
  slow.may_end.count_down();
  compiling.join();
}

TEST(ExitGate, RefusesTheThreadThatEndsTheProcess) {
  SlowTranslator slow;
  ExitGate gate(slow);
  gate.close(0);
  EXPECT_FALSE(gate.describe({}, {}, {}).ok());
  const auto refused = gate.index({}, {});
  ASSERT_FALSE(refused.ok());
  EXPECT_NE(refused.error().text.find("the process is ending"), std::string::npos);
}

}  // namespace
}  // namespace pewter::compiler
