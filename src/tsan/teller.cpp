// SPDX-License-Identifier: Apache-2.0
#include "tsan/tsan.h"

#include <link.h>
#include <unwind.h>

#include <cstdlib>
#include <mutex>
#include <new>
#include <string>
#include <unordered_map>

#include "check/thread_bound.h"

namespace pewter::tsan {
namespace {

using model::Event;
using model::EventKind;
using model::ObjectClass;

constexpr std::uint64_t kCompleted = 4;  // MTLCommandBufferStatusCompleted
constexpr std::size_t kClasses = static_cast<std::size_t>(ObjectClass::mps_kernel) + 1;

// Where a library's code lies.
struct Code {
  std::uintptr_t begin = 0, end = 0;

  static Code around(const void* address) {
    struct Search {
      std::uintptr_t address;
      Code found;
    } search{reinterpret_cast<std::uintptr_t>(address), {}};
    ::dl_iterate_phdr(
        [](dl_phdr_info* info, std::size_t, void* data) {
          auto& search = *static_cast<Search*>(data);
          for (unsigned i = 0; i < info->dlpi_phnum; ++i) {
            const auto& segment = info->dlpi_phdr[i];
            const std::uintptr_t begin = info->dlpi_addr + segment.p_vaddr;
            if (segment.p_type != PT_LOAD || search.address < begin || search.address >= begin + segment.p_memsz)
              continue;
            search.found = {begin, begin + segment.p_memsz};
            return 1;
          }
          return 0;
        },
        &search);
    return search.found;
  }
  bool has(std::uintptr_t address) const { return address >= begin && address < end; }
};

// The program's call that led here: the innermost return address outside of Pewter.
void* program_caller(const Code& own, const Code& runtime) {
  struct Search {
    const Code &own, &runtime;
    std::uintptr_t found = 0;
  } search{own, runtime};
  ::_Unwind_Backtrace(
      [](_Unwind_Context* context, void* data) {
        auto& search = *static_cast<Search*>(data);
        const std::uintptr_t address = ::_Unwind_GetIP(context);
        if (address == 0) return _URC_END_OF_STACK;
        if (search.own.has(address) || search.runtime.has(address)) return _URC_NO_REASON;
        search.found = address;
        return _URC_END_OF_STACK;
      },
      &search);
  return reinterpret_cast<void*>(search.found);
}

// Stands for an object, which ThreadSanitizer knows by an address only: a heap block of its own, so that reports tell
// where the object was made. Three words, since each is a variable of its own to ThreadSanitizer.
struct StandIn {
  std::uint64_t object;  // used where the object is
  std::uint64_t order;   // what Metal's order goes through: commit, completion, signals
  std::uint64_t end;     // every use comes before the object's end, by its reference count, which nobody sees
};

// While one is there ThreadSanitizer does not see what its thread does: locks and memory of Pewter's own are neither
// order nor race of the program.
struct Unseen {
  Unseen() {
    ::AnnotateIgnoreReadsBegin(__FILE__, __LINE__);
    ::AnnotateIgnoreWritesBegin(__FILE__, __LINE__);
    ::AnnotateIgnoreSyncBegin(__FILE__, __LINE__);
  }
  ~Unseen() {
    ::AnnotateIgnoreSyncEnd(__FILE__, __LINE__);
    ::AnnotateIgnoreWritesEnd(__FILE__, __LINE__);
    ::AnnotateIgnoreReadsEnd(__FILE__, __LINE__);
  }
  Unseen(const Unseen&) = delete;
};

class Teller final : public model::Observer {
 public:
  Teller(model::Observer* next, const void* caller_code)
      : next_(next),
        own_(Code::around(reinterpret_cast<const void*>(&program_caller))),
        runtime_(Code::around(caller_code)) {
    for (std::size_t i = 0; i < kClasses; ++i) {
      const auto object_class = static_cast<ObjectClass>(i);
      if (!check::is_thread_bound(object_class)) continue;
      // They are kept, not copied.
      const auto* name = new std::string("Metal " + std::string(model::common_name(object_class)));
      const auto* header = new std::string("race on a " + *name);
      tags_[i] = ::__tsan_external_register_tag(name->c_str());
      ::__tsan_external_register_header(tags_[i], header->c_str());
    }
  }

