// SPDX-License-Identifier: Apache-2.0
#include "report/safe_write.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstdlib>

namespace pewter::report {
namespace {

Failure<std::string> cannot(std::string_view what, std::string_view path) {
  const int error = errno;
  return Failure{fmt::format("cannot {} '{}': {}", what, path, strerror(error))};
}

bool write_all(int file, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(file, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

// Not everything can be made durable (a pipe, some network file systems): that is no failure to write.
bool sync(int file) { return ::fsync(file) == 0 || errno == EINVAL || errno == ENOSYS || errno == EROFS; }

std::string directory_of(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string::npos ? "." : slash == 0 ? "/" : path.substr(0, slash);
}

// Where the bytes go in the end: rename() would replace a link, not what it leads to.
std::string resolved(const std::string& path) {
  char* real = ::realpath(path.c_str(), nullptr);
  if (!real) return path;
  std::string out(real);
  std::free(real);
  return out;
}

Result<void, std::string> write_through(const std::string& path, std::string_view bytes) {
  const int file = ::open(path.c_str(), O_WRONLY | O_CLOEXEC);
  if (file < 0) return cannot("write", path);
  const bool good = write_all(file, bytes);
  const int error = errno;
  ::close(file);
  errno = error;
  if (!good) return cannot("write", path);
  return {};
}

}  // namespace

Result<void, std::string> safe_write(const std::string& given, std::string_view bytes) {
  const std::string path = resolved(given);
  struct stat existing{};
  const bool exists = ::stat(path.c_str(), &existing) == 0;
  if (exists && S_ISDIR(existing.st_mode)) {
    errno = EISDIR;
    return cannot("write", given);
  }
  if (exists && !S_ISREG(existing.st_mode)) return write_through(given, bytes);

  // Relaxed: only makes names differ between the threads of this process.
  static std::atomic<unsigned> number{0};
  const std::string temporary =
      fmt::format("{}.{}-{}.tmp", path, ::getpid(), number.fetch_add(1, std::memory_order_relaxed));
  const int file =
      ::open(temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, exists ? existing.st_mode & 0777 : 0666);
  if (file < 0)
    return errno == ENOENT || errno == ENOTDIR || errno == EACCES || errno == EROFS
               ? cannot("write into the directory", directory_of(path))
               : cannot("write", given);
  bool good = write_all(file, bytes) && sync(file);
  good = ::close(file) == 0 && good;
  if (!good || ::rename(temporary.c_str(), path.c_str()) != 0) {
    const int error = errno;
    ::unlink(temporary.c_str());
    errno = error;
    return cannot("write", given);
  }
  // The name itself: without this a crash of the machine may bring the old file back, which is whole too.
  if (const int directory = ::open(directory_of(path).c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC); directory >= 0) {
    ::fsync(directory);
    ::close(directory);
  }
  return {};
}

}  // namespace pewter::report
