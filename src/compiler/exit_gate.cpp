// SPDX-License-Identifier: Apache-2.0
#include "compiler/exit_gate.h"

#include <unistd.h>

#include <chrono>

namespace pewter::compiler {

class ExitGate::Inside {
 public:
  explicit Inside(ExitGate& gate) : gate_(gate) {
    std::unique_lock lock(gate_.mutex_);
    while (gate_.closed_) {
      if (std::this_thread::get_id() == gate_.closer_) return;
      lock.unlock();
      ::pause();  // until the process is gone
      lock.lock();
    }
    ++gate_.inside_;
    in_ = true;
  }
  ~Inside() {
    if (!in_) return;
    std::lock_guard lock(gate_.mutex_);
    --gate_.inside_;
    gate_.left_.notify_all();
  }
  Inside(const Inside&) = delete;
  Inside& operator=(const Inside&) = delete;
  explicit operator bool() const { return in_; }
  static Failure<Diagnostics> refusal() {
    return Failure{Diagnostics{.text = "error: the process is ending: nothing is compiled any more\n", .errors = 1}};
  }

 private:
  ExitGate& gate_;
  bool in_ = false;
};

Result<LibraryIndex, Diagnostics> ExitGate::index(const Source& source, const Options& options) {
  const Inside inside(*this);
  if (!inside) return Inside::refusal();
  return behind_.index(source, options);
}

Result<model::KernelInfo, Diagnostics> ExitGate::describe(const Source& source, const Options& options,
                                                          const KernelRequest& request) {
  const Inside inside(*this);
  if (!inside) return Inside::refusal();
  return behind_.describe(source, options, request);
}

Result<model::KernelImage, Diagnostics> ExitGate::compile(const Source& source, const Options& options,
                                                          const KernelRequest& request) {
  const Inside inside(*this);
  if (!inside) return Inside::refusal();
  return behind_.compile(source, options, request);
}

Result<std::string, Diagnostics> ExitGate::emit(const Source& source, const Options& options,
                                                const KernelRequest& request, Emit stage) {
  const Inside inside(*this);
  if (!inside) return Inside::refusal();
  return behind_.emit(source, options, request, stage);
}

void ExitGate::close(double seconds) {
  std::unique_lock lock(mutex_);
  closed_ = true;
  closer_ = std::this_thread::get_id();
  left_.wait_for(lock, std::chrono::duration<double>(seconds), [this] { return inside_ == 0; });
}

}  // namespace pewter::compiler