  bool before(const Event& event) override {
    const Unseen unseen;
    return !next_ || next_->before(event);
  }

  void on(const Event& event) override {
    tell_uses(event);
    tell_order(event);
    if (event.kind == EventKind::object_destroyed) forget(event.object);
    if (!next_) return;
    const Unseen unseen;
    next_->on(event);
  }

 private:
  void tell_uses(const Event& event) {
    switch (event.kind) {
      case EventKind::object_created:
      case EventKind::buffer_enqueued:
      case EventKind::handler_added:
      case EventKind::buffer_committed:
        return use(event.object, event.object_class, true);
      case EventKind::object_accessed:
        return use(event.object, event.object_class, event.writes);
      case EventKind::encoder_ended:
        use(event.object, event.object_class, true);
        return use(event.parent, ObjectClass::command_buffer, true);
      default:
        return;
    }
  }

  // As Checker::order() has it. What a command buffer passes on to an event or gets from it goes by the thread that
  // plays the GPU.
  void tell_order(const Event& event) {
    switch (event.kind) {
      case EventKind::buffer_committed:
      case EventKind::handler_ended:
        return release(event.object);
      case EventKind::handler_began:
      case EventKind::event_listener_notified:
        return acquire(event.object);
      case EventKind::wait_ended:
        if (event.value >= kCompleted) acquire(event.object);
        return;
      case EventKind::event_signaled:
        if (event.parent) acquire(event.parent);
        return release(event.object);
      case EventKind::event_wait_satisfied:
        acquire(event.object);
        if (event.parent) release(event.parent);
        return;
      default:
        return;
    }
  }

  void use(model::ObjectId id, ObjectClass object_class, bool writes) {
    if (!check::is_thread_bound(object_class) || !id) return;
    void* tag = tags_[static_cast<std::size_t>(object_class)];
    StandIn& object = of(id, tag);
    (writes ? ::__tsan_external_write : ::__tsan_external_read)(&object.object, program_caller(own_, runtime_), tag);
    ::__tsan_release(&object.end);
  }
  void release(model::ObjectId id) { ::__tsan_release(&of(id).order); }
  void acquire(model::ObjectId id) { ::__tsan_acquire(&of(id).order); }

  StandIn& of(model::ObjectId id, void* tag = nullptr) {
    const Unseen unseen;
    const std::lock_guard lock(mutex_);
    StandIn*& object = objects_[id];
    if (object) return *object;
    auto* memory = static_cast<StandIn*>(std::malloc(sizeof(StandIn)));
    if (!memory) throw std::bad_alloc();
    if (tag) ::__tsan_external_assign_tag(memory, tag);
    return *(object = memory);
  }

  void forget(model::ObjectId id) {
    StandIn* object = nullptr;
    {
      const Unseen unseen;
      const std::lock_guard lock(mutex_);
      const auto found = objects_.find(id);
      if (found == objects_.end()) return;
      object = found->second;
      objects_.erase(found);
    }
    ::__tsan_acquire(&object->end);
    ::__tsan_acquire(&object->order);
    std::free(object);
  }

  model::Observer* const next_;
  const Code own_, runtime_;
  void* tags_[kClasses] = {};
  std::mutex mutex_;  // guards objects_
  std::unordered_map<model::ObjectId, StandIn*> objects_;
};

}  // namespace

}  // namespace pewter::tsan

extern "C" __attribute__((visibility("default"))) pewter::model::Observer* pewter_tsan_observer_1(
    pewter::model::Observer* next, const void* caller_code) {
  return new pewter::tsan::Teller(next, caller_code);
}
