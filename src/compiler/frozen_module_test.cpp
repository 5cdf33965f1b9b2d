// SPDX-License-Identifier: Apache-2.0
#include "compiler/frozen_module.h"

#include <gtest/gtest.h>
#include <llvm/AsmParser/Parser.h>
#include <llvm/IR/LLVMContext.h>
#include <llvm/IR/Module.h>
#include <llvm/IR/Verifier.h>
#include <llvm/Support/SourceMgr.h>
#include <llvm/Support/raw_ostream.h>

namespace pewter::compiler {
namespace {

// Kernel b calls kernel a; each has a function and a global of its own.
constexpr char kText[] = R"(
@table = internal addrspace(2) constant [2 x ptr] [ptr @from_table, ptr null]
@tile = internal addrspace(3) global [4 x i32] undef

define internal i32 @from_table(i32 %x) {
  ret i32 %x
}
define internal i32 @of_a(i32 %x) {
  %function = load ptr, ptr addrspace(2) @table
  %y = call i32 %function(i32 %x)
  ret i32 %y
}
define void @a(ptr addrspace(1) %out) {
  %y = call i32 @of_a(i32 1)
  store i32 %y, ptr addrspace(1) %out
  ret void
}
define internal void @of_b() #0 {
  call void @__pewter_barrier()
  store i32 1, ptr addrspace(3) @tile
  ret void
}
define void @b(ptr addrspace(1) %out) #0 {
  call void @of_b()
  call void @a(ptr addrspace(1) %out)
  ret void
}
declare void @__pewter_barrier() #0
attributes #0 = { convergent }
)";

DeviceModule two_kernels() {
  DeviceModule device;
  device.context = std::make_unique<llvm::LLVMContext>();
  llvm::SMDiagnostic error;
  device.module = llvm::parseAssemblyString(kText, error, *device.context);
  for (const char* name : {"a", "b"}) {
    DeviceKernel kernel;
    kernel.function = device.module->getFunction(name);
    kernel.info.host_name = std::string("host ") + name;
    kernel.info.parameters.emplace_back().name = "out";
    kernel.built_in_types.push_back({.components = 3, .bits = 16});
    device.kernels.push_back(std::move(kernel));
  }
  return device;
}

std::string text_of(const DeviceModule& device) {
  std::string text;
  llvm::raw_string_ostream stream(text);
  device.module->print(stream, nullptr);
  return text;
}

TEST(FrozenModule, AThawedKernelHasWhatItReachesAndNothingElse) {
  const FrozenModule frozen = freeze(two_kernels());
  EXPECT_TRUE(frozen.has("host a"));
  EXPECT_FALSE(frozen.has("a"));
  const DeviceModule device = thaw(frozen, "host a");
  ASSERT_TRUE(device.module);
  EXPECT_FALSE(llvm::verifyModule(*device.module));
  for (const char* name : {"a", "of_a", "from_table"}) {
    const llvm::Function* function = device.module->getFunction(name);
    ASSERT_TRUE(function) << name;
    EXPECT_FALSE(function->isDeclaration()) << name;
  }
  for (const char* name : {"b", "of_b", "__pewter_barrier"}) EXPECT_FALSE(device.module->getFunction(name)) << name;
  EXPECT_TRUE(device.module->getNamedGlobal("table"));
  EXPECT_FALSE(device.module->getNamedGlobal("tile"));
  ASSERT_EQ(device.kernels.size(), 1u);
  EXPECT_EQ(device.kernels[0].function, device.module->getFunction("a"));
  EXPECT_EQ(device.kernels[0].info.parameters.at(0).name, "out");
  EXPECT_EQ(device.kernels[0].built_in_types.at(0).bits, 16);
}

TEST(FrozenModule, AKernelThatIsCalledIsAFunctionThere) {
  const DeviceModule device = thaw(freeze(two_kernels()), "host b");
  ASSERT_TRUE(device.module);
  EXPECT_TRUE(device.module->getFunction("a")->hasLocalLinkage());
  EXPECT_FALSE(device.module->getFunction("b")->hasLocalLinkage());
  EXPECT_TRUE(device.module->getFunction("b")->isConvergent());
  EXPECT_TRUE(device.module->getFunction("__pewter_barrier"));
  EXPECT_TRUE(device.module->getNamedGlobal("tile"));
}

TEST(FrozenModule, ThawsTheSameEachTime) {
  const FrozenModule frozen = freeze(two_kernels());
  EXPECT_EQ(text_of(thaw(frozen, "host b")), text_of(thaw(frozen, "host b")));
}

TEST(FrozenModule, NothingComesOfAnUnknownKernelOrBrokenBitcode) {
  FrozenModule frozen = freeze(two_kernels());
  EXPECT_FALSE(thaw(frozen, "host c").module);
  EXPECT_TRUE(thaw(frozen, "host c").kernels.empty());
  frozen.bitcode.resize(frozen.bitcode.size() / 2);
  EXPECT_FALSE(thaw(frozen, "host a").module);
}

}  // namespace
}  // namespace pewter::compiler
