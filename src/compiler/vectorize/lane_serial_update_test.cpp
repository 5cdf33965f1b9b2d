// SPDX-License-Identifier: Apache-2.0
#include "compiler/vectorize/lane_serial.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <thread>

#include "compiler/vectorize/lane_serial_test_support.h"

namespace pewter::compiler {
namespace {

using testing::HasSubstr;
using testing::Not;
using testing_support::argument;
using testing_support::Operands;
using testing_support::Random;
using testing_support::scalar_code;
using testing_support::TestModule;
using testing_support::Words;
using Operation = llvm::AtomicRMWInst::BinOp;

llvm::AtomicRMWInst& original_rmw(llvm::IRBuilder<>& scalar, Operation operation, llvm::Type* type) {
  return *scalar.CreateAtomicRMW(operation, argument(scalar), llvm::Constant::getNullValue(type),
                                 llvm::Align(type->getPrimitiveSizeInBits() / 8), llvm::AtomicOrdering::Monotonic);
}

struct Case {
  Operation operation;
  bool is_float = false;
  bool one_address = false;  // for all lanes
  bool one_value = false;
  bool exclusive = false;
  bool result_used = true;

  std::string name() const {
    return llvm::AtomicRMWInst::getOperationName(operation).str() + (one_address ? "_address" : "") +
           (one_value ? "_value" : "") + (exclusive ? "_exclusive" : "") + (result_used ? "" : "_unused");
  }
};

std::vector<Case> all_cases() {
  std::vector<Case> cases;
  for (Operation operation :
       {Operation::Add, Operation::Sub, Operation::And, Operation::Or, Operation::Xor, Operation::Max, Operation::Min,
        Operation::UMax, Operation::UMin, Operation::Xchg, Operation::Nand, Operation::FAdd, Operation::FSub})
    for (unsigned bits = 0; bits < 16; ++bits)
      cases.push_back({operation, operation == Operation::FAdd || operation == Operation::FSub, (bits & 1) != 0,
                       (bits & 2) != 0, (bits & 4) != 0, (bits & 8) != 0});
  return cases;
}

void emit(const Operands& operands, llvm::IRBuilder<>& scalar, const Case& which) {
  llvm::IRBuilder<>& builder = operands.builder;
  llvm::Type* type = which.is_float ? builder.getFloatTy() : builder.getInt32Ty();
  llvm::Value* pointer = operands.pointer(0);
  if (!which.one_address) pointer = builder.CreateGEP(type, pointer, operands.vector(1, builder.getInt32Ty()));
  llvm::Value* value = which.one_value ? operands.scalar(2, type) : operands.vector(2, type);
  llvm::Value* result = emit_atomic_rmw(builder, original_rmw(scalar, which.operation, type), pointer, value,
                                        operands.mask, which.result_used, which.exclusive);
  ASSERT_EQ(result != nullptr, which.result_used);
  if (result) operands.store(0, result);
}

std::uint32_t updated(const Case& which, std::uint32_t old, std::uint32_t value) {
  const auto as_float = [](std::uint32_t bits) { return std::bit_cast<float>(bits); };
  const auto as_int = [](std::uint32_t bits) { return static_cast<std::int32_t>(bits); };
  switch (which.operation) {
    case Operation::Add:
      return old + value;
    case Operation::Sub:
      return old - value;
    case Operation::And:
      return old & value;
    case Operation::Or:
      return old | value;
    case Operation::Xor:
      return old ^ value;
    case Operation::Nand:
      return ~(old & value);
    case Operation::Xchg:
      return value;
    case Operation::Max:
      return as_int(old) > as_int(value) ? old : value;
    case Operation::Min:
      return as_int(old) < as_int(value) ? old : value;
    case Operation::UMax:
      return std::max(old, value);
    case Operation::UMin:
      return std::min(old, value);
    case Operation::FAdd:
      return std::bit_cast<std::uint32_t>(as_float(old) + as_float(value));
    case Operation::FSub:
      return std::bit_cast<std::uint32_t>(as_float(old) - as_float(value));
    default:
      ADD_FAILURE();
      return 0;
  }
}

void check(const TestModule& module, const std::string& function, const Case& which, std::uint32_t mask,
           Random& random) {
  Words memory = random.words(which.is_float);
  Words index;
  for (std::uint32_t& place : index) place = random() % 8;  // lanes meet
  const Words value = random.words(which.is_float);
  Words expected_memory = memory, expected = {};
  for (unsigned lane = 0; lane < kLanes; ++lane) {
    if (!(mask >> lane & 1)) continue;
    std::uint32_t& place = expected_memory[which.one_address ? 0 : index[lane]];
    expected[lane] = place;
    place = updated(which, place, value[which.one_value ? 0 : lane]);
  }
  Words result = {};
  const void* inputs[] = {memory.data(), index.data(), value.data()};
  void* outputs[] = {result.data()};
  module.run(function, inputs, mask, outputs);
  EXPECT_EQ(memory, expected_memory) << function << " mask " << std::hex << mask;
  for (unsigned lane = 0; lane < kLanes && which.result_used; ++lane)
    if (mask >> lane & 1) EXPECT_EQ(result[lane], expected[lane]) << function << " lane " << lane;
}

constexpr std::uint32_t kConstantMasks[] = {UINT32_MAX, 0xf0f01010u, 0x00800004u};

class LaneUpdates : public testing::TestWithParam<bool> {};
INSTANTIATE_TEST_SUITE_P(Ways, LaneUpdates, testing::Bool(), [](const auto& info) { return info.param ? "O2" : "O0"; });

TEST_P(LaneUpdates, ReadModifyWriteGoesInLaneOrder) {
  TestModule module(TestModule::host_features());
  llvm::IRBuilder<> scalar(scalar_code(module));
  for (const Case& which : all_cases()) {
    module.add(which.name(), [&](const Operands& operands) { emit(operands, scalar, which); });
    for (std::uint32_t mask : kConstantMasks)
      if (which.result_used)
        module.add(
            which.name() + std::to_string(mask), [&](const Operands& operands) { emit(operands, scalar, which); },
            mask);
  }
  module.compile(GetParam());
  Random random;
  for (const Case& which : all_cases()) {
    for (int round = 0; round < 8; ++round) check(module, which.name(), which, random.mask(round), random);
    for (std::uint32_t mask : kConstantMasks)
      if (which.result_used) check(module, which.name() + std::to_string(mask), which, mask, random);
  }
}

TEST_P(LaneUpdates, WideIntegersCombineToo) {
  TestModule module;
  llvm::IRBuilder<> scalar(scalar_code(module));
  llvm::Type* wide = scalar.getInt64Ty();
  for (Operation operation : {Operation::UMax, Operation::Add})
    for (bool one_value : {false, true})
      module.add(llvm::AtomicRMWInst::getOperationName(operation).str() + (one_value ? "1" : ""),
                 [&](const Operands& operands) {
                   llvm::Value* value = one_value ? operands.scalar(1, wide) : operands.vector(1, wide);
                   operands.store(0, emit_atomic_rmw(operands.builder, original_rmw(scalar, operation, wide),
                                                     operands.pointer(0), value, operands.mask, true, false));
                 });
  module.compile(GetParam());
  std::array<std::uint64_t, kLanes> values, found;
  for (unsigned lane = 0; lane < kLanes; ++lane) values[lane] = (std::uint64_t{lane} << 33) + 5;
  std::uint64_t memory = 0;
  const void* inputs[] = {&memory, values.data()};
  void* outputs[] = {found.data()};
  module.run("umax", inputs, 0x0000ff00u, outputs);
  EXPECT_EQ(memory, values[15]);
  EXPECT_EQ(found[8], 0u);
  EXPECT_EQ(found[12], values[11]);
  memory = 1;
  module.run("add", inputs, 0x0000000eu, outputs);
  EXPECT_EQ(memory, 1 + values[1] + values[2] + values[3]);
  EXPECT_EQ(found[3], 1 + values[1] + values[2]);
  values[0] = std::uint64_t{1} << 40;
  memory = 1;
  module.run("add1", inputs, 0x000000f1u, outputs);
  EXPECT_EQ(memory, 1 + 5 * values[0]);
  EXPECT_EQ(found[6], 1 + 3 * values[0]);
}

TEST_P(LaneUpdates, AnEmptyMaskTouchesNothing) {
  TestModule module;
  llvm::IRBuilder<> scalar(scalar_code(module));
  for (const Case& which : {Case{Operation::Add, false, true}, Case{Operation::Add}, Case{Operation::Xchg}})
    module.add(which.name(), [&](const Operands& operands) { emit(operands, scalar, which); });
  module.compile(GetParam());
  for (const char* name : {"add_address", "add", "xchg"}) {
    Words words = {};
    const void* inputs[] = {nullptr, words.data(), words.data()};
    void* outputs[] = {words.data()};
    module.run(name, inputs, 0, outputs);
  }
}

TEST_P(LaneUpdates, IsAtomicBetweenThreads) {
  TestModule module;
  llvm::IRBuilder<> scalar(scalar_code(module));
  for (bool one_address : {false, true})
    module.add(one_address ? "one" : "many", [&](const Operands& operands) {
      emit(operands, scalar, {Operation::Add, false, one_address, false, false, false});
    });
  module.compile(GetParam());
  for (const char* name : {"one", "many"}) {
    Words memory = {}, index = {}, ones;
    ones.fill(1);
    constexpr int kRounds = 20000;
    const auto work = [&] {
      const void* inputs[] = {memory.data(), index.data(), ones.data()};
      void* outputs[] = {nullptr};
      for (int i = 0; i < kRounds; ++i) module.run(name, inputs, 0x101u, outputs);
    };
    std::thread other(work);
    work();
    other.join();
    EXPECT_EQ(memory[0], 4u * kRounds) << name;
  }
}

int count(const std::string& text, const std::string& part) {
  int n = 0;
  for (std::size_t at = 0; (at = text.find(part, at)) != std::string::npos; at += part.size()) ++n;
  return n;
}

TEST(LaneUpdateForms, OneAddressIsOneAtomic) {
  TestModule module;
  llvm::IRBuilder<> scalar(scalar_code(module));
  module.add(
      "one",
      [&](const Operands& operands) {
        emit(operands, scalar, {Operation::Add, false, /*one_address=*/true, /*one_value=*/true});
      },
      UINT32_MAX);
  EXPECT_EQ(count(module.text("one"), "atomicrmw add"), 1);
  EXPECT_THAT(module.text("one"), Not(HasSubstr("br ")));
  EXPECT_THAT(module.text("one"), Not(HasSubstr("reduce")));
  module.add("exchange",
             [&](const Operands& operands) { emit(operands, scalar, {Operation::Xchg, false, /*one_address=*/true}); });
  EXPECT_THAT(module.text("exchange"), HasSubstr("br "));
}

TEST(LaneUpdateForms, ExclusiveMemoryNeedsNoAtomics) {
  TestModule module;
  llvm::IRBuilder<> scalar(scalar_code(module));
  for (const Case& which : all_cases()) {
    module.add(which.name(), [&](const Operands& operands) { emit(operands, scalar, which); });
    EXPECT_EQ(count(module.text(which.name()), "atomicrmw"), which.exclusive ? 0 : 1) << which.name();
  }
}

}  // namespace
}  // namespace pewter::compiler
