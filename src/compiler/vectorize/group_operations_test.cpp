// SPDX-License-Identifier: Apache-2.0
#include "compiler/vectorize/group_operations.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <bit>
#include <cmath>
#include <limits>
#include <random>

#include "compiler/vectorize/group_operations_test_functions.h"

namespace pewter::compiler {
namespace {

using testing::HasSubstr;
using testing::Not;
using testing_support::all_functions;
using testing_support::contains;
using testing_support::emit;
using testing_support::Operands;
using testing_support::TestModule;

using Words = std::array<std::uint32_t, kLanes>;

// --- What the functions mean, lane by lane
template <class T>
T combine(const std::string& name, T a, T b) {
  if (contains(name, "sum")) return a + b;
  if (contains(name, "product")) return a * b;
  if (contains(name, "min")) return b < a || a != a ? b : a;
  if (contains(name, "max")) return a < b || a != a ? b : a;
  if constexpr (std::is_same_v<T, std::uint32_t>) {
    if (contains(name, "and")) return a & b;
    if (contains(name, "xor")) return a ^ b;
    if (contains(name, "_or")) return a | b;
  }
  ADD_FAILURE() << name;
  return a;
}

template <class T>
Words expected_combination(const std::string& name, const Words& value, std::uint32_t mask, unsigned width) {
  Words result = {};
  for (unsigned lane = 0; lane < kLanes; ++lane) {
    const unsigned first = lane / width * width;
    unsigned end = first + width;
    if (contains(name, "inclusive")) end = lane + 1;
    if (contains(name, "exclusive")) end = lane;
    std::optional<T> running;
    for (unsigned other = first; other < end; ++other) {
      if (!(mask >> other & 1)) continue;
      const T own = std::bit_cast<T>(value[other]);
      running = running ? combine(name, *running, own) : own;
    }
    const T nothing = contains(name, "product") ? T(1) : T(0);
    result[lane] = std::bit_cast<std::uint32_t>(running.value_or(nothing));
  }
  return result;
}

Words expected(const std::string& name, const Words& value, const Words& index, std::uint32_t mask) {
  const unsigned width = contains(name, "quad") ? 4 : 32;
  Words result = {};
  for (unsigned lane = 0; lane < kLanes; ++lane) {
    const unsigned first = lane / width * width;
    const std::uint32_t group = width == 32 ? mask : mask >> first & 0xf;
    if (contains(name, "shuffle")) {
      const bool valid = index[lane] < width && (group >> index[lane] & 1);
      result[lane] = value[valid ? first + index[lane] : lane];
    } else if (contains(name, "broadcast_first")) {
      result[lane] = group ? value[first + std::countr_zero(group)] : 0;
    } else if (contains(name, "ballot")) {
      for (unsigned i = 0; i < width; ++i) result[lane] |= (group >> i & value[first + i] & 1) << i;
    }
  }
  if (contains(name, "shuffle") || contains(name, "broadcast") || contains(name, "ballot")) return result;
  if (contains(name, "_f32")) return expected_combination<float>(name, value, mask, width);
  if (contains(name, "_s32") && (contains(name, "min") || contains(name, "max")))
    return expected_combination<std::int32_t>(name, value, mask, width);
  return expected_combination<std::uint32_t>(name, value, mask, width);  // wraps
}

// --- Data
class Random {
 public:
  std::uint32_t mask() {
    switch (engine_() % 4) {
      case 0:
        return UINT32_MAX;
      case 1:
        return 1u << engine_() % kLanes;
      default:
        return static_cast<std::uint32_t>(engine_()) | 1u << engine_() % kLanes;
    }
  }
  // Numbers whose sums and products are exact in any order.
  Words values(const std::string& name) {
    Words words;
    static constexpr float kFactors[] = {0.5f, -1.0f, 1.0f, 2.0f};
    for (std::uint32_t& word : words) {
      word = static_cast<std::uint32_t>(engine_());
      if (contains(name, "product_f32"))
        word = std::bit_cast<std::uint32_t>(kFactors[word % 4]);
      else if (contains(name, "_f32"))
        word = std::bit_cast<std::uint32_t>(static_cast<float>(static_cast<std::int32_t>(word) % 1000));
    }
    return words;
  }
  // Some are out of range.
  Words indices(unsigned width) {
    Words words;
    for (std::uint32_t& word : words) word = static_cast<std::uint32_t>(engine_() % (width + width / 4));
    if (engine_() % 4 == 0) words[engine_() % kLanes] = 0x80000001u;
    return words;
  }

