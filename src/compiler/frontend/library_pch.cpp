// SPDX-License-Identifier: Apache-2.0
#include "compiler/frontend/library_pch.h"

#include <clang/Basic/Version.h>
#include <clang/Frontend/FrontendActions.h>
#include <clang/Frontend/TextDiagnosticBuffer.h>
#include <clang/Sema/Sema.h>
#include <clang/Serialization/ASTWriter.h>
#include <clang/Serialization/PCHContainerOperations.h>

#include <map>
#include <mutex>

#include "compiler/cache/cache.h"
#include "compiler/frontend/diagnostics.h"
#include "compiler/frontend/dialect.h"
#include "compiler/frontend/headers.h"
#include "compiler/frontend/instance.h"
#include "compiler/stdlib/embedded.h"

namespace pewter::compiler::frontend {
namespace {

// Writes the precompiled header into memory.
class WriteHeader : public clang::ASTFrontendAction {
 public:
  explicit WriteHeader(std::shared_ptr<clang::PCHBuffer> buffer) : buffer_(std::move(buffer)) {}

 protected:
  clang::TranslationUnitKind getTranslationUnitKind() override { return clang::TU_Prefix; }
  bool hasASTFileSupport() const override { return false; }
  std::unique_ptr<clang::ASTConsumer> CreateASTConsumer(clang::CompilerInstance& instance, llvm::StringRef) override {
    return std::make_unique<clang::PCHGenerator>(instance.getPreprocessor(), instance.getModuleCache(), "", "", buffer_,
                                                 instance.getFrontendOpts().ModuleFileExtensions, false, false);
  }

 private:
  std::shared_ptr<clang::PCHBuffer> buffer_;
};

Result<std::string, Diagnostics> build(const Options& options) {
  clang::TextDiagnosticBuffer messages;
  auto instance = make_parse_instance(options, messages, true);
  if (!instance) return Failure{plain_error("the compiler could not start")};
  auto buffer = std::make_shared<clang::PCHBuffer>();
  WriteHeader action(buffer);
  const clang::FrontendInputFile input(llvm::MemoryBufferRef({kEverything.data(), kEverything.size()}, "pewter_library"),
                                       clang::InputKind(clang::Language::CXX, clang::InputKind::Source, false, clang::InputKind::HeaderUnit_None, true));
  if (action.BeginSourceFile(*instance, input)) {
    if (auto failed = action.Execute()) llvm::consumeError(std::move(failed));
    action.EndSourceFile();
  }
  if (!buffer->IsComplete || instance->getDiagnostics().hasErrorOccurred()) {
    std::string all = "the standard library does not compile";
    for (auto at = messages.err_begin(); at != messages.err_end(); ++at) all += "\n  " + at->second;
    return Failure{plain_error(all)};
  }
  return std::string(buffer->Data.begin(), buffer->Data.end());
}

// Counts changes of target.h, instance.h and kEverything that the flags do not show.
constexpr unsigned kHeaderVersion = 2;

std::string key_of(const Options& options) {
  cache::KeyBuilder key;
  for (const std::string& flag : dialect_flags(options)) key.add(flag);
  for (const Predefine& predefine : predefines(options)) key.add(predefine.name).add(predefine.value);
  // The format is Clang's own and changes with it; the parse trusts the key and validates nothing.
  key.add(clang::getClangFullVersion()).add(std::uint64_t{kHeaderVersion});
  key.add(stdlib::content_hash());
  return key.finish();
}

// A header being built or ready; those who come while it is being built wait on the mutex.
struct Slot {
  std::mutex mutex;
  std::unique_ptr<llvm::MemoryBuffer> buffer;
};

}  // namespace

Result<const llvm::MemoryBuffer*, Diagnostics> library_pch(const Options& options) {
  // Never destroyed: compiles on other threads may outlive main().
  static auto* slots = new std::map<std::string, Slot>;
  static auto* slots_mutex = new std::mutex;
  const std::string key = key_of(options);
  Slot* slot;
  {
    std::lock_guard lock(*slots_mutex);
    slot = &(*slots)[key];
  }
  std::lock_guard lock(slot->mutex);
  if (slot->buffer) return slot->buffer.get();
  auto& disk = cache::Cache::process();
  std::string bytes;
  if (auto found = disk.find("pch", key)) {
    bytes = std::move(*found);
  } else {
    auto built = build(options);
    if (!built) return Failure{std::move(built).error()};
    bytes = std::move(built).value();
    disk.store("pch", key, bytes);
  }
  slot->buffer = llvm::MemoryBuffer::getMemBufferCopy(bytes, "pewter.pch");
  return slot->buffer.get();
}

}  // namespace pewter::compiler::frontend
