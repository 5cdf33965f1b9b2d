// SPDX-License-Identifier: Apache-2.0
#include "session/crash_line.h"

#include <dlfcn.h>
#include <link.h>
#include <poll.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cstring>

// From glibc 2.35 on; needs no lock.
extern "C" __attribute__((weak)) decltype(_dl_find_object) _dl_find_object;

namespace pewter::session {
namespace {

std::string_view name_of(int signal) {
  switch (signal) {
    case SIGSEGV:
      return "SIGSEGV";
    case SIGBUS:
      return "SIGBUS";
    case SIGFPE:
      return "SIGFPE";
    case SIGILL:
      return "SIGILL";
    case SIGABRT:
      return "SIGABRT";
    case SIGTRAP:
      return "SIGTRAP";
    case SIGSYS:
      return "SIGSYS";
    default:
      return "a signal";
  }
}

}  // namespace

CrashLine& CrashLine::add(std::string_view text) {
  const std::size_t room = sizeof(data_) - size_;
  const std::size_t count = text.size() < room ? text.size() : room;
  std::memcpy(data_ + size_, text.data(), count);
  size_ += count;
  return *this;
}

CrashLine& CrashLine::add_number(std::uint64_t number) {
  char digits[20];
  std::size_t at = sizeof digits;
  do digits[--at] = static_cast<char>('0' + number % 10);
  while (number /= 10);
  return add({digits + at, sizeof digits - at});
}

CrashLine& CrashLine::add_hexadecimal(std::uint64_t number) {
  char digits[16];
  std::size_t at = sizeof digits;
  do digits[--at] = "0123456789abcdef"[number % 16];
  while (number /= 16);
  return add("0x").add({digits + at, sizeof digits - at});
}

CrashLine& CrashLine::add_signal(int signal) { return add(name_of(signal)); }

CrashLine& CrashLine::add_thread_name() {
  char name[16] = {};
  ::prctl(PR_GET_NAME, name);
  for (char& byte : name)
    if (byte && (byte < ' ' || byte > '~')) byte = '?';
  return add("\"").add(name).add("\"");
}

CrashLine& CrashLine::add_code(std::uint64_t address) {
  struct dl_find_object object;
  if (!_dl_find_object || _dl_find_object(reinterpret_cast<void*>(address), &object) != 0 || !object.dlfo_link_map)
    return add_hexadecimal(address);
  const char* path = object.dlfo_link_map->l_name;
  const char* slash = std::strrchr(path, '/');
  const char* name = slash ? slash + 1 : path;
  return add(*name ? name : "the program").add("+").add_hexadecimal(address - object.dlfo_link_map->l_addr);
}

void CrashLine::write() const {
  // Past the C library's write(), which `pewter run` has taken the place of.
  const char* at = data_;
  for (std::size_t left = size_; left > 0;) {
    pollfd standard_error{STDERR_FILENO, POLLOUT, 0};
    if (::poll(&standard_error, 1, 1000) != 1 || !(standard_error.revents & POLLOUT)) return;
    const long written = ::syscall(SYS_write, STDERR_FILENO, at, left);
    if (written <= 0) return;
    at += written;
    left -= static_cast<std::size_t>(written);
  }
}

}  // namespace pewter::session
