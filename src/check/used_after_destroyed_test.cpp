// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>

#include "check/testing/program.h"

namespace pewter::check {
namespace {

using testing::NamedStacks;
using testing::Program;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

void let_go(Program& program, model::ObjectId buffer) {
  NamedStacks::at("release");
  program.on({.kind = model::EventKind::object_destroyed,
              .object_class = model::ObjectClass::command_buffer,
              .object = buffer,
              .call = "release"});
}
model::Finding use(Program& program, model::ObjectId buffer) {
  NamedStacks::at("use");
  EXPECT_FALSE(program.refused("PW404", buffer, "commit"));
  const auto findings = program.checker.findings();
  EXPECT_THAT(findings, SizeIs(1));
  return findings.at(0);
}

TEST(UsedAfterDestroyed, ByTheSameThread) {
  Program program;
  const auto buffer = program.buffer();
  let_go(program, buffer);
  const model::Finding finding = use(program, buffer);
  EXPECT_EQ(finding.object.id, buffer);
  EXPECT_EQ(finding.object.object_class, model::ObjectClass::command_buffer);
  ASSERT_THAT(finding.sides, SizeIs(2));
  EXPECT_EQ(program.stacks.name(finding.sides[0].moment.stack), "release");
  EXPECT_EQ(program.stacks.name(finding.sides[1].moment.stack), "use");
  EXPECT_THAT(finding.cause, HasSubstr("released too early"));
  EXPECT_THAT(finding.missing_order, IsEmpty());
}

TEST(UsedAfterDestroyed, ByAThreadThatNothingOrders) {
  Program program;
  const auto buffer = program.buffer();
  program.apart([&] { let_go(program, buffer); });
  model::Finding finding;
  program.apart([&] { finding = use(program, buffer); });
  EXPECT_THAT(finding.cause, HasSubstr("a race between the last release"));
  EXPECT_THAT(finding.missing_order, HasSubstr("last release"));
}

TEST(UsedAfterDestroyed, ByAThreadThatComesAfterIsNoRace) {
  Program program;
  const auto buffer = program.buffer();
  program.joined([&] { let_go(program, buffer); });
  const model::Finding finding = use(program, buffer);
  EXPECT_THAT(finding.cause, HasSubstr("released by one thread and used by another"));
  EXPECT_THAT(finding.missing_order, IsEmpty());
  EXPECT_THAT(finding.caveat, IsEmpty());
}

// Objects that are gone are forgotten at some time, their names and ends later.
TEST(UsedAfterDestroyed, TheRightObjectIsNamedLongAfterwards) {
  Program program;
  const auto buffer = program.buffer();
  program.on({.kind = model::EventKind::label_set,
              .object_class = model::ObjectClass::command_buffer,
              .object = buffer,
              .text = "frame"});
  let_go(program, buffer);
  for (int i = 0; i < 5000; ++i) let_go(program, program.buffer());
  const model::Finding finding = use(program, buffer);
  EXPECT_EQ(finding.object.id, buffer);
  EXPECT_EQ(finding.object.label, "frame");
  ASSERT_THAT(finding.sides, SizeIs(2));
  EXPECT_EQ(finding.sides[0].moment.object, buffer);
}

}  // namespace
}  // namespace pewter::check
