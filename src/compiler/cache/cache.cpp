// SPDX-License-Identifier: Apache-2.0
#include "compiler/cache/cache.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <xxhash.h>

#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <cstring>
#include <vector>

#include <fmt/format.h>

namespace pewter::compiler::cache {
namespace {

constexpr char kMagic[8] = {'P', 'W', 'T', 'C', 'A', 'C', 'H', '1'};

struct Header {
  char magic[8];
  std::uint64_t size;
  std::uint64_t checksum[2];  // XXH3, 128 bits, of the bytes after the header
};

XXH128_hash_t checksum_of(std::string_view bytes) { return XXH3_128bits(bytes.data(), bytes.size()); }

class File {
 public:
  explicit File(int descriptor) : descriptor_(descriptor) {}
  File(const File&) = delete;
  File& operator=(const File&) = delete;
  ~File() {
    if (descriptor_ >= 0) ::close(descriptor_);
  }
  explicit operator bool() const { return descriptor_ >= 0; }
  int get() const { return descriptor_; }

  bool read(void* to, std::size_t size) {
    auto* at = static_cast<char*>(to);
    while (size > 0) {
      const ssize_t got = ::read(descriptor_, at, size);
      if (got < 0 && errno == EINTR) continue;
      if (got <= 0) return false;
      at += got;
      size -= static_cast<std::size_t>(got);
    }
    return true;
  }

  bool write(const void* from, std::size_t size) {
    auto* at = static_cast<const char*>(from);
    while (size > 0) {
      const ssize_t put = ::write(descriptor_, at, size);
      if (put < 0 && errno == EINTR) continue;
      if (put <= 0) return false;
      at += put;
      size -= static_cast<std::size_t>(put);
    }
    return true;
  }

 private:
  int descriptor_;
};

std::filesystem::path default_directory() {
  auto variable = [](const char* name) -> std::string {
    const char* value = std::getenv(name);
    return value ? value : "";
  };
  if (std::getenv("PEWTER_CACHE_DIR")) return variable("PEWTER_CACHE_DIR");  // empty: no cache
  if (const auto base = variable("XDG_CACHE_HOME"); !base.empty() && base.front() == '/') return std::filesystem::path(base) / "pewter";
  if (const auto home = variable("HOME"); !home.empty()) return std::filesystem::path(home) / ".cache" / "pewter";
  return {};
}

std::filesystem::path entry_path(const std::filesystem::path& directory, std::string_view kind, std::string_view key) {
  return directory / fmt::format("{}-{}", key, kind);
}

struct Read {
  std::optional<std::string> bytes;
  bool damaged = false;
};

Read read(const std::filesystem::path& path) {
  File file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW));
  struct stat status;
  if (!file || ::fstat(file.get(), &status) != 0 || !S_ISREG(status.st_mode)) return {};
  const auto size = static_cast<std::uint64_t>(status.st_size);
  Header header;
  if (size < sizeof header || !file.read(&header, sizeof header) || std::memcmp(header.magic, kMagic, sizeof kMagic) != 0 ||
      header.size != size - sizeof header)
    return {std::nullopt, true};
  std::string bytes(header.size, '\0');
  if (!file.read(bytes.data(), bytes.size())) return {std::nullopt, true};
  const auto checksum = checksum_of(bytes);
  if (checksum.high64 != header.checksum[0] || checksum.low64 != header.checksum[1]) return {std::nullopt, true};
  return {std::move(bytes), false};
}

}  // namespace

KeyBuilder::KeyBuilder() : state_(XXH3_createState()) { XXH3_128bits_reset(static_cast<XXH3_state_t*>(state_)); }
KeyBuilder::~KeyBuilder() { XXH3_freeState(static_cast<XXH3_state_t*>(state_)); }

KeyBuilder& KeyBuilder::add(std::string_view part) {
  const std::uint64_t size = part.size();
  XXH3_128bits_update(static_cast<XXH3_state_t*>(state_), &size, sizeof size);
  XXH3_128bits_update(static_cast<XXH3_state_t*>(state_), part.data(), part.size());
  return *this;
}

