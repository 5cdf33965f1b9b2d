// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdlib>
#include <new>
#include <type_traits>
#include <utility>

namespace pewter::runtime {

// Memory that only grows and is freed as a whole. What lies in it is never destroyed: trivial types only. Chunks double from 4 KiB to
// 256 KiB. Not thread-safe.
class Arena {
 public:
  Arena() = default;
  Arena(const Arena&) = delete;
  Arena& operator=(const Arena&) = delete;
  ~Arena() {
    while (chunks_) std::free(std::exchange(chunks_, chunks_->next));
  }

  void* allocate(std::size_t size) {
    size = (size + kAlignment - 1) & ~(kAlignment - 1);
    if (size > static_cast<std::size_t>(end_ - next_)) [[unlikely]] grow(size);
    return std::exchange(next_, next_ + size);
  }

  // `extra` bytes follow the object: for arrays at its end.
  template <class T, class... Args>
  T* make(std::size_t extra, Args&&... args) {
    static_assert(std::is_trivially_destructible_v<T> && alignof(T) <= kAlignment);
    return new (allocate(sizeof(T) + extra)) T{std::forward<Args>(args)...};
  }

 private:
  static constexpr std::size_t kAlignment = 16;  // of every MSL scalar and vector: setBytes data lies here
  struct Chunk {
    Chunk* next;
    void* padding;
  };

  void grow(std::size_t size) {
    const std::size_t bytes = sizeof(Chunk) + (size > chunk_size_ ? size : chunk_size_);
    auto* chunk = static_cast<Chunk*>(std::malloc(bytes));
    if (!chunk) std::abort();  // out of memory while recording: as any allocation in a program built without exceptions
    chunk->next = chunks_;
    chunks_ = chunk;
    next_ = reinterpret_cast<std::byte*>(chunk + 1);
    end_ = reinterpret_cast<std::byte*>(chunk) + bytes;
    if (chunk_size_ < 256 * 1024) chunk_size_ *= 2;
  }

  Chunk* chunks_ = nullptr;
  std::byte* next_ = nullptr;
  std::byte* end_ = nullptr;
  std::size_t chunk_size_ = 4096 - sizeof(Chunk);
};

}  // namespace pewter::runtime
