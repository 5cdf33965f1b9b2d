// SPDX-License-Identifier: Apache-2.0
#include "compiler/vectorize/lane_serial.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <vector>

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

class LaneSerial : public testing::TestWithParam<bool> {};
INSTANTIATE_TEST_SUITE_P(Ways, LaneSerial, testing::Bool(), [](const auto& info) { return info.param ? "O2" : "O0"; });

TEST_P(LaneSerial, CompareExchange) {
  TestModule module;
  llvm::IRBuilder<> scalar(scalar_code(module));
  const auto add = [&](const std::string& name, bool one_address, bool exclusive,
                       std::optional<std::uint32_t> constant) {
    module.add(
        name,
        [&](const Operands& operands) {
          llvm::IRBuilder<>& builder = operands.builder;
          llvm::Type* word = builder.getInt32Ty();
          auto& original =
              *scalar.CreateAtomicCmpXchg(argument(scalar), scalar.getInt32(0), scalar.getInt32(0), llvm::Align(4),
                                          llvm::AtomicOrdering::Monotonic, llvm::AtomicOrdering::Monotonic);
          llvm::Value* pointer = operands.pointer(0);
          if (!one_address) pointer = builder.CreateGEP(word, pointer, operands.vector(1, word));
          const auto [found, success] = emit_compare_exchange(builder, original, pointer, operands.vector(2, word),
                                                              operands.vector(3, word), operands.mask, exclusive);
          operands.store(0, found);
          operands.store(1, success);
        },
        constant);
  };
  for (bool one_address : {false, true})
    for (bool exclusive : {false, true}) {
      const std::string name = std::string(one_address ? "one" : "many") + (exclusive ? "_exclusive" : "");
      add(name, one_address, exclusive, std::nullopt);
      add(name + "3", one_address, exclusive, 0x80000003u);
    }
  module.compile(GetParam());
  Random random;
  for (const char* name : {"one", "many", "one_exclusive", "many_exclusive", "one3", "many_exclusive3"}) {
    for (int round = 0; round < 6; ++round) {
      const bool constant = std::string(name).ends_with("3"), one = std::string(name).starts_with("one");
      const std::uint32_t mask = constant ? 0x80000003u : random.mask(round);
      Words memory, index, expected, desired;
      for (unsigned lane = 0; lane < kLanes; ++lane) {
        memory[lane] = random() % 2, index[lane] = random() % 8, expected[lane] = random() % 2,
        desired[lane] = random() % 2;
      }
      Words want_memory = memory, want = {}, found = {};
      std::array<std::uint8_t, kLanes> want_success = {}, success = {};
      for (unsigned lane = 0; lane < kLanes; ++lane) {
        if (!(mask >> lane & 1)) continue;
        std::uint32_t& place = want_memory[one ? 0 : index[lane]];
        want[lane] = place;
        want_success[lane] = place == expected[lane];
        if (want_success[lane]) place = desired[lane];
      }
      const void* inputs[] = {memory.data(), index.data(), expected.data(), desired.data()};
      void* outputs[] = {found.data(), success.data()};
      module.run(name, inputs, mask, outputs);
      EXPECT_EQ(memory, want_memory) << name;
      for (unsigned lane = 0; lane < kLanes; ++lane) {
        if (!(mask >> lane & 1)) continue;
        EXPECT_EQ(found[lane], want[lane]) << name << " lane " << lane;
        EXPECT_EQ(success[lane], want_success[lane]) << name << " lane " << lane;
      }
    }
  }
}

