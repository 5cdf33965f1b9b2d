// SPDX-License-Identifier: Apache-2.0
#include "preload/tell.h"

#include <dlfcn.h>
#include <link.h>
#include <string.h>

extern "C" __attribute__((weak)) decltype(_dl_find_object) _dl_find_object;

namespace pewter::preload {

std::atomic<const Seat*> detail::seat{nullptr};

namespace {

// This library is there from the start, so its thread-local data is in every thread's block: no allocation, no lock.
__attribute__((tls_model("initial-exec"))) thread_local bool telling = false;
constexpr unsigned kMaxHidden = 16;  // more nested locks than the runtime has
__attribute__((tls_model("initial-exec"))) thread_local const void* hidden[kMaxHidden];  // acquired by Pewter
__attribute__((tls_model("initial-exec"))) thread_local unsigned hidden_count = 0;

std::atomic<std::uintptr_t> interpreter_begin{0},
    interpreter_size{0};  // Read without order: a stale 0 is as before it was known

// The runtime's locks would order the program's threads in ways that no other implementation of Metal need have; an
// allocator's locks would order nearly everything.
constexpr const char* kNotThePrograms[] = {"libpewter",   "libLLVM",     "libclang-cpp",
                                           "libjemalloc", "libtcmalloc", "libmimalloc"};

Owner read_owner(const void* address) {
  const char* path = nullptr;
  Dl_info info;
  if (_dl_find_object) {  // no lock
    struct dl_find_object object;
    if (_dl_find_object(const_cast<void*>(address), &object) == 0 && object.dlfo_link_map)
      path = object.dlfo_link_map->l_name;
  } else if (dladdr(address, &info)) {
    path = info.dli_fname;
  }
  if (!path) return Owner::program;
  const char* slash = strrchr(path, '/');
  const char* name = slash ? slash + 1 : path;
  for (const char* ours : kNotThePrograms) {
    if (strncmp(name, ours, strlen(ours)) == 0) return Owner::pewter;
  }
  return strncmp(name, "libstdc++", 9) == 0 ? Owner::standard_library : Owner::program;
}

// Where CPython keeps its own locks. Whatever is in there is not the program's.
bool is_interpreters(const void* object) {
  return reinterpret_cast<std::uintptr_t>(object) - interpreter_begin.load(std::memory_order_relaxed) <
         interpreter_size.load(std::memory_order_relaxed);
}

void find_interpreter() {
  void* runtime = dlsym(RTLD_DEFAULT, "_PyRuntime");
  Dl_info info;
  void* entry = nullptr;
  if (!runtime || !dladdr1(runtime, &info, &entry, RTLD_DL_SYMENT) || !entry) return;
  const auto* symbol = static_cast<const ElfW(Sym)*>(entry);
  interpreter_begin.store(reinterpret_cast<std::uintptr_t>(runtime), std::memory_order_relaxed);
  interpreter_size.store(symbol->st_size, std::memory_order_relaxed);
}

}  // namespace

Owner owner_of(const void* address) {
  // Remembered by address, the owner in the lowest bits of one word. Wrong only where a library went and another came
  // to the same place.
  static std::atomic<std::uint64_t> known[1024];
  const auto number = reinterpret_cast<std::uint64_t>(address);
  auto& word = known[(number * 0x9e3779b97f4a7c15) >> 54];
  const std::uint64_t value = word.load(std::memory_order_relaxed);
  if (value >> 2 == number) return static_cast<Owner>(value & 3);
  const Owner owner = read_owner(address);
  word.store(number << 2 | static_cast<std::uint64_t>(owner), std::memory_order_relaxed);
  return owner;
}

bool detail::is_told(const void* caller, const void* object) {
  return !telling && !is_interpreters(object) && owner_of(caller) != Owner::pewter;
}

bool detail::is_acquisition_told(const void* caller, const void* lock) {
  if (telling || is_interpreters(lock)) return false;
  if (owner_of(caller) != Owner::pewter) return true;
  hide(lock);
  return false;
}

bool is_hidden(const void* lock) {
  for (unsigned i = 0; i < hidden_count; ++i) {
    if (hidden[i] == lock) return true;
  }
  return false;
}

void hide(const void* lock) {
  if (hidden_count < kMaxHidden) hidden[hidden_count++] = lock;
}

bool detail::is_release_told(const void* caller, const void* lock) {
  if (telling || is_interpreters(lock)) return false;
  for (unsigned i = hidden_count; i > 0; --i) {
    if (hidden[i - 1] != lock) continue;
    hidden[i - 1] = hidden[--hidden_count];
    return false;
  }
  return owner_of(caller) != Owner::pewter;
}

void detail::tell(model::SyncKind kind, std::uint64_t object, const char* call) {
  const Seat* taken = seat.load(std::memory_order_acquire);
  if (!taken || telling) return;
  telling = true;
  const model::SyncEvent event{kind, object, call};
  taken->listener(taken->context, &event);
  telling = false;
}

}  // namespace pewter::preload

extern "C" __attribute__((visibility("default"))) bool pewter_preload_set_listener_1(pewter::preload::Listener listener,
                                                                                     void* context) {
  using namespace pewter::preload;
  static Seat seats[2];  // who reads the old one may go on doing so
  static unsigned turn = 0;
  if (!listener) {
    detail::seat.store(nullptr, std::memory_order_release);
    return true;
  }
  if (dlsym(RTLD_DEFAULT, "__tsan_init")) return false;
  find_interpreter();
  Seat& seat = seats[turn++ % 2];
  seat = {listener, context};
  detail::seat.store(&seat, std::memory_order_release);
  return true;
}
