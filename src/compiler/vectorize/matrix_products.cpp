// SPDX-License-Identifier: Apache-2.0
#include "compiler/vectorize/matrix_products.h"

#include <llvm/Analysis/VectorUtils.h>
#include <llvm/IR/Module.h>

#include <algorithm>
#include <numeric>

#include "compiler/vectorize/matrix_fragments.h"

namespace pewter::compiler {
namespace {

constexpr int kSide = kMatrixSide;
constexpr const char* kProduct = "pewter.multiply_rows";

// b, c, a: the order in which x86 has b and c in registers and a in memory, from where its elements are operands that
// are broadcast on their way into the FMA.
enum Parameter : unsigned { kB, kC, kA };

// The row of the matrix that starts at `first`.
llvm::Value* part(llvm::IRBuilder<>& builder, llvm::Value* rows, int first) {
  llvm::SmallVector<int, kSide> sources(kSide);
  std::iota(sources.begin(), sources.end(), first);
  return builder.CreateShuffleVector(rows, sources);
}

llvm::Value* multiply_add(llvm::IRBuilder<>& builder, llvm::Value* a, llvm::Value* b, llvm::Value* c) {
  return builder.CreateIntrinsic(llvm::Intrinsic::fmuladd, {a->getType()}, {a, b, c});
}

// A row of the result is the sum over k of element k of a's row times row k of b. k is the outer loop, so that the
// eight sums go on side by side.
llvm::Value* product(llvm::IRBuilder<>& builder, llvm::Value* a, llvm::Value* b, llvm::Value* c) {
  llvm::SmallVector<llvm::Value*, kSide> sums;
  for (int row = 0; row < kSide; ++row) sums.push_back(part(builder, c, row * kSide));
  for (int k = 0; k < kSide; ++k) {
    llvm::Value* row_of_b = part(builder, b, k * kSide);
    for (int row = 0; row < kSide; ++row) {
      const llvm::SmallVector<int, kSide> same(kSide, row * kSide + k);
      sums[row] = multiply_add(builder, builder.CreateShuffleVector(a, same), row_of_b, sums[row]);
    }
  }
  return joined(builder, sums);
}

// Vectors are passed, and code is made, for what registers the target has: both must know the same ones.
void copy_target(const llvm::Function& caller, llvm::Function& function) {
  for (const char* attribute : {"target-cpu", "target-features"})
    if (caller.hasFnAttribute(attribute)) function.addFnAttr(caller.getFnAttribute(attribute));
}

llvm::Function* make_function(llvm::Module& module, llvm::FunctionType* type, const llvm::Twine& name) {
  auto* function = llvm::Function::Create(type, llvm::GlobalValue::InternalLinkage, name, module);
  function->setDoesNotThrow();
  function->setWillReturn();
  llvm::BasicBlock::Create(module.getContext(), "", function);
  return function;
}

// The module's function for products.
llvm::Function* product_function(llvm::Module& module, llvm::Type* rows) {
  if (llvm::Function* function = module.getFunction(kProduct)) return function;
  llvm::Function* function = make_function(module, llvm::FunctionType::get(rows, {rows, rows, rows}, false), kProduct);
  function->setDoesNotAccessMemory();
  llvm::IRBuilder<> builder(&function->getEntryBlock());
  builder.CreateRet(product(builder, function->getArg(kA), function->getArg(kB), function->getArg(kC)));
  return function;
}

// A block of c that stays in registers while k goes by.
struct Block {
  unsigned lanes;    // of a register
  unsigned columns;  // registers side by side
  unsigned rows;

