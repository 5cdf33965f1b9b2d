// SPDX-License-Identifier: Apache-2.0
#include "compiler/linker/link.h"

#include <fmt/format.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cstring>

#include "compiler/linker/code_map.h"
#include "compiler/linker/debugger.h"
#include "compiler/linker/elf_object.h"
#include "compiler/linker/layout.h"
#include "compiler/linker/relocate.h"
#include "compiler/linker/runtime_library.h"

namespace pewter::compiler {
namespace {

using linker::ElfObject;
using linker::Layout;
using linker::Segment;
using linker::Through;

#if defined(__x86_64__)
constexpr std::uint16_t kHostMachine = EM_X86_64;
#elif defined(__aarch64__)
constexpr std::uint16_t kHostMachine = EM_AARCH64;
#else
#error "which relocations this processor's code has is not known"
#endif

// Memory for one kernel, writable until it is protected.
class CodeMemory {
 public:
  explicit CodeMemory(std::uint64_t size) : size_(size) {
    void* memory = ::mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (memory != MAP_FAILED) base_ = static_cast<std::byte*>(memory);
  }
  CodeMemory(const CodeMemory&) = delete;
  CodeMemory& operator=(const CodeMemory&) = delete;
  ~CodeMemory() {
    if (base_) ::munmap(base_, size_);
  }

  std::byte* base() const { return base_; }

  bool protect(const Layout& layout) {
    const auto set = [&](Segment segment, int protection) {
      const auto number = static_cast<std::size_t>(segment);
      return layout.size[number] == 0 || ::mprotect(base_ + layout.begin[number], layout.size[number], protection) == 0;
    };
    auto* code = reinterpret_cast<char*>(base_ + layout.begin[0]);
    __builtin___clear_cache(code, code + layout.size[0]);
    return set(Segment::code, PROT_READ | PROT_EXEC) && set(Segment::constants, PROT_READ);
  }

 private:
  std::byte* base_ = nullptr;
  std::uint64_t size_;
};

// One object on its way into memory. Every member returns false, with a reason in why(), when it cannot go on.
class Loader {
 public:
  Loader(const ElfObject& object, const Layout& layout, std::byte* base, std::span<const model::HostSymbol> symbols)
      : object_(object), layout_(layout), base_(base), symbols_(symbols) {}

  bool load() { return resolve() && copy() && fill_slots() && write_stubs() && relocate(); }

  void* find(std::string_view name) const {
    for (std::size_t i = 0; i < object_.symbols.size(); ++i)
      if (object_.symbols[i].name == name && object_.symbols[i].section != SHN_UNDEF) return reinterpret_cast<void*>(addresses_[i].value_or(0));
    return nullptr;
  }
  const std::string& why() const { return why_; }

 private:
  bool fail(std::string why) {
    why_ = std::move(why);
    return false;
  }

  bool copy() {
    for (std::size_t i = 0; i < object_.sections.size(); ++i) {
      const auto bytes = object_.sections[i].bytes;
      if (layout_.sections[i] && !bytes.empty()) std::memcpy(base_ + *layout_.sections[i], bytes.data(), bytes.size());
    }
    return true;
  }

  std::uint64_t at(std::uint64_t offset) const { return reinterpret_cast<std::uint64_t>(base_) + offset; }

  std::optional<std::uint64_t> address_of(const linker::Symbol& symbol) const {
    if (symbol.section == SHN_ABS) return symbol.value;
    if (symbol.section != SHN_UNDEF) {
      const auto& section = layout_.sections[symbol.section];
      // One past the end is an address, too.
      if (!section || symbol.value > object_.sections[symbol.section].size) return std::nullopt;
      return at(*section) + symbol.value;
    }
    for (const auto table : {symbols_, runtime_library()})
      for (const model::HostSymbol& host : table)
        if (symbol.name == host.name) return reinterpret_cast<std::uint64_t>(host.address);
    return std::nullopt;
  }

  bool resolve() {
    std::string missing;
    for (const linker::Symbol& symbol : object_.symbols) {
      addresses_.push_back(address_of(symbol));
      if (!addresses_.back() && symbol.section == SHN_UNDEF && !symbol.name.empty()) missing += fmt::format("{}'{}'", missing.empty() ? "" : ", ", symbol.name);
    }
    return missing.empty() || fail("there is no " + missing + " for it");
  }

  bool fill_slots() {
    for (const auto& [symbol, offset] : layout_.slots) {
      if (!addresses_[symbol]) return fail("an address lies in what is not loaded");
      std::memcpy(base_ + offset, &*addresses_[symbol], sizeof(std::uint64_t));
    }
    return true;
  }

