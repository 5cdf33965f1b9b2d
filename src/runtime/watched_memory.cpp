// SPDX-License-Identifier: Apache-2.0
#include "runtime/watched_memory.h"

#include <signal.h>
#include <sys/mman.h>
#include <ucontext.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <map>
#include <mutex>
#include <unordered_map>

#include "model/observer.h"
#include "runtime/storage.h"
#include "support/fault_claims.h"
#include "support/interrupted_stack.h"

namespace pewter::runtime {
namespace {

using Side = WatchedMemory::Side;
using Closed = WatchedMemory::Closed;

int protection(Closed closed) {
  switch (closed) {
    case Closed::nothing: return PROT_READ | PROT_WRITE;
    case Closed::writes: return PROT_READ;
    case Closed::everything: break;
  }
  return PROT_NONE;
}

struct Touch {
  ObjectId owner = 0;
  Side side{};
  std::uint64_t offset = 0;
  bool first = false;  // else another thread was faster, and told of it
};

bool is_store(const void* context) {
#if defined(__x86_64__)
  return static_cast<const ucontext_t*>(context)->uc_mcontext.gregs[REG_ERR] & 2;  // the page fault's error code: W/R
#else
  return true;  // not known: taken for the access that conflicts with more
#endif
}

void tell(const Touch& touch, bool writes, std::span<const std::uint64_t> stack) {
  model::observe({.kind = model::EventKind::memory_touched,
                  .object_class = model::ObjectClass::buffer,
                  .writes = writes,
                  .by_gpu = touch.side == Side::gpu,
                  .object = touch.owner,
                  .value = touch.offset,
                  .call = writes ? "a store" : "a load",
                  .return_addresses = stack});
}

}  // namespace

// All watched memory of the process. Never destroyed: the handler may come at any time.
class WatchedMemoryTable final : public model::MemoryWatch {
 public:
  static WatchedMemoryTable& instance() {
    static auto* const table = new WatchedMemoryTable;
    return *table;
  }

  // Relaxed: who has got hold of watched memory has made it, or was told of it, after it was added.
  bool any() const { return lowest_.load(std::memory_order_relaxed) != UINTPTR_MAX; }

  void add(WatchedMemory* memory) {
    std::lock_guard lock(mutex_);
    for (Side side : {Side::program, Side::gpu}) {
      const auto base = reinterpret_cast<std::uintptr_t>(memory->view(side));
      views_[base] = {memory, side};
      widen(base, base + memory->size_);
    }
  }

  void remove(WatchedMemory* memory) {
    std::lock_guard lock(mutex_);
    for (Side side : {Side::program, Side::gpu}) views_.erase(reinterpret_cast<std::uintptr_t>(memory->view(side)));
    if (memory->owner_) by_owner_.erase(memory->owner_);
  }

  void set_owner(WatchedMemory* memory, ObjectId owner) {
    std::lock_guard lock(mutex_);
    memory->owner_ = owner;
    by_owner_[owner] = memory;
  }

  void close(ObjectId resource, Side side, Closed closed) override {
    std::lock_guard lock(mutex_);
    if (const auto found = by_owner_.find(resource); found != by_owner_.end()) found->second->close(side, closed);
  }

  std::optional<Touch> open(std::uintptr_t address, bool writes) {
    // Faults elsewhere, wild ones above all, take no lock. Relaxed: memory that the thread may touch was added before.
    if (address < lowest_.load(std::memory_order_relaxed) || address >= highest_.load(std::memory_order_relaxed)) return {};
    std::lock_guard lock(mutex_);
    const auto found = find(address);
    if (found == views_.end()) return {};
    const auto& [memory, side] = found->second;
    const std::uint64_t offset = address - found->first;
    return Touch{memory->owner_, side, offset, memory->open(side, offset, writes)};
  }

  // The first closed byte of the program's in [address, end), opened; and where to go on from.
  std::optional<Touch> open_next(std::uintptr_t& address, std::uintptr_t end, bool writes) {
    if (end <= lowest_.load(std::memory_order_relaxed) || address >= highest_.load(std::memory_order_relaxed)) return {};
    std::lock_guard lock(mutex_);
    const auto found = find(address);
    if (found == views_.end() || found->second.side != Side::program) return {};
    WatchedMemory& memory = *found->second.memory;
    while (address < std::min(end, found->first + memory.size_)) {
      const std::uint64_t offset = address - found->first;
      const bool first = memory.open(Side::program, offset, writes);
      address = found->first + (offset / memory.part_ + 1) * memory.part_;
      if (first) return Touch{memory.owner_, Side::program, offset, true};
    }
    return {};
  }

  // Calls `use` with the memory whose view for the GPU `address` lies in, if it does.
  template <class Use>
  void with_gpu_view(const std::byte* address, Use use) {
    const auto at = reinterpret_cast<std::uintptr_t>(address);
    if (at < lowest_.load(std::memory_order_relaxed) || at >= highest_.load(std::memory_order_relaxed)) return;
    std::lock_guard lock(mutex_);
    if (const auto found = find(at); found != views_.end() && found->second.side == Side::gpu) use(*found->second.memory);
  }

 private:
  struct Place {
    WatchedMemory* memory = nullptr;
    Side side{};
  };

  std::map<std::uintptr_t, Place>::iterator find(std::uintptr_t address) {
    auto next = views_.upper_bound(address);
    if (next == views_.begin()) return views_.end();
    --next;
    return address - next->first < next->second.memory->size_ ? next : views_.end();
  }

  void widen(std::uintptr_t begin, std::uintptr_t end) {
    if (begin < lowest_.load(std::memory_order_relaxed)) lowest_.store(begin, std::memory_order_relaxed);
    if (end > highest_.load(std::memory_order_relaxed)) highest_.store(end, std::memory_order_relaxed);
  }

