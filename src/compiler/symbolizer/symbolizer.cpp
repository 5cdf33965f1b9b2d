// SPDX-License-Identifier: Apache-2.0
#include "compiler/symbolizer/symbolizer.h"

#include <llvm/DebugInfo/Symbolize/Symbolize.h>

#include <mutex>

namespace pewter::compiler {
namespace {

class LlvmSymbolizer final : public model::Symbolizer {
 public:
  LlvmSymbolizer() : symbolizer_(options()) {}

  model::Stack symbolize(const std::string& module, std::uint64_t offset) override {
    std::lock_guard lock(mutex_);
    auto found = symbolizer_.symbolizeInlinedCode(module, {offset, llvm::object::SectionedAddress::UndefSection});
    if (!found) {
      llvm::consumeError(found.takeError());
      return {};
    }
    model::Stack frames;
    for (std::uint32_t i = 0; i < found->getNumberOfFrames(); ++i) {
      const llvm::DILineInfo& info = found->getFrame(i);
      model::Frame frame;
      if (info.FunctionName != llvm::DILineInfo::BadString) frame.function = info.FunctionName;
      if (info.FileName != llvm::DILineInfo::BadString) frame.file = info.FileName;
      frame.line = info.Line;
      frame.column = info.Column;
      frame.inlined = i + 1 < found->getNumberOfFrames();
      if (info.StartAddress && *info.StartAddress <= offset) frame.function_offset = offset - *info.StartAddress;
      frames.push_back(std::move(frame));
    }
    // One frame without anything is how LLVM says that it knows nothing.
    if (frames.size() == 1 && frames[0].function.empty() && frames[0].file.empty()) return {};
    return frames;
  }

 private:
  static llvm::symbolize::LLVMSymbolizer::Options options() {
    llvm::symbolize::LLVMSymbolizer::Options options;
    options.PathStyle = llvm::symbolize::FileLineInfoKind::AbsoluteFilePath;
    return options;
  }

  std::mutex mutex_;
  llvm::symbolize::LLVMSymbolizer symbolizer_;
};

}  // namespace

model::Symbolizer* process_symbolizer() {
  static auto* symbolizer = new LlvmSymbolizer;
  return symbolizer;
}

}  // namespace pewter::compiler
