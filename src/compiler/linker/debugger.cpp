// SPDX-License-Identifier: Apache-2.0
#include "compiler/linker/debugger.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cstdlib>
#include <cstring>
#include <mutex>
#include <string_view>

#include "support/log.h"

// Names and layouts are GDB's ("JIT Compilation Interface" in its manual; LLDB knows them, too). Hidden: a program may have an LLVM
// with another descriptor, and debuggers look at the symbols of each library for itself.
extern "C" {
struct pewter_jit_entry {
  pewter_jit_entry* next;
  pewter_jit_entry* previous;
  const char* object;
  std::uint64_t size;
};
struct pewter_jit_descriptor {
  std::uint32_t version;
  std::uint32_t action;  // 1: relevant was added, 2: it goes
  pewter_jit_entry* relevant;
  pewter_jit_entry* first;
};
// Debuggers stop here.
__attribute__((noinline, used, visibility("hidden"))) void __jit_debug_register_code() { asm volatile("" ::: "memory"); }
__attribute__((used, visibility("hidden"))) pewter_jit_descriptor __jit_debug_descriptor = {1, 0, nullptr, nullptr};
}

namespace pewter::compiler::linker {

struct DebuggerEntry : pewter_jit_entry {};

namespace {

// Never destroyed: kernels may be released by static destructors that run later.
std::mutex& registry() {
  static auto* mutex = new std::mutex;
  return *mutex;
}

void tell(std::uint32_t action, pewter_jit_entry* entry) {
  __jit_debug_descriptor.action = action;
  __jit_debug_descriptor.relevant = entry;
  __jit_debug_register_code();
  __jit_debug_descriptor.action = 0;
}

// perf's map of this process; -1 where none is asked for.
int perf_map() {
  static const int file = [] {
    const std::string path = fmt::format("/tmp/perf-{}.map", ::getpid());
    const int opened = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (opened < 0) log::warning(fmt::format("{}: {}", path, std::strerror(errno)));
    return opened;
  }();
  return file;
}

void add_to_perf_map(const model::KernelImage& image, std::uint64_t code, std::uint64_t size) {
  const char* wish = std::getenv("PEWTER_PERF_MAP");
  if (!wish || !*wish || std::string_view(wish) == "0" || perf_map() < 0) return;
  std::string text;
  const auto add = [&](std::uint64_t from, std::uint64_t to, const std::string& name) {
    if (from < to && to <= size) text += fmt::format("{:x} {:x} {}\n", code + from, to - from, name);
  };
  if (std::string_view(wish) == "lines" && !image.lines.empty()) {
    for (std::size_t i = 0; i < image.lines.size(); ++i) {
      const model::CodeLine& line = image.lines[i];
      const std::uint64_t to = i + 1 < image.lines.size() ? image.lines[i + 1].offset : size;
      const bool known = line.line != 0 && line.file < image.files.size();
      add(line.offset, to, known ? fmt::format("{} {}:{}", image.info.host_name, image.files[line.file], line.line) : image.info.host_name);
    }
  } else {
    add(0, size, image.info.host_name);
  }
  // One write: entries of several threads do not mix.
  if (::write(perf_map(), text.data(), text.size()) < 0) log::warning("the map for perf cannot be written");
}

}  // namespace

DebuggerNote::DebuggerNote(const model::KernelImage& image, const ElfObject& object, const Layout& layout, const std::byte* base)
    : object_(image.object), entry_(std::make_unique<DebuggerEntry>()) {
  const auto address = reinterpret_cast<std::uint64_t>(base);
  Elf64_Ehdr header;
  std::memcpy(&header, object_.data(), sizeof header);
  for (std::size_t i = 0; i < layout.sections.size(); ++i) {
    if (!layout.sections[i]) continue;
    const Elf64_Addr at = address + *layout.sections[i];
    std::memcpy(object_.data() + header.e_shoff + i * sizeof(Elf64_Shdr) + offsetof(Elf64_Shdr, sh_addr), &at, sizeof at);
    if (object.sections[i].name == ".text") add_to_perf_map(image, at, object.sections[i].size);
  }
  entry_->object = object_.data();
  entry_->size = object_.size();
  entry_->previous = nullptr;
  std::lock_guard lock(registry());
  entry_->next = __jit_debug_descriptor.first;
  if (entry_->next) entry_->next->previous = entry_.get();
  __jit_debug_descriptor.first = entry_.get();
  tell(1, entry_.get());
}

DebuggerNote::~DebuggerNote() {
  std::lock_guard lock(registry());
  if (entry_->next) entry_->next->previous = entry_->previous;
  (entry_->previous ? entry_->previous->next : __jit_debug_descriptor.first) = entry_->next;
  tell(2, entry_.get());
}

}  // namespace pewter::compiler::linker
