// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <condition_variable>
#include <mutex>
#include <thread>

#include "compiler/plugin.h"

namespace pewter::compiler {

// A Translator that is left alone at the end of the process. Compiles go on in background threads while main() returns;
// LLVM's static objects are destroyed then, and a compile that meets that crashes. close() lets those that run come to
// their end and keeps others from beginning: threads that ask wait for the end of the process, the one that ends it
// gets an error.
class ExitGate final : public Translator {
 public:
  explicit ExitGate(Translator& behind) : behind_(behind) {}

  Result<LibraryIndex, Diagnostics> index(const Source& source, const Options& options) override;
  Result<model::KernelInfo, Diagnostics> describe(const Source& source, const Options& options,
                                                  const KernelRequest& request) override;
  Result<model::KernelImage, Diagnostics> compile(const Source& source, const Options& options,
                                                  const KernelRequest& request) override;
  Result<std::string, Diagnostics> emit(const Source& source, const Options& options, const KernelRequest& request,
                                        Emit stage) override;

  // By the thread that ends the process, before anything of LLVM's goes. Waits at most `seconds`.
  void close(double seconds);

 private:
  class Inside;

  Translator& behind_;
  std::mutex mutex_;  // guards what follows
  std::condition_variable left_;
  unsigned inside_ = 0;
  bool closed_ = false;
  std::thread::id closer_;
};

}  // namespace pewter::compiler
