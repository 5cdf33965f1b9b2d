// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

// Compiled things on disk. Every entry is a file of its own, found by the hash of all that went into it.
namespace pewter::compiler::cache {

// Hashes everything that matters for a result. Each part is delimited, so that no two lists of parts run together.
class KeyBuilder {
 public:
  KeyBuilder();
  KeyBuilder(const KeyBuilder&) = delete;
  KeyBuilder& operator=(const KeyBuilder&) = delete;
  ~KeyBuilder();

  KeyBuilder& add(std::string_view part);
  KeyBuilder& add(std::uint64_t part);
  std::string finish() const;  // 32 hexadecimal digits

 private:
  void* state_;
};

// All members are safe from any thread, and from any number of processes on one directory: an entry is written to a file
// of its own and renamed into place, so a reader sees the whole of it or nothing. An entry that is damaged, or cannot be
// read or written, is as good as absent; nothing here fails.
class Cache {
 public:
  // `directory` empty: no cache. `most_bytes`: what trim() leaves, least recently used first to go.
  explicit Cache(std::filesystem::path directory, std::uint64_t most_bytes = std::uint64_t{1} << 30);

  // The process's own: $PEWTER_CACHE_DIR, else $XDG_CACHE_HOME/pewter, else ~/.cache/pewter.
  static Cache& process();

  // `kind` names the sort of entry ("pch", "index", "kernel"): a part of the file's name.
  std::optional<std::string> find(std::string_view kind, std::string_view key);
  void store(std::string_view kind, std::string_view key, std::string_view bytes);

  // An entry of a directory that is not ours to change: one that came with the program, written there by store().
  static std::optional<std::string> find_in(const std::filesystem::path& directory, std::string_view kind, std::string_view key);

  // Deletes the least recently used entries until the rest fits. store() calls it now and then.
  void trim();

  const std::filesystem::path& directory() const { return directory_; }

 private:
  std::filesystem::path path_of(std::string_view kind, std::string_view key) const;

  std::filesystem::path directory_;
  std::uint64_t most_bytes_;
};

}  // namespace pewter::compiler::cache
