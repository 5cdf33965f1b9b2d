// SPDX-License-Identifier: Apache-2.0
#include "compiler/vectorize/matrix_fragments_to_rows.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>
#include <vector>

#include "compiler/vectorize/group_operations_test_module.h"
#include "compiler/vectorize/matrix_fragments.h"

namespace pewter::compiler {
namespace {

using testing::HasSubstr;
using testing::Not;
using testing_support::Operands;
using testing_support::TestModule;

constexpr int kStride = 24;  // elements from row to row, in memory; the code does not know
constexpr int kSteps = 3;    // of eight, in the sums

// A matrix kernel as the vectoriser leaves it: fragments gathered and scattered, with addresses of every lane.
class Kernel {
 public:
  Kernel(const Operands& operands, llvm::Type* element)
      : builder_(operands.builder), element_(element), stride_(operands.scalar(3, operands.builder.getInt64Ty())) {}

  // The rows' or, `transposed`, columns' addresses of the matrix at `base`; of element 0 or 1.
  llvm::Value* pointers(llvm::Value* base, unsigned element, bool transposed) {
    llvm::SmallVector<llvm::Constant*> far, near;
    for (unsigned lane = 0; lane < kLanes; ++lane) {
      const unsigned row = (lane / 4 & 4) + lane / 2 % 4, column = (lane / 4 & 2) * 2 + lane % 2 * 2 + element;
      far.push_back(builder_.getInt64(transposed ? column : row));
      near.push_back(builder_.getInt64(transposed ? row : column));
    }
    llvm::Value* stride = builder_.CreateVectorSplat(kLanes, stride_);
    llvm::Value* index =
        builder_.CreateAdd(builder_.CreateMul(llvm::ConstantVector::get(far), stride), llvm::ConstantVector::get(near));
    return builder_.CreateGEP(element_, base, index);
  }

  Fragment load(llvm::Value* base, bool transposed = false, llvm::Value* mask = nullptr) {
    auto* type = llvm::FixedVectorType::get(element_, kLanes);
    Fragment fragment;
    for (unsigned i = 0; i < 2; ++i)
      fragment.element[i] =
          builder_.CreateMaskedGather(type, pointers(base, i, transposed), llvm::Align(4), mask ? mask : all());
    return fragment;
  }

  void store(llvm::Value* base, const Fragment& fragment, bool transposed = false) {
    for (unsigned i = 0; i < 2; ++i)
      builder_.CreateMaskedScatter(fragment.element[i], pointers(base, i, transposed), llvm::Align(4), all());
  }

  // fragment = start; `kSteps` times: fragment = body(step, fragment).
  Fragment loop(const Fragment& start, llvm::function_ref<Fragment(llvm::Value* step, const Fragment&)> body) {
    llvm::BasicBlock* before = builder_.GetInsertBlock();
    llvm::Function* function = before->getParent();
    auto* block = llvm::BasicBlock::Create(builder_.getContext(), "loop", function);
    builder_.CreateBr(block);
    builder_.SetInsertPoint(block);
    llvm::PHINode* step = builder_.CreatePHI(builder_.getInt64Ty(), 2);
    llvm::PHINode* carried[2];
    for (unsigned i = 0; i < 2; ++i) carried[i] = builder_.CreatePHI(start.element[i]->getType(), 2);
    const Fragment next = body(step, {{carried[0], carried[1]}});
    llvm::Value* one_more = builder_.CreateAdd(step, builder_.getInt64(1));
    llvm::BasicBlock* latch = builder_.GetInsertBlock();
    step->addIncoming(builder_.getInt64(0), before);
    step->addIncoming(one_more, latch);
    for (unsigned i = 0; i < 2; ++i) {
      carried[i]->addIncoming(start.element[i], before);
      carried[i]->addIncoming(next.element[i], latch);
    }
    auto* after = llvm::BasicBlock::Create(builder_.getContext(), "after", function);
    builder_.CreateCondBr(builder_.CreateICmpULT(one_more, builder_.getInt64(kSteps)), block, after);
    builder_.SetInsertPoint(after);
    return next;
  }

  llvm::Value* at(llvm::Value* base, llvm::Value* index) { return builder_.CreateGEP(element_, base, index); }
  llvm::Value* stride() { return stride_; }
  llvm::Constant* all() {
    return llvm::Constant::getAllOnesValue(llvm::FixedVectorType::get(builder_.getInt1Ty(), kLanes));
  }
  Fragment zero() {
    llvm::Constant* none = llvm::Constant::getNullValue(llvm::FixedVectorType::get(element_, kLanes));
    return {{none, none}};
  }

