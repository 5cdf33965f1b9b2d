// SPDX-License-Identifier: Apache-2.0
#include "model/touch_table.h"

#include <sys/mman.h>

#include <algorithm>
#include <array>

namespace pewter::model {
namespace {

// Words, that is bits for 32 KiB of the resource: most of a large one is not touched, and need not be looked at.
constexpr std::uint64_t kWordsOfPage = 512;

std::uint64_t bits(std::uint64_t from, std::uint64_t to) {  // [from, to), within a word
  return ~std::uint64_t{0} << from & ~std::uint64_t{0} >> (64 - to);
}

}  // namespace

// The bits are only ever set, by whoever comes; relaxed, since nobody looks before all have ended, which orders it.
struct TouchTable::Shadow {
  ObjectId resource = 0;
  std::uintptr_t base = 0;
  std::uint64_t length = 0, words = 0, pages = 0;
  std::uint64_t* plane = nullptr;   // kTouchKinds of `words` words; null: the system had no room
  std::uint8_t* touched = nullptr;  // kTouchKinds of `pages`, behind the planes

  std::size_t mapped() const { return kTouchKinds * (words * sizeof(std::uint64_t) + pages); }

  void set(std::uint64_t* word, std::uint64_t mask) const {
    std::atomic_ref<std::uint64_t> all(*word);
    // All of a word needs no exchange: whoever comes in between sets what is set already.
    if (mask == ~std::uint64_t{0}) return all.store(mask, std::memory_order_relaxed);
    if ((all.load(std::memory_order_relaxed) & mask) != mask) all.fetch_or(mask, std::memory_order_relaxed);
  }

  void note(std::uint64_t first, std::uint64_t last, TouchKind kind) const {  // both included
    const auto number = static_cast<std::size_t>(kind);
    std::uint64_t* const to = plane + number * words;
    const std::uint64_t word = first / 64, end = last / 64;
    for (std::uint64_t page = word / kWordsOfPage; page <= end / kWordsOfPage; ++page) {
      std::atomic_ref<std::uint8_t> seen(touched[number * pages + page]);
      if (!seen.load(std::memory_order_relaxed)) seen.store(1, std::memory_order_relaxed);
    }
    if (word == end) return set(to + word, bits(first % 64, last % 64 + 1));
    set(to + word, bits(first % 64, 64));
    for (std::uint64_t i = word + 1; i < end; ++i) set(to + i, ~std::uint64_t{0});
    set(to + end, bits(0, last % 64 + 1));
  }

  ByteSet taken(TouchKind kind) const {
    ByteSet set;
    const auto number = static_cast<std::size_t>(kind);
    for (std::uint64_t page = 0; page < pages; ++page) {
      if (!touched[number * pages + page]) continue;
      for (std::uint64_t i = page * kWordsOfPage; i < std::min(words, (page + 1) * kWordsOfPage); ++i)
        set.append(i, plane[number * words + i]);
    }
    return set;
  }
};

TouchTable::TouchTable(std::span<const Watched> resources) {
  for (const Watched& watched : resources) {
    Shadow shadow{
        .resource = watched.resource, .base = reinterpret_cast<std::uintptr_t>(watched.base), .length = watched.length};
    shadow.words = (watched.length + 63) / 64;
    shadow.pages = (shadow.words + kWordsOfPage - 1) / kWordsOfPage;
    if (shadow.length) {
      void* memory =
          ::mmap(nullptr, shadow.mapped(), PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
      if (memory != MAP_FAILED) {
        shadow.plane = static_cast<std::uint64_t*>(memory);
        shadow.touched = reinterpret_cast<std::uint8_t*>(shadow.plane + kTouchKinds * shadow.words);
      }
    }
    shadows_.push_back(shadow);
  }
}

TouchTable::~TouchTable() {
  for (const Shadow& shadow : shadows_)
    if (shadow.plane) ::munmap(shadow.plane, shadow.mapped());
}

void TouchTable::note(const void* address, std::uint64_t bytes, TouchKind kind) {
  const auto begin = reinterpret_cast<std::uintptr_t>(address), end = begin + bytes;
  // Few, and they may lie over each other: pieces of a heap, one memory wrapped twice.
  for (const Shadow& shadow : shadows_) {
    if (end <= shadow.base || begin >= shadow.base + shadow.length || !shadow.plane || begin >= end) continue;
    const std::uint64_t first = begin > shadow.base ? begin - shadow.base : 0;
    shadow.note(first, std::min<std::uint64_t>(end - shadow.base, shadow.length) - 1, kind);
  }
}

std::size_t TouchTable::size() const { return shadows_.size(); }

ObjectId TouchTable::resource(std::size_t i) const { return shadows_[i].resource; }

TouchedBytes TouchTable::bytes(std::size_t i) const {
  const Shadow& shadow = shadows_[i];
  TouchedBytes touched;
  touched.known = heard() && (shadow.plane || shadow.length == 0);
  if (!touched.known || !shadow.plane) return touched;
  touched.reads = shadow.taken(TouchKind::read);
  touched.writes = shadow.taken(TouchKind::write);
  touched.atomics = shadow.taken(TouchKind::atomic);
  return touched;
}

}  // namespace pewter::model
