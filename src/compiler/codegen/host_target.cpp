// SPDX-License-Identifier: Apache-2.0
#include "compiler/codegen/host_target.h"

#include <fmt/format.h>
#include <llvm/ADT/StringMap.h>
#include <llvm/ExecutionEngine/Orc/JITTargetMachineBuilder.h>
#include <llvm/MC/MCSubtargetInfo.h>
#include <llvm/MC/TargetRegistry.h>
#include <llvm/Support/TargetSelect.h>
#include <llvm/Target/TargetMachine.h>
#include <llvm/TargetParser/Host.h>

#include <algorithm>
#include <mutex>

namespace pewter::compiler {
namespace {

using llvm::orc::JITTargetMachineBuilder;

// These instructions round bfloat subnormals to zero, and LLVM uses them also where a bfloat only crosses a block.
void leave_out_bfloat(JITTargetMachineBuilder& builder) {
  if (!builder.getTargetTriple().isX86()) return;
  builder.getFeatures().AddFeature("avx512bf16", false);
  builder.getFeatures().AddFeature("avxneconvert", false);
}

llvm::Expected<JITTargetMachineBuilder> host_builder() {
  static std::once_flag once;
  std::call_once(once, [] {
    llvm::InitializeNativeTarget();
    llvm::InitializeNativeTargetAsmPrinter();
    llvm::InitializeNativeTargetAsmParser();
  });
  auto builder = JITTargetMachineBuilder::detectHost();
  if (builder) leave_out_bfloat(*builder);
  return builder;
}

std::unique_ptr<llvm::TargetMachine> make(JITTargetMachineBuilder& builder, std::string& why) {
  builder.setCodeGenOptLevel(llvm::CodeGenOptLevel::Default);
  builder.setRelocationModel(llvm::Reloc::PIC_);
  builder.setCodeModel(llvm::CodeModel::Small);
  // generate() reads the stack need of a kernel out of this section.
  builder.getOptions().EmitStackSizeSection = true;
  auto target = builder.createTargetMachine();
  if (!target) {
    why = llvm::toString(target.takeError());
    return nullptr;
  }
  return std::move(*target);
}

// Architectures that the host is not of come in when they are asked for.
bool initialise(const llvm::Triple& triple) {
  static std::once_flag x86, arm;
  if (triple.getArch() == llvm::Triple::x86_64) {
    std::call_once(x86, [] {
      LLVMInitializeX86TargetInfo();
      LLVMInitializeX86Target();
      LLVMInitializeX86TargetMC();
      LLVMInitializeX86AsmPrinter();
    });
  } else if (triple.getArch() == llvm::Triple::aarch64) {
    std::call_once(arm, [] {
      LLVMInitializeAArch64TargetInfo();
      LLVMInitializeAArch64Target();
      LLVMInitializeAArch64TargetMC();
      LLVMInitializeAArch64AsmPrinter();
    });
  } else {
    return false;
  }
  return triple.isOSBinFormatELF();
}

std::unique_ptr<llvm::MCSubtargetInfo> subtarget(const llvm::Triple& triple, llvm::StringRef processor) {
  std::string why;
  const llvm::Target* target = llvm::TargetRegistry::lookupTarget(triple.str(), why);
  return std::unique_ptr<llvm::MCSubtargetInfo>(target ? target->createMCSubtargetInfo(triple.str(), processor, "")
                                                       : nullptr);
}

// The most similar names, the nearest first.
std::string names_like(llvm::StringRef name, const llvm::MCSubtargetInfo& subtarget) {
  constexpr std::size_t kMost = 6;
  std::vector<llvm::StringRef> names;
  for (const llvm::SubtargetSubTypeKV& processor : subtarget.getAllProcessorDescriptions())
    names.push_back(processor.Key);
  std::stable_sort(names.begin(), names.end(), [&](llvm::StringRef a, llvm::StringRef b) {
    return name.edit_distance_insensitive(a) < name.edit_distance_insensitive(b);
  });
  names.resize(std::min(names.size(), kMost));
  std::string text;
  for (llvm::StringRef each : names) text += (text.empty() ? "" : ", ") + each.str();
  return text;
}

}  // namespace

std::unique_ptr<llvm::TargetMachine> make_host_target(std::string& why) {
  auto builder = host_builder();
  if (builder) return make(*builder, why);
  why = llvm::toString(builder.takeError());
  return nullptr;
}

std::unique_ptr<llvm::TargetMachine> make_target(const Machine& machine, std::string& why) {
  if (machine.triple.empty() && (machine.processor.empty() || machine.processor == "native"))
    return make_host_target(why);
  const llvm::Triple triple(
      llvm::Triple::normalize(machine.triple.empty() ? llvm::sys::getProcessTriple() : machine.triple));
  if (!initialise(triple)) {
    why = fmt::format("no code generator for '{}'; there are x86_64-linux-gnu and aarch64-linux-gnu", machine.triple);
    return nullptr;
  }
  const std::string processor = machine.processor.empty() ? triple.isX86() ? "x86-64" : "generic" : machine.processor;
  const auto generic = subtarget(triple, "");
  if (!generic || !generic->isCPUStringValid(processor)) {
    why = fmt::format("no processor '{}' of {}; names like it: {}", processor, triple.getArchName().str(),
                      generic ? names_like(processor, *generic) : "none");
    return nullptr;
  }
  JITTargetMachineBuilder builder(triple);
  builder.setCPU(processor);
  if (triple.isX86()) {
    // All by name, as those of the host are: passes look for them in the functions' attributes.
    const auto features = subtarget(triple, processor);
    for (const llvm::SubtargetFeatureKV& feature : features->getAllProcessorFeatures())
      if (features->getFeatureBits().test(feature.Value)) builder.getFeatures().AddFeature(feature.Key);
  }
  leave_out_bfloat(builder);
  return make(builder, why);
}

std::string why_not_here(const llvm::TargetMachine& target) {
  const llvm::Triple host(llvm::sys::getProcessTriple());
  if (target.getTargetTriple().getArch() != host.getArch())
    return fmt::format("code for {} does not run on {}", target.getTargetTriple().getArchName().str(),
                       host.getArchName().str());
  // What the processor says that it has not; names it does not speak of are about speed.
  const auto here = llvm::sys::getHostCPUFeatures();
  std::string missing;
  const llvm::MCSubtargetInfo& needed = *target.getMCSubtargetInfo();
  for (const llvm::SubtargetFeatureKV& feature : needed.getAllProcessorFeatures()) {
    const auto known = here.find(feature.Key);
    if (needed.getFeatureBits().test(feature.Value) && known != here.end() && !known->second)
      missing += (missing.empty() ? "" : ", ") + std::string(feature.Key);
  }
  if (missing.empty()) return {};
  return fmt::format("this processor cannot run code for '{}': it has no {}", target.getTargetCPU().str(), missing);
}

}  // namespace pewter::compiler