KeyBuilder& KeyBuilder::add(std::uint64_t part) {
  return add(std::string_view(reinterpret_cast<const char*>(&part), sizeof part));
}

std::string KeyBuilder::finish() const {
  const XXH128_hash_t hash = XXH3_128bits_digest(static_cast<XXH3_state_t*>(state_));
  return fmt::format("{:016x}{:016x}", hash.high64, hash.low64);
}

Cache::Cache(std::filesystem::path directory, std::uint64_t most_bytes) : directory_(std::move(directory)), most_bytes_(most_bytes) {}

Cache& Cache::process() {
  static auto* cache = new Cache(default_directory());
  return *cache;
}

std::filesystem::path Cache::path_of(std::string_view kind, std::string_view key) const { return entry_path(directory_, kind, key); }

std::optional<std::string> Cache::find(std::string_view kind, std::string_view key) {
  if (directory_.empty()) return std::nullopt;
  const auto path = path_of(kind, key);
  auto entry = read(path);
  if (entry.bytes) ::utimensat(AT_FDCWD, path.c_str(), nullptr, 0);  // used just now; what trim() goes by
  if (entry.damaged) ::unlink(path.c_str());
  return std::move(entry.bytes);
}

std::optional<std::string> Cache::find_in(const std::filesystem::path& directory, std::string_view kind, std::string_view key) {
  return read(entry_path(directory, kind, key)).bytes;
}

void Cache::store(std::string_view kind, std::string_view key, std::string_view bytes) {
  if (directory_.empty()) return;
  std::error_code failed;
  std::filesystem::create_directories(directory_, failed);
  static std::atomic<std::uint64_t> number{0};  // only makes names differ: relaxed
  const std::uint64_t mine = number.fetch_add(1, std::memory_order_relaxed);
  const auto path = path_of(kind, key);
  const auto partial = directory_ / fmt::format("partial-{}-{}-{}", ::getpid(), mine, key);
  {
    File file(::open(partial.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
    if (!file) return;
    Header header{};
    std::memcpy(header.magic, kMagic, sizeof kMagic);
    header.size = bytes.size();
    const auto checksum = checksum_of(bytes);
    header.checksum[0] = checksum.high64;
    header.checksum[1] = checksum.low64;
    if (!file.write(&header, sizeof header) || !file.write(bytes.data(), bytes.size())) {
      ::unlink(partial.c_str());
      return;
    }
  }
  if (::rename(partial.c_str(), path.c_str()) != 0) ::unlink(partial.c_str());
  if (mine % 64 == 0) trim();
}

void Cache::trim() {
  struct Entry {
    std::filesystem::path path;
    std::filesystem::file_time_type used;
    std::uint64_t size;
  };
  std::vector<Entry> entries;
  std::uint64_t total = 0;
  std::error_code failed;
  const auto now = std::filesystem::file_time_type::clock::now();
  for (std::filesystem::directory_iterator at(directory_, failed), end; !failed && at != end; at.increment(failed)) {
    std::error_code gone;
    if (!at->is_regular_file(gone)) continue;
    Entry entry{at->path(), at->last_write_time(gone), at->file_size(gone)};
    if (gone) continue;
    if (entry.path.filename().string().starts_with("partial-")) {
      // Left behind by a process that died while writing; a live one needs no hour.
      if (now - entry.used > std::chrono::hours(1)) std::filesystem::remove(entry.path, gone);
      continue;
    }
    total += entry.size;
    entries.push_back(std::move(entry));
  }
  if (total <= most_bytes_) return;
  std::sort(entries.begin(), entries.end(), [](const Entry& a, const Entry& b) { return a.used < b.used; });
  for (const Entry& entry : entries) {
    if (total <= most_bytes_) break;
    std::filesystem::remove(entry.path, failed);
    total -= entry.size;
  }
}

}  // namespace pewter::compiler::cache