  std::mutex mutex_;  // guards what follows, every WatchedMemory and its protection
  std::map<std::uintptr_t, Place> views_;  // by address
  std::unordered_map<ObjectId, WatchedMemory*> by_owner_;
  std::atomic<std::uintptr_t> lowest_{UINTPTR_MAX}, highest_{0};  // written under mutex_
};

namespace {

// Some programs give their threads a signal stack that holds a handler of a few lines and no more. There the touch goes
// unseen.
bool has_room() {
  constexpr std::size_t kEnough = 32 * 1024;
  stack_t now = {};
  return sigaltstack(nullptr, &now) != 0 || !(now.ss_flags & SS_ONSTACK) || now.ss_size >= kEnough;
}

bool claim(int signal, const siginfo_t& info, void* context) {
  if (signal != SIGSEGV || info.si_code != SEGV_ACCERR) return false;
  const bool writes = is_store(context);
  const auto touch = WatchedMemoryTable::instance().open(reinterpret_cast<std::uintptr_t>(info.si_addr), writes);
  if (!touch) return false;
  if (!touch->first || !has_room()) return true;
  std::array<std::uint64_t, 48> stack;
  const unsigned count = touch->side == Side::program ? interrupted_stack(context, stack) : 0;
  tell(*touch, writes, {stack.data(), count});
  return true;
}

}  // namespace

std::unique_ptr<WatchedMemory> WatchedMemory::map(std::uint64_t size) {
  const int file = memfd_create("pewter-buffer", MFD_CLOEXEC);
  if (file < 0) return nullptr;
  void* views[2] = {MAP_FAILED, MAP_FAILED};
  if (ftruncate(file, static_cast<off_t>(size)) == 0)
    for (void*& view : views) view = mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_NORESERVE, file, 0);
  ::close(file);
  if (views[0] == MAP_FAILED || views[1] == MAP_FAILED) {
    for (void* view : views)
      if (view != MAP_FAILED) munmap(view, size);
    return nullptr;
  }
  prepare_interrupted_stack();
  claim_faults(&claim);
  return std::unique_ptr<WatchedMemory>(new WatchedMemory(size, static_cast<std::byte*>(views[0]), static_cast<std::byte*>(views[1])));
}

WatchedMemory::WatchedMemory(std::uint64_t size, std::byte* program, std::byte* gpu)
    : size_(size), part_(round_up((size + kParts - 1) / kParts, page_size())) {
  views_[static_cast<std::size_t>(Side::program)].base = program;
  views_[static_cast<std::size_t>(Side::gpu)].base = gpu;
  WatchedMemoryTable::instance().add(this);
}

WatchedMemory::~WatchedMemory() {
  WatchedMemoryTable::instance().remove(this);
  for (const View& view : views_) munmap(view.base, size_);
}

void WatchedMemory::set_owner(ObjectId owner) { WatchedMemoryTable::instance().set_owner(this, owner); }

bool WatchedMemory::open(Side side, std::uint64_t offset, bool writes) {
  View& view = views_[static_cast<std::size_t>(side)];
  const std::uint64_t part = offset / part_;
  Closed& closed = view.closed[part];
  if (closed == Closed::nothing || (closed == Closed::writes && !writes)) return false;
  // A load of the program's leaves it closed to stores.
  const Closed now = writes || side == Side::gpu ? Closed::nothing : Closed::writes;
  const std::uint64_t begin = part * part_;
  // Where the system refuses to split the mapping (it has a limit of such splits), all of it opens.
  if (mprotect(view.base + begin, std::min(part_, size_ - begin), protection(now)) != 0) {
    mprotect(view.base, size_, PROT_READ | PROT_WRITE);
    view.closed.fill(Closed::nothing);
    return true;
  }
  closed = now;
  return true;
}

void WatchedMemory::close(Side side, Closed closed) {
  if (is_all(side, closed)) return;
  View& view = views_[static_cast<std::size_t>(side)];
  if (mprotect(view.base, size_, protection(closed)) == 0) view.closed.fill(closed);
}

void WatchedMemory::touch(const void* address, std::uint64_t length, bool writes) {
  auto at = reinterpret_cast<std::uintptr_t>(address);
  const std::uintptr_t end = at + length;
  while (const auto touched = WatchedMemoryTable::instance().open_next(at, end, writes)) tell(*touched, writes, {});
}

bool WatchedMemory::is_all(Side side, Closed closed) const {
  const View& view = views_[static_cast<std::size_t>(side)];
  return std::all_of(view.closed.begin(), view.closed.begin() + static_cast<std::ptrdiff_t>(parts()), [&](Closed now) { return now == closed; });
}

bool WatchedMemory::exists() { return WatchedMemoryTable::instance().any(); }

std::vector<std::byte*> WatchedMemory::untouched_by_gpu(std::span<std::byte* const> addresses) {
  std::vector<std::byte*> all;
  for (std::byte* address : addresses)
    WatchedMemoryTable::instance().with_gpu_view(address, [&](const WatchedMemory& memory) {
      if (memory.is_all(Side::gpu, Closed::everything)) all.push_back(address);
    });
  return all;
}

void WatchedMemory::close_again(std::span<std::byte* const> addresses) {
  for (const std::byte* address : addresses)
    WatchedMemoryTable::instance().with_gpu_view(address, [](WatchedMemory& memory) {
      if (memory.parts() < kFewParts) memory.close(Side::gpu, Closed::everything);
    });
}

model::MemoryWatch& WatchedMemory::watch() { return WatchedMemoryTable::instance(); }

}  // namespace pewter::runtime
