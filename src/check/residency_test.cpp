// SPDX-License-Identifier: Apache-2.0
// PW403: what kernels reach through addresses in memory, and what makes it resident.
#include <gmock/gmock.h>

#include "check/state/address_map.h"
#include "check/testing/program.h"

namespace pewter::check {
namespace {

using model::EventKind;
using model::ObjectClass;
using model::ObjectId;
using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::NamedStacks;
using testing::Program;
using testing::rules_of;
using ::testing::SizeIs;
using ::testing::UnorderedElementsAre;

TEST(AddressMap, FindsAllThatAnAddressLiesIn) {
  AddressMap map;
  map.add(1, 1000, 100);
  map.add(2, 1050, 10);
  map.add(3, 2000, 5000);
  map.add(4, 1000, 100);
  EXPECT_THAT(map.at(999), IsEmpty());
  EXPECT_THAT(map.at(1000), UnorderedElementsAre(1, 4));
  EXPECT_THAT(map.at(1055), UnorderedElementsAre(1, 2, 4));
  EXPECT_THAT(map.at(1060), UnorderedElementsAre(1, 4));
  EXPECT_THAT(map.at(1100), IsEmpty());
  EXPECT_THAT(map.at(6999), ElementsAre(3));
  map.remove(1);
  map.remove(1);
  EXPECT_THAT(map.at(1010), ElementsAre(4));
}

constexpr ObjectId kQueue = 900, kTable = 600, kWeights = 601, kOther = 602, kHeap = 603, kPiece = 604, kSet = 700;
constexpr std::uint64_t kTableAt = 0x10000, kWeightsAt = 0x20000, kOtherAt = 0x30000, kPieceAt = 0x40000;

// A program whose kernel finds the address of `weights` in a table.
class NotResident : public ::testing::Test {
 protected:
  NotResident() {
    make(kTable, kTableAt);
    make(kWeights, kWeightsAt);
    make(kOther, kOtherAt);
    program.on({.kind = EventKind::object_created, .object_class = ObjectClass::heap, .object = kHeap});
    make(kPiece, kPieceAt, kHeap);
    buffer = program.buffer_of(kQueue);
    encoder = program.open(buffer);
  }

  void make(ObjectId id, std::uint64_t address, ObjectId parent = 1) {
    program.on(
        {.kind = EventKind::object_created, .object_class = ObjectClass::buffer, .object = id, .parent = parent});
    program.on({.kind = EventKind::memory_placed,
                .object_class = ObjectClass::buffer,
                .object = id,
                .parent = parent,
                .value = address,
                .aux = 256});
  }
  void take(ObjectId id) {
    program.on(
        {.kind = EventKind::address_taken, .object_class = ObjectClass::buffer, .object = id, .call = "gpuAddress"});
  }
  void write(ObjectId id, std::uint64_t offset = 8) {
    NamedStacks::at("write");
    program.on({.kind = EventKind::argument_written,
                .object_class = ObjectClass::buffer,
                .object = kTable,
                .parent = 5,
                .value = offset,
                .aux = id,
                .call = "setBuffer:offset:atIndex:"});
  }
  void command(model::Command command, ObjectId on, const char* call) {
    program.on({.kind = EventKind::command_recorded,
                .object_class = Program::kEncoder,
                .object = on,
                .parent = buffer,
                .call = call,
                .command = &command});
  }
  void use(ObjectId id, ObjectId on = 0) {
    const model::ResourceUse told{.resource = id, .access = model::Access::read};
    command({.kind = model::CommandKind::use_resource, .uses = {&told, 1}}, on ? on : encoder, "useResource:usage:");
  }
  // With the table bound, and `bound` besides. Gives its number.
  std::uint64_t dispatch(std::vector<ObjectId> bound = {}) {
    NamedStacks::at("dispatch");
    bound.push_back(kTable);
    const model::ResourceUse told{.resource = kTable, .access = model::Access::read_write, .index = 0};
    command(
        {.kind = model::CommandKind::dispatch, .uses = {&told, 1}, .text = "k", .value = ++dispatches, .bound = bound},
        encoder, "dispatchThreads:threadsPerThreadgroup:");
    return dispatches;
  }
  // A dispatch that has no pointers and binds `id`.
  void plain_dispatch(ObjectId id, model::Access access) {
    const model::ResourceUse told{.resource = id, .access = access, .index = 0};
    command({.kind = model::CommandKind::dispatch, .uses = {&told, 1}, .text = "plain"}, encoder, "dispatchThreads:");
  }
  void finds(std::uint64_t dispatch, std::vector<model::Pointer> pointers) {
    model::Command command{.kind = model::CommandKind::dispatch, .value = dispatch, .pointers = pointers};
    program.on({.kind = EventKind::pointers_found,
                .object_class = Program::kEncoder,
                .object = encoder,
                .parent = buffer,
                .value = dispatch,
                .call = "commit",
                .command = &command});
  }
  static model::Pointer pointer(std::uint64_t address, std::uint32_t array = 0, std::uint64_t offset = 8) {
    return {.table = kTable, .offset = offset, .address = address, .index = 0, .array = array};
  }
  void commit_with(std::uint64_t dispatch, std::vector<model::Pointer> pointers) {
    finds(dispatch, std::move(pointers));
    program.end(encoder, buffer);
    program.commit(buffer);
  }
  void set_event(EventKind kind, ObjectId object, ObjectId value = 0) {
    NamedStacks::at("set");
    program.on({.kind = kind,
                .object_class = object == kSet ? ObjectClass::residency_set : ObjectClass::command_queue,
                .object = object,
                .value = value,
                .call = "addAllocation:"});
  }
  std::vector<std::string> sides() {
    std::vector<std::string> names;
    const model::Finding finding = program.checker.findings().at(0);
    for (const model::Side& side : finding.sides)
      names.push_back(program.stacks.name(side.moment.stack));
    return names;
  }

