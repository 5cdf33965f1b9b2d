// SPDX-License-Identifier: Apache-2.0
#include "compiler/frontend/library_pch.h"

#include <clang/Basic/Version.h>
#include <clang/Frontend/FrontendActions.h>
#include <clang/Frontend/TextDiagnosticBuffer.h>
#include <clang/Sema/Sema.h>
#include <clang/Serialization/ASTWriter.h>
#include <clang/Serialization/PCHContainerOperations.h>

#include <dlfcn.h>

#include <filesystem>
#include <map>
#include <mutex>
#include <set>

#include "compiler/cache/cache.h"
#include "compiler/frontend/diagnostics.h"
#include "compiler/frontend/dialect.h"
#include "compiler/frontend/headers.h"
#include "compiler/frontend/instance.h"
#include "compiler/stdlib/embedded.h"

namespace pewter::compiler::frontend {
namespace {

// Sema's list of functions to look through at the end of a parse for what a device cannot do. Clang has no public way to it; names in
// an explicit instantiation are not checked for access.
using Declarations = llvm::SmallSetVector<clang::Decl*, 4>;
Declarations& to_look_through(clang::Sema& sema);
template <Declarations clang::Sema::*List>
struct Expose {
  friend Declarations& to_look_through(clang::Sema& sema) { return sema.*List; }
};
template struct Expose<&clang::Sema::DeclsToCheckForDeferredDiags>;

// Without that list, for which every parse would read all functions of the library. What a program uses of them is found from the
// program's own functions.
class Generator : public clang::PCHGenerator {
 public:
  using PCHGenerator::PCHGenerator;
  void InitializeSema(clang::Sema& sema) override {
    sema_ = &sema;
    PCHGenerator::InitializeSema(sema);
  }
  void HandleTranslationUnit(clang::ASTContext& context) override {
    to_look_through(*sema_).clear();
    PCHGenerator::HandleTranslationUnit(context);
  }

 private:
  clang::Sema* sema_ = nullptr;
};

// Writes the precompiled header into memory.
class WriteHeader : public clang::ASTFrontendAction {
 public:
  explicit WriteHeader(std::shared_ptr<clang::PCHBuffer> buffer) : buffer_(std::move(buffer)) {}

 protected:
  clang::TranslationUnitKind getTranslationUnitKind() override { return clang::TU_Prefix; }
  bool hasASTFileSupport() const override { return false; }
  std::unique_ptr<clang::ASTConsumer> CreateASTConsumer(clang::CompilerInstance& instance, llvm::StringRef) override {
    return std::make_unique<Generator>(instance.getPreprocessor(), instance.getModuleCache(), "", "", buffer_,
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
constexpr unsigned kHeaderVersion = 4;

std::string key_of(const Options& options) {
  cache::KeyBuilder key;
  for (const std::string& flag : dialect_flags(options)) key.add(flag);
  for (const Predefine& predefine : library_predefines(options)) key.add(predefine.name).add(predefine.value);
  // The format is Clang's own and changes with it; the parse trusts the key and validates nothing.
  key.add(clang::getClangFullVersion()).add(std::uint64_t{kHeaderVersion});
  key.add(stdlib::content_hash());
  return key.finish();
}

// Where the build puts the headers of the usual options (write_headers): beside the library that holds this function.
std::filesystem::path installed_headers() {
  Dl_info info;
  if (::dladdr(reinterpret_cast<void*>(&installed_headers), &info) == 0 || !info.dli_fname) return {};
  std::error_code failed;
  return std::filesystem::canonical(info.dli_fname, failed).parent_path() / "pewter" / "headers";
}

Result<std::string, Diagnostics> find_or_build(const Options& options, const std::string& key) {
  if (auto found = cache::Cache::find_in(installed_headers(), "pch", key)) return std::move(*found);
  auto& disk = cache::Cache::process();
  if (auto found = disk.find("pch", key)) return std::move(*found);
  auto built = build(options);
  if (built) disk.store("pch", key, *built);
  return built;
}

// A header being built or ready; those who come while it is being built wait on the mutex.
struct Slot {
  std::mutex mutex;
  std::string bytes;
  std::unique_ptr<llvm::MemoryBuffer> buffer;  // of `bytes`
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
  auto bytes = find_or_build(options, key);
  if (!bytes) return Failure{std::move(bytes).error()};
  slot->bytes = std::move(bytes).value();
  slot->buffer = llvm::MemoryBuffer::getMemBuffer(slot->bytes, "pewter.pch");
  return slot->buffer.get();
}

bool write_headers(const std::string& directory, std::string& why) {
  std::set<std::string> keys;
  cache::Cache headers(directory);
  for (const bool fast_math : {true, false}) {
    Options options;
    options.fast_math = fast_math;
    const std::string key = key_of(options);
    keys.insert(key);
    if (cache::Cache::find_in(directory, "pch", key)) continue;
    auto built = build(options);
    if (!built) return why = built.error().text, false;
    headers.store("pch", key, *built);
    if (!cache::Cache::find_in(directory, "pch", key)) return why = "cannot write to " + directory, false;
  }
  std::error_code failed;
  for (const auto& file : std::filesystem::directory_iterator(directory, failed)) {
    const std::string name = file.path().filename().string();
    if (!keys.contains(name.substr(0, name.find('-')))) std::filesystem::remove(file.path(), failed);
  }
  return true;
}

}  // namespace pewter::compiler::frontend