TEST_P(LaneSerial, AtomicLoadsAndStores) {
  TestModule module;
  llvm::IRBuilder<> scalar(scalar_code(module));
  llvm::LoadInst* load = scalar.CreateAlignedLoad(scalar.getInt32Ty(), argument(scalar), llvm::Align(4));
  load->setAtomic(llvm::AtomicOrdering::Monotonic);
  llvm::StoreInst* store = scalar.CreateAlignedStore(scalar.getInt32(0), argument(scalar), llvm::Align(4));
  store->setAtomic(llvm::AtomicOrdering::Monotonic);
  module.add("move", [&](const Operands& operands) {
    llvm::IRBuilder<>& builder = operands.builder;
    llvm::Type* word = builder.getInt32Ty();
    llvm::Value* index = operands.vector(1, word);
    llvm::Value* from = builder.CreateGEP(word, operands.pointer(0), index);
    llvm::Value* to = builder.CreateGEP(word, operands.pointer(2), index);
    emit_atomic_store(builder, *store, to, emit_atomic_load(builder, *load, from, operands.mask), operands.mask);
  });
  EXPECT_THAT(module.text("move"), HasSubstr("load atomic i32"));
  EXPECT_THAT(module.text("move"), HasSubstr("store atomic i32"));
  module.compile(GetParam());
  Words from, index, to, want;
  for (unsigned lane = 0; lane < kLanes; ++lane) from[lane] = lane, index[lane] = 31 - lane, to[lane] = 99;
  want = to;
  for (unsigned lane : {1u, 4u, 30u}) want[index[lane]] = from[index[lane]];
  const void* inputs[] = {from.data(), index.data(), to.data()};
  module.run("move", inputs, 0x40000012u, {});
  EXPECT_EQ(to, want);
}

// i1 @callee(ptr %log, i32 %value, i1 %flag): appends value to the list at log and returns !flag.
llvm::Function* logging_callee(TestModule& module) {
  llvm::IRBuilder<> builder(module.module().getContext());
  auto* type = llvm::FunctionType::get(builder.getInt1Ty(),
                                       {builder.getPtrTy(), builder.getInt32Ty(), builder.getInt1Ty()}, false);
  auto* callee = llvm::Function::Create(type, llvm::GlobalValue::InternalLinkage, "callee", module.module());
  builder.SetInsertPoint(llvm::BasicBlock::Create(builder.getContext(), "", callee));
  llvm::Value* count = builder.CreateLoad(builder.getInt32Ty(), callee->getArg(0));
  llvm::Value* next = builder.CreateAdd(count, builder.getInt32(1));
  builder.CreateStore(next, callee->getArg(0));
  builder.CreateStore(callee->getArg(1), builder.CreateGEP(builder.getInt32Ty(), callee->getArg(0), next));
  builder.CreateRet(builder.CreateNot(callee->getArg(2)));
  return callee;
}

TEST_P(LaneSerial, CallsGoInLaneOrder) {
  TestModule module;
  llvm::IRBuilder<> scalar(scalar_code(module));
  llvm::Function* callee = logging_callee(module);
  llvm::CallInst* original = scalar.CreateCall(callee, {argument(scalar), scalar.getInt32(0), scalar.getTrue()});
  original->addFnAttr(llvm::Attribute::NoInline);
  const auto emit_calls = [&](const Operands& operands) {
    llvm::IRBuilder<>& builder = operands.builder;
    operands.store(0, emit_call_per_lane(builder, *original,
                                         {operands.pointer(0), operands.vector(1, builder.getInt32Ty()),
                                          operands.vector(2, builder.getInt1Ty())},
                                         operands.mask));
  };
  module.add("any", emit_calls);
  module.add("all", emit_calls, UINT32_MAX);
  module.add("two", emit_calls, 0x00020008u);
  EXPECT_THAT(module.text("two"), Not(HasSubstr("phi")));
  module.compile(GetParam());
  for (const auto& [name, mask] :
       {std::pair{"any", 0x8000f003u}, {"any", 0u}, {"all", UINT32_MAX}, {"two", 0x20008u}}) {
    std::array<std::uint32_t, kLanes + 1> log = {};
    Words values;
    std::array<std::uint8_t, kLanes> flags, results = {};
    std::vector<std::uint32_t> want;
    for (unsigned lane = 0; lane < kLanes; ++lane) {
      values[lane] = 100 + lane, flags[lane] = lane % 3 == 0;
      if (mask >> lane & 1) want.push_back(values[lane]);
    }
    const void* inputs[] = {log.data(), values.data(), flags.data()};
    void* outputs[] = {results.data()};
    module.run(name, inputs, mask, outputs);
    EXPECT_EQ(std::vector(log.begin() + 1, log.begin() + 1 + log[0]), want) << name;
    for (unsigned lane = 0; lane < kLanes; ++lane)
      if (mask >> lane & 1) EXPECT_EQ(results[lane], flags[lane] ? 0 : 1) << name << lane;
  }
}

}  // namespace
}  // namespace pewter::compiler