  // Two registers of each row of b, a broadcast element of a, and as many sums as fit beside them.
  static Block of(unsigned width, const llvm::TargetTransformInfo& target) {
    const auto bits = target.getRegisterBitWidth(llvm::TargetTransformInfo::RGK_FixedWidthVector).getFixedValue();
    Block block{.lanes = std::clamp(static_cast<unsigned>(bits / 32), 4u, 16u), .columns = 2, .rows = kMatrixSide};
    while (width % block.lanes != 0) block.lanes /= 2;
    block.columns = std::min(block.columns, width / block.lanes);
    const unsigned registers = target.getNumberOfRegisters(target.getRegisterClassForType(/*Vector=*/true));
    if (block.columns * block.rows + block.columns + 1 > registers) block.rows /= 2;
    return block;
  }
};

constexpr unsigned kFirstStep = 4;  // parameter of product_of_panels()

class PanelEmitter {
 public:
  PanelEmitter(llvm::Function& function, const PanelShape& shape, const Block& block)
      : builder_(&function.getEntryBlock()),
        function_(function),
        shape_(shape),
        width_(shape.count * kMatrixSide),
        block_(block),
        type_(llvm::FixedVectorType::get(builder_.getFloatTy(), block.lanes)) {}

  void run() {
    for (unsigned row = 0; row < kMatrixSide; row += block_.rows)
      for (unsigned column = 0; column < width_; column += block_.columns * block_.lanes) emit_block(row, column);
    builder_.CreateRetVoid();
  }

 private:
  llvm::Value* element(llvm::Value* matrix, llvm::Value* row_bytes, unsigned row, unsigned column) {
    llvm::Value* at =
        builder_.CreateGEP(builder_.getInt8Ty(), matrix, builder_.CreateMul(row_bytes, builder_.getInt64(row)));
    return builder_.CreateConstGEP1_32(builder_.getFloatTy(), at, column);
  }
  llvm::Value* sum_at(unsigned row, unsigned column) {
    return builder_.CreateConstGEP1_32(builder_.getFloatTy(), sums(), row * width_ + column);
  }

  llvm::Value* sums() { return function_.getArg(0); }
  llvm::Value* a_row() { return function_.getArg(1); }
  llvm::Value* b_row() { return function_.getArg(2); }
  llvm::Value* b_matrix() { return function_.getArg(3); }
  llvm::Value* a(unsigned step) { return function_.getArg(kFirstStep + 2 * step); }
  llvm::Value* b(unsigned step) { return function_.getArg(kFirstStep + 2 * step + 1); }

  // `lanes` elements of row `row` of b, from `column` on.
  llvm::Value* load_b(unsigned step, unsigned row, unsigned column, unsigned lanes) {
    if (!shape_.adjoining && lanes > kMatrixSide) {
      llvm::SmallVector<llvm::Value*, 2> parts;
      for (unsigned at = 0; at < lanes; at += kMatrixSide) parts.push_back(load_b(step, row, column + at, kMatrixSide));
      return llvm::concatenateVectors(builder_, parts);
    }
    llvm::Value* matrix = b(step);
    if (!shape_.adjoining) {
      llvm::Value* bytes = builder_.CreateMul(b_matrix(), builder_.getInt64(column / kMatrixSide));
      matrix = builder_.CreateGEP(builder_.getInt8Ty(), matrix, bytes);
      column %= kMatrixSide;
    }
    auto* type = llvm::FixedVectorType::get(builder_.getFloatTy(), lanes);
    return builder_.CreateAlignedLoad(type, element(matrix, b_row(), row, column), llvm::Align(4));
  }

  // Column k of a times row k of b.
  void add_product(llvm::MutableArrayRef<llvm::Value*> sums, unsigned step, unsigned k, unsigned first_row,
                   unsigned first_column) {
    llvm::SmallVector<llvm::Value*, 2> right;
    for (unsigned column = 0; column < block_.columns; ++column)
      right.push_back(load_b(step, k, first_column + column * block_.lanes, block_.lanes));
    for (unsigned row = 0; row < block_.rows; ++row) {
      llvm::Value* at = element(a(step), a_row(), first_row + row, k);
      llvm::Value* left = builder_.CreateVectorSplat(
          block_.lanes, builder_.CreateAlignedLoad(builder_.getFloatTy(), at, llvm::Align(4)));
      for (unsigned column = 0; column < block_.columns; ++column) {
        llvm::Value*& sum = sums[row * block_.columns + column];
        sum = multiply_add(builder_, left, right[column], sum);
      }
    }
  }