 private:
  std::mt19937 engine_{7};
};

Words run(const TestModule& module, const std::string& function, const Words& value, const Words& index,
          std::uint32_t mask) {
  std::array<std::uint8_t, kLanes> votes;
  for (unsigned lane = 0; lane < kLanes; ++lane) votes[lane] = value[lane] & 1;
  Words result = {};
  const void* inputs[] = {contains(function, "ballot") ? static_cast<const void*>(votes.data()) : value.data(),
                          index.data()};
  void* outputs[] = {result.data()};
  module.run(function, inputs, mask, outputs);
  return result;
}

void expect_active(const std::string& name, const Words& got, const Words& want, std::uint32_t mask) {
  for (unsigned lane = 0; lane < kLanes; ++lane) {
    if (!(mask >> lane & 1)) continue;
    const float number = std::bit_cast<float>(want[lane]);
    if (contains(name, "_f32") && std::isnan(number))
      EXPECT_TRUE(std::isnan(std::bit_cast<float>(got[lane]))) << name << " lane " << lane;
    else
      EXPECT_EQ(got[lane], want[lane]) << name << " lane " << lane << " mask " << std::hex << mask;
  }
}

struct Way {
  const char* name;
  const char* features;  // null: the host's
  bool optimize;
};
class GroupOperations : public testing::TestWithParam<Way> {
 protected:
  void SetUp() override {
    const std::string host = TestModule::host_features();
    const std::string wanted = GetParam().features ? GetParam().features : host;
    if (!wanted.empty() && !contains(host, wanted.c_str())) GTEST_SKIP() << "this host lacks " << wanted;
    module_.emplace(wanted);
  }
  std::optional<TestModule> module_;
};
INSTANTIATE_TEST_SUITE_P(Ways, GroupOperations,
                         testing::Values(Way{"Plain", "", false}, Way{"PlainO2", "", true}, Way{"Avx2", "+avx2", true},
                                         Way{"Host", nullptr, true}, Way{"HostO0", nullptr, false}),
                         [](const auto& info) { return info.param.name; });

constexpr std::uint32_t kConstantMasks[] = {UINT32_MAX, 0x9a0f1030u, 0x00000400u};

TEST_P(GroupOperations, GiveEveryActiveLaneWhatTheDefinitionSays) {
  for (const std::string& name : all_functions()) {
    module_->add(name, [&](const Operands& operands) { emit(operands, name); });
    for (std::uint32_t mask : kConstantMasks)
      module_->add(name + std::to_string(mask), [&](const Operands& operands) { emit(operands, name); }, mask);
  }
  module_->compile(GetParam().optimize);
  Random random;
  for (const std::string& name : all_functions()) {
    const unsigned width = contains(name, "quad") ? 4 : 32;
    for (int round = 0; round < 40; ++round) {
      const Words value = random.values(name);
      const Words index = random.indices(width);
      const std::uint32_t mask = random.mask();
      expect_active(name, run(*module_, name, value, index, mask), expected(name, value, index, mask), mask);
    }
    for (std::uint32_t mask : kConstantMasks) {
      const Words value = random.values(name);
      const Words index = random.indices(width);
      expect_active(name, run(*module_, name + std::to_string(mask), value, index, 0),
                    expected(name, value, index, mask), mask);
    }
  }
}

TEST_P(GroupOperations, KeepZerosAndNotNumbersAsTheyAre) {
  std::vector<std::string> names;
  for (const std::string& name : all_functions())
    if (contains(name, "_f32")) names.push_back(name);
  for (const std::string& name : names) {
    module_->add(name, [&](const Operands& operands) { emit(operands, name); });
    module_->add(name + "all", [&](const Operands& operands) { emit(operands, name); }, UINT32_MAX);
  }
  module_->compile(GetParam().optimize);
  constexpr float kNan = std::numeric_limits<float>::quiet_NaN();
  constexpr float kInfinity = std::numeric_limits<float>::infinity();
  for (const std::string& name : names) {
    // One lane alone keeps its bits; many that are all the same do too, where the operation keeps them.
    for (float number : {-0.0f, 0.0f, kInfinity, -kInfinity, 1e-45f, kNan}) {
      Words value;
      value.fill(std::bit_cast<std::uint32_t>(number));
      for (std::uint32_t mask : {1u, 1u << 13, 1u << 31})
        expect_active(name, run(*module_, name, value, {}, mask), expected(name, value, {}, mask), mask);
      if (contains(name, "product")) continue;
      expect_active(name, run(*module_, name + "all", value, {}, 0), expected(name, value, {}, UINT32_MAX), UINT32_MAX);
    }
    Words value;
    for (unsigned lane = 0; lane < kLanes; ++lane)
      value[lane] = std::bit_cast<std::uint32_t>(lane % 3 ? kNan : 5.0f + lane);
    for (std::uint32_t mask : {0x3f3fu, 0x6u, 0xf000000fu})
      expect_active(name, run(*module_, name, value, {}, mask), expected(name, value, {}, mask), mask);
    expect_active(name, run(*module_, name + "all", value, {}, 0), expected(name, value, {}, UINT32_MAX), UINT32_MAX);
  }
}

TEST_P(GroupOperations, ShuffleByUniformIndex) {
  const auto shuffle = [](const Operands& operands, bool bounded) {
    llvm::IRBuilder<>& builder = operands.builder;
    llvm::Value* index = operands.scalar(1, builder.getInt32Ty());
    if (bounded) index = builder.CreateAnd(index, 31);
    operands.store(
        0, emit_group_function(builder, "__pewter_simd_shuffle_u32",
                               {operands.vector(0, builder.getInt32Ty()), builder.CreateVectorSplat(kLanes, index)},
                               operands.mask));
  };
  module_->add("any", [&](const Operands& operands) { shuffle(operands, false); });
  module_->add("bounded", [&](const Operands& operands) { shuffle(operands, true); });
  module_->add("all", [&](const Operands& operands) { shuffle(operands, true); }, UINT32_MAX);
  EXPECT_THAT(module_->text("all"), Not(HasSubstr("select")));
  EXPECT_THAT(module_->text("all"), HasSubstr("extractelement"));
  module_->compile(GetParam().optimize);
  Random random;
  const std::string name = "simd_shuffle_u32";
  for (std::uint32_t source : {0u, 5u, 31u, 32u, 0xfffffff0u}) {
    const Words value = random.values("");
    Words index;
    index.fill(source);
    for (std::uint32_t mask : {UINT32_MAX, 0x21u, 0x80000000u})
      expect_active(name, run(*module_, "any", value, index, mask), expected(name, value, index, mask), mask);
    index.fill(source & 31);
    for (std::uint32_t mask : {UINT32_MAX, 0x21u})
      expect_active(name, run(*module_, "bounded", value, index, mask), expected(name, value, index, mask), mask);
    expect_active(name, run(*module_, "all", value, index, 0), expected(name, value, index, UINT32_MAX), UINT32_MAX);
  }
}

TEST_P(GroupOperations, ShuffleByConstantIndex) {
  Random random;
  const Words index = random.indices(kLanes);
  const auto shuffle = [&](const Operands& operands) {
    llvm::SmallVector<llvm::Constant*> constants;
    for (std::uint32_t source : index) constants.push_back(operands.builder.getInt32(source));
    operands.store(0, emit_group_function(
                          operands.builder, "__pewter_simd_shuffle_u32",
                          {operands.vector(0, operands.builder.getInt32Ty()), llvm::ConstantVector::get(constants)},
                          operands.mask));
  };
  module_->add("any", shuffle);
  module_->add("all", shuffle, UINT32_MAX);
  module_->add("some", shuffle, 0xffff1234u);
  module_->compile(GetParam().optimize);
  const Words value = random.values("");
  const std::string name = "simd_shuffle_u32";
  for (std::uint32_t mask : {UINT32_MAX, 0x21u, 0xffff1234u})
    expect_active(name, run(*module_, "any", value, index, mask), expected(name, value, index, mask), mask);
  expect_active(name, run(*module_, "all", value, index, 0), expected(name, value, index, UINT32_MAX), UINT32_MAX);
  expect_active(name, run(*module_, "some", value, index, 0), expected(name, value, index, 0xffff1234u), 0xffff1234u);
}

}  // namespace
}  // namespace pewter::compiler