  Program program;
  ObjectId buffer = 0, encoder = 0;
  std::uint64_t dispatches = 0;
};

TEST_F(NotResident, WrittenByAnArgumentEncoder) {
  write(kWeights);
  commit_with(dispatch(), {pointer(kWeightsAt + 16)});
  ASSERT_THAT(rules_of(program), ElementsAre("PW403"));
  const model::Finding finding = program.checker.findings()[0];
  EXPECT_EQ(finding.object.id, kWeights);
  EXPECT_THAT(sides(), ElementsAre("write", "dispatch"));
  EXPECT_THAT(finding.message, AllOf(HasSubstr("'k' reaches MTLBuffer 601"), HasSubstr("byte 8 of MTLBuffer 600")));
  EXPECT_THAT(finding.fix, AllOf(HasSubstr("useResource(MTLBuffer 601"), HasSubstr("'k'")));
}

TEST_F(NotResident, WrittenByTheProgram) {
  NamedStacks::at("take");
  take(kWeights);
  commit_with(dispatch(), {pointer(kWeightsAt)});
  EXPECT_THAT(rules_of(program), ElementsAre("PW403"));
  EXPECT_THAT(sides(), ElementsAre("take", "dispatch"));
}

TEST_F(NotResident, TheSlotThatWasWrittenOverIsNotWhereItWasWritten) {
  NamedStacks::at("take");
  take(kWeights);
  write(kOther);
  commit_with(dispatch(), {pointer(kWeightsAt)});
  EXPECT_THAT(sides(), ElementsAre("take", "dispatch"));
}

TEST_F(NotResident, SilentOnNumbersThatAreNobodysAddress) {
  commit_with(dispatch(), {pointer(kWeightsAt), pointer(12345)});
  EXPECT_THAT(rules_of(program), IsEmpty());
}

TEST_F(NotResident, SilentOnBuffersThatAreGone) {
  write(kWeights);
  program.on({.kind = EventKind::object_destroyed, .object_class = ObjectClass::buffer, .object = kWeights});
  commit_with(dispatch(), {pointer(kWeightsAt)});
  EXPECT_THAT(rules_of(program), IsEmpty());
}

TEST_F(NotResident, SilentWhereUsedBefore) {
  write(kWeights);
  use(kWeights);
  dispatch();
  commit_with(dispatch(), {pointer(kWeightsAt)});
  EXPECT_THAT(rules_of(program), IsEmpty());
}

TEST_F(NotResident, UsedTooLate) {
  write(kWeights);
  const std::uint64_t number = dispatch();
  NamedStacks::at("use");
  use(kWeights);
  commit_with(number, {pointer(kWeightsAt)});
  ASSERT_THAT(rules_of(program), ElementsAre("PW403"));
  EXPECT_THAT(sides(), ElementsAre("write", "dispatch", "use"));
  EXPECT_THAT(program.checker.findings()[0].because, ::testing::Contains(HasSubstr("after the dispatch")));
}

TEST_F(NotResident, UsedOnAnotherEncoder) {
  write(kWeights);
  use(kWeights);
  program.end(encoder, buffer);
  encoder = program.open(buffer);
  commit_with(dispatch(), {pointer(kWeightsAt)});
  ASSERT_THAT(rules_of(program), ElementsAre("PW403"));
  EXPECT_THAT(program.checker.findings()[0].because, ::testing::Contains(HasSubstr("that encoder")));
}

TEST_F(NotResident, UsedInTheCommandBufferBefore) {
  write(kWeights);
  use(kWeights);
  commit_with(dispatch(), {pointer(kWeightsAt)});
  buffer = program.buffer_of(kQueue);
  encoder = program.open(buffer);
  commit_with(dispatch(), {pointer(kWeightsAt)});
  EXPECT_THAT(rules_of(program), ElementsAre("PW403"));
}

TEST_F(NotResident, SilentWhereBound) {
  write(kWeights);
  commit_with(dispatch({kWeights}), {pointer(kWeightsAt)});
  EXPECT_THAT(rules_of(program), IsEmpty());
}

TEST_F(NotResident, SilentWhereAnEarlierDispatchHadItBound) {
  write(kWeights);
  const ObjectId first = encoder;
  use(kWeights);
  program.end(encoder, buffer);
  encoder = program.open(buffer);
  ASSERT_NE(encoder, first);
  plain_dispatch(kWeights, model::Access::read);
  commit_with(dispatch(), {pointer(kWeightsAt)});
  EXPECT_THAT(rules_of(program), IsEmpty());
}

TEST_F(NotResident, NamedByABarrierOnly) {
  write(kWeights);
  const model::ResourceUse told{.resource = kWeights, .access = model::Access::read_write};
  command({.kind = model::CommandKind::memory_barrier, .uses = {&told, 1}}, encoder,
          "memoryBarrierWithResources:count:");
  commit_with(dispatch(), {pointer(kWeightsAt)});
  EXPECT_THAT(rules_of(program), ElementsAre("PW403"));
}

TEST_F(NotResident, BoundByALaterDispatchOnly) {
  write(kWeights);
  const std::uint64_t number = dispatch();
  plain_dispatch(kWeights, model::Access::read);
  commit_with(number, {pointer(kWeightsAt)});
  EXPECT_THAT(rules_of(program), ElementsAre("PW403"));
}

TEST_F(NotResident, HeapOfTheResource) {
  write(kPiece);
  const std::uint64_t first = dispatch();
  use(kHeap);
  const std::uint64_t second = dispatch();
  finds(second, {pointer(kPieceAt)});
  EXPECT_THAT(rules_of(program), IsEmpty());
  finds(first, {pointer(kPieceAt)});
  ASSERT_THAT(rules_of(program), ElementsAre("PW403"));
  EXPECT_THAT(program.checker.findings()[0].fix, HasSubstr("useHeap(MTLHeap 603)"));
}

TEST_F(NotResident, SilentWhereASetHasTheHeap) {
  write(kPiece);
  set_event(EventKind::allocation_added, kSet, kHeap);
  set_event(EventKind::residency_committed, kSet);
  set_event(EventKind::residency_set_added, kQueue, kSet);
  commit_with(dispatch(), {pointer(kPieceAt)});
  EXPECT_THAT(rules_of(program), IsEmpty());
}

TEST_F(NotResident, SetThatWasNotCommittedSince) {
  write(kWeights);
  set_event(EventKind::residency_set_added, kQueue, kSet);
  set_event(EventKind::residency_committed, kSet);
  set_event(EventKind::allocation_added, kSet, kWeights);
  commit_with(dispatch(), {pointer(kWeightsAt)});
  ASSERT_THAT(rules_of(program), ElementsAre("PW403"));
  const model::Finding finding = program.checker.findings()[0];
  EXPECT_THAT(sides(), ElementsAre("write", "set", "dispatch"));
  EXPECT_EQ(finding.cause, "a residency set that was not committed");
  EXPECT_THAT(finding.fix, HasSubstr("commit() on"));
}

TEST_F(NotResident, SetOfNobody) {
  write(kWeights);
  set_event(EventKind::allocation_added, kSet, kWeights);
  set_event(EventKind::residency_committed, kSet);
  commit_with(dispatch(), {pointer(kWeightsAt)});
  ASSERT_THAT(rules_of(program), ElementsAre("PW403"));
  EXPECT_THAT(program.checker.findings()[0].fix, HasSubstr("addResidencySet"));
}

TEST_F(NotResident, SilentWhereTheCommandBufferHasTheSet) {
  write(kWeights);
  set_event(EventKind::allocation_added, kSet, kWeights);
  set_event(EventKind::residency_committed, kSet);
  set_event(EventKind::residency_set_added, buffer, kSet);
  commit_with(dispatch(), {pointer(kWeightsAt)});
  EXPECT_THAT(rules_of(program), IsEmpty());
}

TEST_F(NotResident, RemovalsCountFromTheCommitOn) {
  write(kWeights);
  set_event(EventKind::residency_set_added, kQueue, kSet);
  set_event(EventKind::allocation_added, kSet, kWeights);
  set_event(EventKind::residency_committed, kSet);
  set_event(EventKind::allocation_removed, kSet, 0);
  const std::uint64_t number = dispatch();
  finds(number, {pointer(kWeightsAt)});
  EXPECT_THAT(rules_of(program), IsEmpty());
  set_event(EventKind::residency_committed, kSet);
  finds(number, {pointer(kWeightsAt)});
  EXPECT_THAT(rules_of(program), ElementsAre("PW403"));
}

TEST_F(NotResident, SetTakenFromTheQueue) {
  write(kWeights);
  set_event(EventKind::residency_set_added, kQueue, kSet);
  set_event(EventKind::allocation_added, kSet, kWeights);
  set_event(EventKind::residency_committed, kSet);
  set_event(EventKind::residency_set_removed, kQueue, kSet);
  commit_with(dispatch(), {pointer(kWeightsAt)});
  EXPECT_THAT(rules_of(program), ElementsAre("PW403"));
}

TEST_F(NotResident, OfAnArrayOneIsEnough) {
  write(kWeights);
  take(kOther);
  use(kOther);
  commit_with(dispatch(), {pointer(kWeightsAt, 1), pointer(kOtherAt, 1, 16)});
  EXPECT_THAT(rules_of(program), IsEmpty());
}

TEST_F(NotResident, OfAnArrayNone) {
  write(kWeights);
  take(kOther);
  commit_with(dispatch(), {pointer(kWeightsAt, 1), pointer(kOtherAt, 1, 16)});
  ASSERT_THAT(program.checker.findings(), SizeIs(1));
  EXPECT_EQ(program.checker.findings()[0].object.id, kWeights);
}

TEST_F(NotResident, ArraysAreTheirOwn) {
  write(kWeights);
  take(kOther);
  use(kOther);
  commit_with(dispatch(), {pointer(kOtherAt, 1), pointer(kWeightsAt, 2, 16)});
  EXPECT_THAT(rules_of(program), ElementsAre("PW403"));
}

TEST_F(NotResident, SilentWhereTheGpuIsAboutToWriteTheTable) {
  write(kWeights);
  plain_dispatch(kTable, model::Access::write);
  commit_with(dispatch(), {pointer(kWeightsAt)});
  EXPECT_THAT(rules_of(program), IsEmpty());
  // Done: from then on the table is what it is.
  program.completes(buffer);
  buffer = program.buffer_of(kQueue);
  encoder = program.open(buffer);
  commit_with(dispatch(), {pointer(kWeightsAt)});
  EXPECT_THAT(rules_of(program), ElementsAre("PW403"));
}

TEST_F(NotResident, SilentWhereOneOfThoseThatShareTheMemoryIsResident) {
  make(kOther + 100, kWeightsAt);
  take(kOther + 100);
  write(kWeights);
  use(kOther + 100);
  commit_with(dispatch(), {pointer(kWeightsAt)});
  EXPECT_THAT(rules_of(program), IsEmpty());
}

}  // namespace
}  // namespace pewter::check