  void emit_block(unsigned first_row, unsigned first_column) {
    const llvm::Align alignment(4);
    llvm::SmallVector<llvm::Value*, 16> sums;
    for (unsigned row = 0; row < block_.rows; ++row)
      for (unsigned column = 0; column < block_.columns; ++column)
        sums.push_back(builder_.CreateAlignedLoad(type_, sum_at(first_row + row, first_column + column * block_.lanes),
                                                  alignment));
    for (unsigned step = 0; step < shape_.steps; ++step)
      for (unsigned k = 0; k < kMatrixSide; ++k) add_product(sums, step, k, first_row, first_column);
    for (unsigned row = 0; row < block_.rows; ++row)
      for (unsigned column = 0; column < block_.columns; ++column)
        builder_.CreateAlignedStore(sums[row * block_.columns + column],
                                    sum_at(first_row + row, first_column + column * block_.lanes), alignment);
  }

  llvm::IRBuilder<> builder_;
  llvm::Function& function_;
  PanelShape shape_;
  unsigned width_;
  Block block_;
  llvm::Type* type_;
};

}  // namespace

llvm::Value* Product::emit(llvm::IRBuilder<>& builder, llvm::Value* a, llvm::Value* b, llvm::Value* c) {
  llvm::Function* product = product_function(*builder.GetInsertBlock()->getModule(), a->getType());
  // Inlined side by side, products with a matrix in common would share its 64 splats, more than there are registers.
  if (!product->use_empty()) product->addFnAttr(llvm::Attribute::NoInline);
  copy_target(*builder.GetInsertBlock()->getParent(), *product);
  llvm::Value* arguments[3];
  arguments[kA] = a;
  arguments[kB] = b;
  arguments[kC] = c;
  return builder.CreateCall(product, arguments);
}

std::optional<Product> Product::of(llvm::Value& value) {
  auto* call = llvm::dyn_cast<llvm::CallInst>(&value);
  if (!call || !call->getCalledFunction() || call->getCalledFunction()->getName() != kProduct) return std::nullopt;
  return Product{call};
}

llvm::Use& Product::a() const { return call->getArgOperandUse(kA); }
llvm::Use& Product::b() const { return call->getArgOperandUse(kB); }
llvm::Use& Product::c() const { return call->getArgOperandUse(kC); }

llvm::Function& product_of_panels(const llvm::Function& caller, const PanelShape& shape,
                                  const llvm::TargetTransformInfo& target) {
  llvm::Module& module = *const_cast<llvm::Module*>(caller.getParent());
  std::string name = "pewter.multiply_panels." + std::to_string(shape.count);
  if (shape.steps > 1) name += "x" + std::to_string(shape.steps);
  if (!shape.adjoining) name += ".apart";
  if (llvm::Function* function = module.getFunction(name)) return *function;
  llvm::LLVMContext& context = module.getContext();
  llvm::Type* pointer = llvm::PointerType::get(context, 0);
  llvm::Type* number = llvm::Type::getInt64Ty(context);
  llvm::SmallVector<llvm::Type*, 8> parameters = {pointer, number, number, number};
  for (unsigned step = 0; step < shape.steps; ++step) parameters.append({pointer, pointer});
  auto* type = llvm::FunctionType::get(llvm::Type::getVoidTy(context), parameters, false);
  llvm::Function* function = make_function(module, type, name);
  function->setOnlyAccessesArgMemory();
  // Its registers are its own: inlined, what one product loads would be shared with the next and spilled.
  function->addFnAttr(llvm::Attribute::NoInline);
  copy_target(caller, *function);
  for (llvm::Argument& parameter : function->args()) {
    if (!parameter.getType()->isPointerTy()) continue;
    parameter.addAttr(llvm::Attribute::NoCapture);
    if (parameter.getArgNo()) parameter.addAttr(llvm::Attribute::ReadOnly);
  }
  function->addParamAttr(0, llvm::Attribute::NoAlias);
  PanelEmitter(*function, shape, Block::of(shape.count * kMatrixSide, target)).run();
  return *function;
}

}  // namespace pewter::compiler
