// SPDX-License-Identifier: Apache-2.0
#include "foundation/autorelease_pool.h"

#include <fmt/format.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <vector>

#include "foundation/class_registry.h"
#include "support/log.h"

namespace pewter::foundation {
namespace {

// The pools of one thread. Only that thread touches it.
class PoolStack {
 public:
  PoolToken push() {
    // Relaxed: tokens only need to differ.
    static constinit std::atomic<PoolToken> next{1};
    const PoolToken token = next.fetch_add(1, std::memory_order_relaxed);
    pools_.push_back({token, objects_.size()});
    return token;
  }

  void pop(PoolToken token) noexcept {
    // A destructor may autorelease, push pools, and even pop this very one, so look at the stack afresh each time.
    while (contains(token)) {
      if (objects_.size() > pools_.back().first_object) {
        release_newest();
      } else {
        const bool last = pools_.back().token == token;
        pools_.pop_back();
        if (last) return;
      }
    }
  }

  bool add(Object* object) {
    if (pools_.empty()) return false;
    objects_.push_back(object);
    return true;
  }

  void drain() noexcept {
    while (!objects_.empty()) release_newest();
    pools_.clear();
  }

  std::string describe() const {
    std::string text;
    for (std::size_t pool = 0; pool < pools_.size(); ++pool) {
      const std::size_t end = pool + 1 < pools_.size() ? pools_[pool + 1].first_object : objects_.size();
      text += fmt::format("pool {}: {} objects\n", pools_[pool].token, end - pools_[pool].first_object);
      for (std::size_t i = pools_[pool].first_object; i < end; ++i)
        text += fmt::format("  {} {}\n", static_cast<const void*>(objects_[i]), objects_[i]->class_record()->name);
    }
    return text;
  }

 private:
  struct Pool {
    PoolToken token;
    std::size_t first_object;  // index in objects_
  };

  bool contains(PoolToken token) const {
    return std::any_of(pools_.rbegin(), pools_.rend(), [&](const Pool& pool) { return pool.token == token; });
  }

  void release_newest() noexcept {
    Object* object = objects_.back();
    objects_.pop_back();
    object->release();
  }

  std::vector<Pool> pools_;
  std::vector<Object*> objects_;  // one reference each, oldest first
};

// A plain pointer, so that it can be read while the thread's other thread_locals are destroyed.
thread_local constinit PoolStack* stack = nullptr;
thread_local constinit bool thread_ended = false;

struct ThreadEnd {
  bool armed = false;
  ~ThreadEnd() {
    thread_ended = true;
    if (!armed || ::syscall(SYS_gettid) == ::getpid()) return;
    if (stack) stack->drain();
    delete stack;
    stack = nullptr;
  }
};
thread_local ThreadEnd thread_end;

const AllocatableClass kAlloc(AutoreleasePool::kClass, []() -> Object* { return new AutoreleasePool; });

}  // namespace

constinit const ClassRecord AutoreleasePool::kClass{"NSAutoreleasePool", &kObjectClass, destroy<AutoreleasePool>,
                                                    nullptr};

PoolToken push_pool() {
  if (!stack) {
    stack = new PoolStack;
    if (!thread_ended) thread_end.armed = true;
  }
  return stack->push();
}

void pop_pool(PoolToken token) noexcept {
  if (token && stack) stack->pop(token);
}

Object* Object::autorelease() noexcept {
  if (class_record() == &kZombieClass) {
    use_zombie(this, "autorelease");
    return this;
  }
  if (!stack || !stack->add(this)) {
    if (log::first_time("autorelease without pool"))
      log::info(fmt::format("a {} was autoreleased with no pool in place; just leaking", class_record()->name));
  }
  return this;
}

void AutoreleasePool::add(Object* object) {
  // A pool below the top is as good: the top one is drained first, and so is what it holds.
  if (object) object->autorelease();
}

std::string describe_pools() { return stack ? stack->describe() : std::string(); }

}  // namespace pewter::foundation
