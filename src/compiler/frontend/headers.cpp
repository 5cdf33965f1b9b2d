// SPDX-License-Identifier: Apache-2.0
#include "compiler/frontend/headers.h"

#include <llvm/Support/MemoryBuffer.h>

#include "compiler/stdlib/embedded.h"

namespace pewter::compiler::frontend {
namespace {

constexpr std::uint64_t kLargestFile = 64u << 20;

// The real file system without what could hang or flood the compiler: /dev/zero, pipes, enormous files.
class RegularFilesOnly : public llvm::vfs::ProxyFileSystem {
 public:
  using ProxyFileSystem::ProxyFileSystem;

  llvm::ErrorOr<llvm::vfs::Status> status(const llvm::Twine& path) override {
    auto found = ProxyFileSystem::status(path);
    if (found && !acceptable(*found)) return std::make_error_code(std::errc::no_such_file_or_directory);
    return found;
  }

  llvm::ErrorOr<std::unique_ptr<llvm::vfs::File>> openFileForRead(const llvm::Twine& path) override {
    // stat before open: opening a pipe would wait for its writer.
    auto found = ProxyFileSystem::status(path);
    if (!found) return found.getError();
    if (found->isDirectory() || !acceptable(*found)) return std::make_error_code(std::errc::no_such_file_or_directory);
    return ProxyFileSystem::openFileForRead(path);
  }

 private:
  static bool acceptable(const llvm::vfs::Status& status) {
    return status.isDirectory() || (status.isRegularFile() && status.getSize() <= kLargestFile);
  }
};

}  // namespace

llvm::IntrusiveRefCntPtr<llvm::vfs::OverlayFileSystem> make_file_system() {
  auto overlay = llvm::makeIntrusiveRefCnt<llvm::vfs::OverlayFileSystem>(
      llvm::makeIntrusiveRefCnt<RegularFilesOnly>(llvm::vfs::getRealFileSystem()));
  auto memory = llvm::makeIntrusiveRefCnt<llvm::vfs::InMemoryFileSystem>();
  for (const auto& header : stdlib::embedded_headers()) {
    const std::string path = std::string(kLibraryRoot) + "/" + std::string(header.name);
    memory->addFile(path, 0, llvm::MemoryBuffer::getMemBuffer({header.text.data(), header.text.size()}, path, false));
  }
  overlay->pushOverlay(memory);
  return overlay;
}

}  // namespace pewter::compiler::frontend
