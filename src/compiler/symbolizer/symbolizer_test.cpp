// SPDX-License-Identifier: Apache-2.0
#include "compiler/symbolizer/symbolizer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>

#include "stacks/stack_recorder.h"

namespace pewter::compiler {
namespace {

using testing::EndsWith;
using testing::HasSubstr;

model::StackRecorder& recorder() {
  static auto* recorder =
      stacks::make_stack_recorder({.symbolizer = &process_symbolizer, .describe_made_code = {}}).release();
  return *recorder;
}

struct Here {
  model::StackId stack;
  int line;
};
#define HERE \
  Here { recorder().capture(), __LINE__ }

inline __attribute__((always_inline)) Here inlined() { return HERE; }

namespace space {
struct Class {
  __attribute__((noinline)) static Here method(int) { return HERE; }
};
}  // namespace space

const model::Frame* find(const model::Stack& stack, std::string_view function) {
  const auto found = std::ranges::find_if(
      stack, [&](const auto& frame) { return frame.function.find(function) != frame.function.npos; });
  return found == stack.end() ? nullptr : &*found;
}

TEST(Symbolizer, SaysFileAndLine) {
  const Here here = space::Class::method(1);
  const model::Stack stack = recorder().resolve(here.stack);
  ASSERT_GE(stack.size(), 3u);
  EXPECT_THAT(stack[0].function, HasSubstr("space::Class::method(int)"));
  EXPECT_THAT(stack[0].file, EndsWith("symbolizer_test.cpp"));
  EXPECT_EQ(stack[0].line, static_cast<std::uint32_t>(here.line));
  EXPECT_THAT(stack[0].module, EndsWith("symbolizer_test"));
  EXPECT_GT(stack[0].function_offset, 0u);
  EXPECT_FALSE(stack[0].inlined);
  EXPECT_FALSE(stack[0].runtime);
  ASSERT_NE(find(stack, "SaysFileAndLine"), nullptr);
  EXPECT_NE(find(stack, "main"), nullptr);
}

TEST(Symbolizer, ShowsWhatWasInlined) {
  const Here here = inlined();
  const model::Stack stack = recorder().resolve(here.stack);
  ASSERT_GE(stack.size(), 2u);
  EXPECT_THAT(stack[0].function, HasSubstr("inlined"));
  EXPECT_EQ(stack[0].line, static_cast<std::uint32_t>(here.line));
  EXPECT_TRUE(stack[0].inlined);
  EXPECT_THAT(stack[1].function, HasSubstr("ShowsWhatWasInlined"));
  EXPECT_FALSE(stack[1].inlined);
  EXPECT_EQ(stack[0].address, stack[1].address);
}

TEST(Symbolizer, FunctionsOfTheCLibrary) {
  static model::StackId seen;
  int numbers[] = {2, 1};
  std::qsort(numbers, 2, sizeof(int), [](const void*, const void*) {
    seen = recorder().capture();
    return 0;
  });
  const model::Stack stack = recorder().resolve(seen);
  const model::Frame* frame = find(stack, "qsort");
  ASSERT_NE(frame, nullptr);
  EXPECT_THAT(frame->module, HasSubstr("libc.so"));
  EXPECT_GT(frame->module_offset, 0u);
}

TEST(Symbolizer, KnowsNothingOfNoFile) {
  EXPECT_TRUE(process_symbolizer()->symbolize("/no/such/file", 0x1000).empty());
  EXPECT_TRUE(process_symbolizer()->symbolize("/etc/passwd", 0x1000).empty());
}

}  // namespace
}  // namespace pewter::compiler