 private:
  llvm::IRBuilder<>& builder_;
  llvm::Type* element_;
  llvm::Value* stride_;
};

std::string rewritten(TestModule& module, const std::string& name) {
  llvm::FunctionAnalysisManager analyses;
  FragmentsToRowsPass().run(*module.module().getFunction(name), analyses);
  return module.text(name);
}

constexpr const char* kToRows = "<64 x i32> <i32 0, i32 32, i32 1, i32 33, i32 8,";
constexpr const char* kToFragment = "<32 x i32> <i32 0, i32 2, i32 8, i32 10,";

std::string loop_of(const std::string& text) {
  const std::size_t begin = text.find("\nloop:");
  return text.substr(begin, text.find("\nafter:") - begin);
}

// What is used: instructions without a use are left to the optimiser.
bool is_dead(const llvm::Instruction& instruction) {
  return instruction.use_empty() && !instruction.mayHaveSideEffects();
}
void sweep(llvm::Function& function) {
  for (bool again = true; again;) {
    again = false;
    for (llvm::BasicBlock& block : function)
      for (llvm::Instruction& instruction : llvm::make_early_inc_range(llvm::reverse(block)))
        if (is_dead(instruction) && !instruction.isTerminator()) instruction.eraseFromParent(), again = true;
  }
}

struct Data {
  std::vector<float> a = std::vector<float>(kStride * kStride), b = a, c = a;
  std::int64_t stride = kStride;
  Data() {
    std::mt19937 random(5);
    for (std::vector<float>* matrix : {&a, &b, &c})
      for (float& element : *matrix) element = static_cast<float>(random() % 32) - 16;
  }
  void run(const TestModule& module, const std::string& name) {
    const void* inputs[] = {a.data(), b.data(), c.data(), &stride};
    module.run(name, inputs, UINT32_MAX, {});
  }
};

TEST(FragmentsToRows, ASumOfProductsHasNoPermutationInItsLoop) {
  TestModule module;
  module.add("f", [](const Operands& operands) {
    llvm::IRBuilder<>& builder = operands.builder;
    Kernel kernel(operands, builder.getFloatTy());
    llvm::Value* a = operands.pointer(0);
    llvm::Value* b = operands.pointer(1);
    llvm::Value* c = operands.pointer(2);
    const Fragment sum = kernel.loop(kernel.zero(), [&](llvm::Value* step, const Fragment& carried) {
      llvm::Value* eight = builder.CreateMul(step, builder.getInt64(8));
      const Fragment left = kernel.load(kernel.at(a, eight));
      const Fragment right = kernel.load(kernel.at(b, builder.CreateMul(eight, kernel.stride())));
      return emit_multiply_accumulate(builder, left, right, carried, kernel.all());
    });
    kernel.store(c, sum);
  });
  EXPECT_THAT(module.text("f"), HasSubstr("masked.gather"));
  rewritten(module, "f");
  sweep(*module.module().getFunction("f"));
  const std::string text = module.text("f");
  EXPECT_THAT(text, Not(HasSubstr("masked.")));
  EXPECT_THAT(text, Not(HasSubstr(kToRows)));
  EXPECT_THAT(text, Not(HasSubstr(kToFragment)));
  EXPECT_THAT(loop_of(text), HasSubstr("phi <64 x float> [ zeroinitializer, %entry ]"));
  module.compile(/*optimize=*/true);
  Data data;
  const std::vector<float> before = data.c;
  data.run(module, "f");
  for (int row = 0; row < kStride; ++row) {
    for (int column = 0; column < kStride; ++column) {
      float want = before[row * kStride + column];
      if (row < 8 && column < 8) {
        want = 0;
        for (int k = 0; k < 8 * kSteps; ++k) want += data.a[row * kStride + k] * data.b[k * kStride + column];
      }
      EXPECT_EQ(data.c[row * kStride + column], want) << row << ", " << column;
    }
  }
}

TEST(FragmentsToRows, LoopsWithinLoopsAndWhatIsDoneToElements) {
  TestModule module;
  module.add("f", [](const Operands& operands) {
    llvm::IRBuilder<>& builder = operands.builder;
    Kernel kernel(operands, builder.getFloatTy());
    llvm::Value* a = operands.pointer(0);
    const Fragment left = kernel.load(a);
    const Fragment right = kernel.load(operands.pointer(1), /*transposed=*/true);
    llvm::Value* half =
        builder.CreateVectorSplat(kLanes, builder.CreateFMul(builder.CreateLoad(builder.getFloatTy(), a),
                                                             llvm::ConstantFP::get(builder.getFloatTy(), 0.0625)));
    const Fragment sum = kernel.loop(kernel.load(operands.pointer(2)), [&](llvm::Value*, const Fragment& outer) {
      const Fragment scaled = {
          {builder.CreateFMul(outer.element[0], half), builder.CreateFMul(outer.element[1], half)}};
      return kernel.loop(scaled, [&](llvm::Value*, const Fragment& inner) {
        return emit_multiply_accumulate(builder, left, right, inner, kernel.all());
      });
    });
    kernel.store(operands.pointer(2), sum, /*transposed=*/true);
  });
  rewritten(module, "f");
  sweep(*module.module().getFunction("f"));
  EXPECT_THAT(module.text("f"), Not(HasSubstr("masked.")));
  EXPECT_THAT(module.text("f"), Not(HasSubstr(kToRows)));
  EXPECT_THAT(module.text("f"), Not(HasSubstr(kToFragment)));
  EXPECT_THAT(module.text("f"), HasSubstr("fmul <64 x float>"));
  module.compile(/*optimize=*/true);
  Data data;
  data.a[0] = 8;  // halves: exact
  const std::vector<float> before = data.c;
  data.run(module, "f");
  for (int row = 0; row < 8; ++row) {
    for (int column = 0; column < 8; ++column) {
      float product = 0, want = before[row * kStride + column];
      for (int k = 0; k < 8; ++k) product += data.a[row * kStride + k] * data.b[column * kStride + k];
      for (int i = 0; i < kSteps; ++i) want = want * 0.5f + kSteps * product;
      EXPECT_EQ(data.c[column * kStride + row], want) << row << ", " << column;
    }
  }
}

TEST(FragmentsToRows, HalvesConvertAsRows) {
  TestModule module;
  module.add("f", [](const Operands& operands) {
    llvm::IRBuilder<>& builder = operands.builder;
    Kernel halves(operands, builder.getHalfTy()), floats(operands, builder.getFloatTy());
    const Fragment narrow = halves.load(operands.pointer(0));
    auto* wide = llvm::FixedVectorType::get(builder.getFloatTy(), kLanes);
    const Fragment a = {{builder.CreateFPExt(narrow.element[0], wide), builder.CreateFPExt(narrow.element[1], wide)}};
    floats.store(operands.pointer(2), emit_multiply_accumulate(builder, a, a, floats.zero(), floats.all()));
  });
  rewritten(module, "f");
  EXPECT_THAT(module.text("f"), HasSubstr("load <8 x half>"));
  EXPECT_THAT(module.text("f"), HasSubstr("to <64 x float>"));
  EXPECT_THAT(module.text("f"), Not(HasSubstr(kToRows)));
}

// What must stay as it is.
TEST(FragmentsToRows, OtherAccessesStay) {
  TestModule module;
  module.add("masked", [](const Operands& operands) {
    Kernel kernel(operands, operands.builder.getFloatTy());
    kernel.store(operands.pointer(2), kernel.load(operands.pointer(0), false, operands.mask));
  });
  const std::string masked = rewritten(module, "masked");
  EXPECT_THAT(masked, HasSubstr("masked.gather"));
  EXPECT_THAT(masked, Not(HasSubstr("masked.scatter"))) << "the store is of all lanes";

  module.add("written_between", [](const Operands& operands) {
    llvm::IRBuilder<>& builder = operands.builder;
    Kernel kernel(operands, builder.getFloatTy());
    auto* type = llvm::FixedVectorType::get(builder.getFloatTy(), kLanes);
    for (unsigned i = 0; i < 2; ++i) {
      llvm::Value* part = builder.CreateMaskedGather(type, kernel.pointers(operands.pointer(0), i, false),
                                                     llvm::Align(4), kernel.all());
      builder.CreateStore(part, operands.pointer(2));
    }
  });
  EXPECT_THAT(rewritten(module, "written_between"), HasSubstr("masked.gather"));

  module.add("swapped", [](const Operands& operands) {
    llvm::IRBuilder<>& builder = operands.builder;
    Kernel kernel(operands, builder.getFloatTy());
    auto* type = llvm::FixedVectorType::get(builder.getFloatTy(), kLanes);
    for (unsigned i : {1u, 0u})
      operands.store(i, builder.CreateMaskedGather(type, kernel.pointers(operands.pointer(0), i, false), llvm::Align(4),
                                                   kernel.all()));
  });
  EXPECT_THAT(rewritten(module, "swapped"), HasSubstr("masked.gather"));
}

}  // namespace
}  // namespace pewter::compiler