  bool write_stubs() {
    for (const auto& [symbol, offset] : layout_.stubs)
      if (!linker::write_stub(object_.machine, base_ + offset, at(offset), at(layout_.slots.at(symbol)))) return fail("a stub is out of reach");
    return true;
  }

  bool relocate() {
    for (std::size_t i = 0; i < object_.sections.size(); ++i) {
      if (!layout_.sections[i]) continue;
      for (const linker::Relocation& relocation : object_.sections[i].relocations)
        if (!relocate(object_.sections[i], *layout_.sections[i], relocation)) return false;
    }
    return true;
  }

  bool relocate(const linker::Section& section, std::uint64_t section_offset, const linker::Relocation& relocation) {
    const Through way = *linker::through(object_.machine, relocation.type);  // known: lay_out() has asked
    if (way == Through::nothing) return true;
    const std::size_t width = linker::width(object_.machine, relocation.type);
    if (relocation.offset > section.size || section.size - relocation.offset < width) return fail("a relocation lies outside of its section");
    std::uint64_t target = 0;
    const auto stub = layout_.stubs.find(relocation.symbol);
    if (way == Through::slot) {
      target = at(layout_.slots.at(relocation.symbol));
    } else if (way == Through::stub && stub != layout_.stubs.end()) {
      target = at(stub->second);
    } else if (const auto address = addresses_[relocation.symbol]) {
      target = *address;
    } else {
      return fail("an address lies in what is not loaded");
    }
    const std::uint64_t offset = section_offset + relocation.offset;
    if (linker::relocate(object_.machine, relocation.type, base_ + offset, at(offset), target + static_cast<std::uint64_t>(relocation.addend)))
      return true;
    return fail(fmt::format("'{}' is out of reach", object_.symbols[relocation.symbol].name));
  }

  const ElfObject& object_;
  const Layout& layout_;
  std::byte* base_;
  std::span<const model::HostSymbol> symbols_;
  std::vector<std::optional<std::uint64_t>> addresses_;  // by symbol; nothing: nowhere in memory
  std::string why_;
};

// Where the object's code is, which the offsets of its lines count from. 0: it has none.
std::optional<std::size_t> text_of(const ElfObject& object) {
  for (std::size_t i = 0; i < object.sections.size(); ++i)
    if (object.sections[i].name == ".text") return i;
  return std::nullopt;
}
std::uint64_t text_size(const ElfObject& object) {
  const auto text = text_of(object);
  return text ? object.sections[*text].size : 0;
}
std::uint64_t text_begin(const ElfObject& object, const Layout& layout, const std::byte* base) {
  const auto text = text_of(object);
  return text && layout.sections[*text] ? reinterpret_cast<std::uint64_t>(base) + *layout.sections[*text] : 0;
}

Result<model::LoadedKernel, std::string> load(const model::KernelImage& image, std::span<const model::HostSymbol> symbols) {
  const auto object = ElfObject::read(image.object);
  if (!object || object->machine != kHostMachine) return Failure{std::string("it is no object for this processor")};
  std::string why;
  const auto layout = linker::lay_out(*object, static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE)), why);
  if (!layout) return Failure{std::move(why)};
  auto memory = std::make_shared<CodeMemory>(layout->total);
  if (!memory->base()) return Failure{std::string("there is no memory")};
  Loader loader(*object, *layout, memory->base(), symbols);
  if (!loader.load()) return Failure{loader.why()};
  void* entry = loader.find(image.entry_symbol);
  if (!entry) return Failure{"it has no function '" + image.entry_symbol + "'"};
  if (!memory->protect(*layout)) return Failure{std::string("its memory cannot be made executable")};
  model::LoadedKernel kernel;
  kernel.info = image.info;
  kernel.shape = image.shape;
  kernel.threads_per_threadgroup = image.threads_per_threadgroup;
  kernel.entry = entry;
  // The notes go before the memory that they speak of.
  struct Code {
    Code(std::shared_ptr<CodeMemory> taken, const model::KernelImage& image, const ElfObject& object,
         const Layout& layout)
        : memory(std::move(taken)),
          note(image, object, layout, memory->base()),
          place(image, text_begin(object, layout, memory->base()), text_size(object)) {}
    std::shared_ptr<CodeMemory> memory;
    linker::DebuggerNote note;
    linker::CodeMapNote place;
  };
  kernel.code = std::make_shared<Code>(memory, image, *object, *layout);
  return kernel;
}

}  // namespace

Result<model::LoadedKernel, Diagnostics> link(const model::KernelImage& image,
                                              std::span<const model::HostSymbol> symbols) {
  auto kernel = load(image, symbols);
  if (kernel) return *std::move(kernel);
  return Failure{Diagnostics{
      .text = fmt::format("error: kernel '{}' cannot be linked: {}\n", image.info.host_name, kernel.error()), .errors = 1}};
}

}  // namespace pewter::compiler
