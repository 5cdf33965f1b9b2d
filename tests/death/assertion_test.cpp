// SPDX-License-Identifier: Apache-2.0
// Every assertion of the crash log, and those of MetalPerformanceShaders: the exact line on standard error, once, and
// SIGABRT; from one thread, and from eight at once, many times over.
#include <gtest/gtest.h>

#include <cstdlib>

#include "child.h"

namespace {

struct Row {
  const char* scenario;
  std::vector<std::string> lines;  // ends in one of these
  bool is_whole() const { return lines[0].rfind("failed", 0) != 0; }
};

// With several threads a misuse may meet another: both of its lines are right then.
const std::string kSecondCompute =
    "-[AGXG16XFamilyCommandBuffer tryCoalescingPreviousComputeCommandEncoderWithConfig:nextEncoderClass:]:1091: failed assertion "
    "'A command encoder is already encoding to this command buffer'";

// The end of the line, which crash reports agree on; the location in front of it varies between systems.
std::string ends_in(const char* message) { return "failed assertion '" + std::string(message) + "'"; }

const char* const kProduct =
    "[MPSMatrixMultiplication, encodeToCommandBuffer:leftMatrix:rightMatrix:resultMatrix:] Error: ";
std::string product(const char* sentence) {
  return "MetalPerformanceShaders:1: " + ends_in((kProduct + std::string(sentence)).c_str());
}

const std::vector<Row>& rows() {
  static const std::vector<Row> table{
      {"second_compute_encoder", {kSecondCompute}},
      {"second_compute_encoder_concurrent", {kSecondCompute}},
      {"second_blit_encoder", {ends_in("A command encoder is already encoding to this command buffer")}},
      {"compute_encoder_while_blit_is_open", {ends_in("A command encoder is already encoding to this command buffer")}},
      {"encoders_meet", {kSecondCompute}},
      {"commit_with_open_encoder", {ends_in("commit command buffer with uncommitted encoder")}},
      {"double_commit", {ends_in("commit an already committed command buffer")}},
      {"commits_meet", {ends_in("commit an already committed command buffer")}},
      {"completed_handler_after_commit", {ends_in("Completed handler provided after commit call")}},
      {"scheduled_handler_after_commit", {ends_in("Scheduled handler provided after commit call")}},
      {"encode_after_commit", {ends_in("_status < MTLCommandBufferStatusCommitted")}},
      {"blit_after_commit", {ends_in("_status < MTLCommandBufferStatusCommitted")}},
      {"signal_with_open_encoder", {ends_in("encodeSignalEvent:value: with uncommitted encoder")}},
      {"wait_with_open_encoder", {ends_in("encodeWaitForEvent:value: with uncommitted encoder")}},
      {"released_without_end", {ends_in("Command encoder released without endEncoding")}},
      {"use_after_end", {ends_in("endEncoding has already been called")}},
      {"bytes_after_end", {ends_in("endEncoding has already been called")}},
      {"dispatch_after_end", {ends_in("endEncoding has already been called")}},
      {"double_end", {ends_in("endEncoding has already been called")}},
      {"ends_meet", {ends_in("endEncoding has already been called")}},
      {"product_of_small_buffer",
       {"MetalPerformanceShaders:1: " +
        ends_in(
            "[MPSMatrix, initWithBuffer:descriptor:] Error: buffer is not large enough. Must be 64 bytes, is 60.")}},
      {"product_of_wrong_shape", {product("the left matrix has 4 columns; columns 0 to 0 + 5 are asked for.")}},
      {"product_of_wrong_types",
       {product("a product of Float32 and Float16 with a result of Float32 is not supported.")}},
      {"product_into_factor", {product("the destination overlaps a source in memory.")}},
      {"product_without_factor", {product("commandBuffer, leftMatrix, rightMatrix and resultMatrix may not be nil.")}},
  };
  return table;
}

bool ends_with(const std::string& text, const std::string& end) {
  return text.size() >= end.size() && text.compare(text.size() - end.size(), end.size(), end) == 0;
}

class Assertion : public testing::TestWithParam<std::size_t> {
 protected:
  void expect_death(int threads) {
    const Row& row = rows()[GetParam()];
    const death::Outcome outcome = death::run({PEWTER_MISUSE, row.scenario, std::to_string(threads)}, std::chrono::seconds(60));
    ASSERT_FALSE(outcome.timed_out) << "hangs; so far it said:\n" << outcome.error;
    ASSERT_EQ(outcome.signal, SIGABRT) << "exit code " << outcome.exit_code << "\n" << outcome.error;
    // Nothing but the line: whoever was second does not speak too.
    const auto lines = death::lines(outcome.error);
    ASSERT_EQ(lines.size(), 1u) << outcome.error;
    bool known = false;
    for (const std::string& line : row.lines) known |= ends_with(lines[0], line);
    EXPECT_TRUE(known) << lines[0];
    if (row.is_whole())
      EXPECT_EQ(lines[0], row.lines[0]);
    else
      EXPECT_EQ(lines[0].substr(0, 2), "-[") << lines[0];
  }
};

TEST_P(Assertion, FromOneThread) { expect_death(1); }

TEST_P(Assertion, FromEightThreads) {
  const char* asked = std::getenv("PEWTER_DEATH_REPEATS");
  const int repeats = asked ? std::atoi(asked) : 50;
  for (int n = 0; n < repeats && !HasFatalFailure(); ++n) expect_death(8);
}

INSTANTIATE_TEST_SUITE_P(All, Assertion, testing::Range(std::size_t(0), rows().size()),
                         [](const auto& info) { return std::string(rows()[info.param].scenario); });

// The table above and the program know the same scenarios.
TEST(AssertionTable, IsComplete) {
  for (const Row& row : rows()) {
    const auto outcome = death::run({PEWTER_MISUSE, row.scenario, "1"}, std::chrono::seconds(60));
    EXPECT_NE(outcome.exit_code, 2) << row.scenario;
  }
}

// What the rows about products do wrong, done right.
TEST(AssertionTable, RightProductsPass) {
  for (const char* threads : {"1", "8"}) {
    const auto outcome = death::run({PEWTER_MISUSE, "right_product", threads}, std::chrono::seconds(60));
    EXPECT_EQ(outcome.signal, 0) << outcome.error;
    EXPECT_EQ(outcome.exit_code, 0) << outcome.error;
    EXPECT_EQ(death::lines(outcome.error).size(), 1u) << outcome.error;  // that it was let pass
  }
}

}  // namespace
