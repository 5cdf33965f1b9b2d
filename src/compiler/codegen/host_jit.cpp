// SPDX-License-Identifier: Apache-2.0
#include "compiler/codegen/host_jit.h"

#include <fmt/format.h>
#include <llvm/ExecutionEngine/JITLink/JITLinkMemoryManager.h>
#include <llvm/ExecutionEngine/Orc/Core.h>
#include <llvm/ExecutionEngine/Orc/ExecutorProcessControl.h>
#include <llvm/ExecutionEngine/Orc/ObjectLinkingLayer.h>
#include <llvm/ExecutionEngine/Orc/TaskDispatch.h>
#include <llvm/Support/MemoryBuffer.h>

#include <atomic>

#include "compiler/codegen/runtime_library.h"

namespace pewter::compiler {
namespace {

using llvm::orc::ExecutorAddr;

Diagnostics one_error(std::string text) { return {.text = "error: " + std::move(text) + "\n", .errors = 1}; }

thread_local std::string reported;

// The process's linker. Never destroyed: kernels may be released by static destructors that run later.
class Linker {
 public:
  static llvm::Expected<Linker*> get() {
    static Linker* const linker = make();
    if (!linker) return llvm::createStringError("no in-process linker for this host");
    return linker;
  }

  // A library of its own for every kernel, so that kernels neither see nor outlive each other.
  llvm::Expected<llvm::orc::JITDylib*> link(const model::KernelImage& image,
                                            std::span<const model::HostSymbol> symbols) {
    auto library = session_.createJITDylib(
        fmt::format("{}#{}", image.entry_symbol, next_.fetch_add(1, std::memory_order_relaxed)));
    if (!library) return library.takeError();
    llvm::Error error = library->define(llvm::orc::absoluteSymbols(symbol_map(symbols)));
    if (!error) {
      auto object = llvm::MemoryBuffer::getMemBufferCopy(llvm::StringRef(image.object.data(), image.object.size()),
                                                         image.entry_symbol);
      error = layer_.add(*library, std::move(object));
    }
    if (error) {
      unlink(*library);
      return std::move(error);
    }
    return &*library;
  }

  llvm::Expected<void*> address_of(llvm::orc::JITDylib& library, const std::string& symbol) {
    auto found = session_.lookup({&library}, symbol);
    if (!found) return found.takeError();
    return found->getAddress().toPtr<void*>();
  }

  void unlink(llvm::orc::JITDylib& library) { llvm::consumeError(session_.removeJITDylib(library)); }

 private:
  Linker(std::unique_ptr<llvm::orc::ExecutorProcessControl> control,
         std::unique_ptr<llvm::jitlink::JITLinkMemoryManager> memory)
      : session_(std::move(control)), layer_(session_, std::move(memory)) {
    // ORC returns that a link failed and reports here why; on the thread that links, since tasks are dispatched in
    // place.
    session_.setErrorReporter([](llvm::Error error) { reported += llvm::toString(std::move(error)) + "; "; });
  }

  static Linker* make() {
    auto control =
        llvm::orc::SelfExecutorProcessControl::Create(nullptr, std::make_unique<llvm::orc::InPlaceTaskDispatcher>());
    auto memory = llvm::jitlink::InProcessMemoryManager::Create();
    if (!control || !memory) {
      llvm::consumeError(control.takeError());
      llvm::consumeError(memory.takeError());
      return nullptr;
    }
    return new Linker(std::move(*control), std::move(*memory));
  }

  llvm::orc::SymbolMap symbol_map(std::span<const model::HostSymbol> symbols) {
    llvm::orc::SymbolMap map;
    const auto add = [&](const model::HostSymbol& symbol) {
      map[session_.intern(symbol.name)] = {ExecutorAddr::fromPtr(symbol.address), llvm::JITSymbolFlags::Exported};
    };
    for (const model::HostSymbol& symbol : runtime_library()) add(symbol);
    for (const model::HostSymbol& symbol : symbols) add(symbol);
    return map;
  }

  llvm::orc::ExecutionSession session_;
  llvm::orc::ObjectLinkingLayer layer_;
  std::atomic<std::uint64_t> next_{0};  // only to make names differ: no ordering
};

}  // namespace

Result<model::LoadedKernel, Diagnostics> link(const model::KernelImage& image,
                                              std::span<const model::HostSymbol> symbols) {
  reported.clear();
  auto linker = Linker::get();
  if (!linker) return Failure{one_error(llvm::toString(linker.takeError()))};
  auto library = (*linker)->link(image, symbols);
  if (!library)
    return Failure{one_error(
        fmt::format("kernel '{}' cannot be linked: {}", image.info.host_name, llvm::toString(library.takeError())))};
  auto entry = (*linker)->address_of(**library, image.entry_symbol);
  if (!entry) {
    const std::string reason = reported + llvm::toString(entry.takeError());
    (*linker)->unlink(**library);
    return Failure{one_error(fmt::format("kernel '{}' cannot be linked: {}", image.info.host_name, reason))};
  }
  model::LoadedKernel kernel;
  kernel.info = image.info;
  kernel.shape = image.shape;
  kernel.threads_per_threadgroup = image.threads_per_threadgroup;
  kernel.entry = *entry;
  kernel.code =
      std::shared_ptr<void>(*entry, [linker = *linker, library = *library](void*) { linker->unlink(*library); });
  return kernel;
}

}  // namespace pewter::compiler
