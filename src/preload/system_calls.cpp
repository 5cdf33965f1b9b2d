// SPDX-License-Identifier: Apache-2.0
// Calls by which the system reads or writes memory of the program: where Pewter has closed that to the program (PW303),
// they would fail with EFAULT instead of faulting. What they are about to touch is opened first, and told.
#include <atomic>

#include "preload/preload.h"
#include "preload/real.h"

namespace pewter::preload {
namespace {

std::atomic<Touch> touch{nullptr};

// `data` will be written by the call, or read.
void open(const void* data, std::size_t size, bool writes) {
  if (const Touch now = touch.load(std::memory_order_acquire); __builtin_expect(now != nullptr, 0) && data && size)
    now(data, size, writes);
}

void open(const iovec* pieces, int count, bool writes) {
  if (!touch.load(std::memory_order_relaxed) || !pieces) return;
  for (int i = 0; i < count; ++i) open(pieces[i].iov_base, pieces[i].iov_len, writes);
}

void open(const msghdr* message, bool writes) {
  if (message) open(message->msg_iov, static_cast<int>(message->msg_iovlen), writes);
}

}  // namespace
}  // namespace pewter::preload

PEWTER_INTERPOSE void pewter_preload_set_touch_1(pewter::preload::Touch touch) {
  pewter::preload::touch.store(touch, std::memory_order_release);
}

using pewter::preload::open;

// `opened`: what open() is to be called with. Without the real function (which never happens) nothing was transferred.
#define TRANSFER(type, name, parameters, arguments, opened) \
  PEWTER_INTERPOSE type name parameters {                   \
    PEWTER_REAL(name, type(0));                             \
    open opened;                                            \
    return real arguments;                                  \
  }

TRANSFER(ssize_t, read, (int file, void* data, size_t size), (file, data, size), (data, size, true))
TRANSFER(ssize_t, pread, (int file, void* data, size_t size, off_t at), (file, data, size, at), (data, size, true))
TRANSFER(ssize_t, pread64, (int file, void* data, size_t size, off64_t at), (file, data, size, at), (data, size, true))
TRANSFER(ssize_t, readv, (int file, const iovec* pieces, int count), (file, pieces, count), (pieces, count, true))
TRANSFER(ssize_t, preadv, (int file, const iovec* pieces, int count, off_t at), (file, pieces, count, at),
         (pieces, count, true))
TRANSFER(ssize_t, preadv64, (int file, const iovec* pieces, int count, off64_t at), (file, pieces, count, at),
         (pieces, count, true))
TRANSFER(ssize_t, recv, (int file, void* data, size_t size, int flags), (file, data, size, flags), (data, size, true))
TRANSFER(ssize_t, recvfrom,
         (int file, void* data, size_t size, int flags, __SOCKADDR_ARG address, socklen_t* length),
         (file, data, size, flags, address, length), (data, size, true))
TRANSFER(ssize_t, recvmsg, (int file, msghdr* message, int flags), (file, message, flags), (message, true))
TRANSFER(size_t, fread, (void* data, size_t size, size_t count, FILE* file), (data, size, count, file),
         (data, size* count, true))

TRANSFER(ssize_t, write, (int file, const void* data, size_t size), (file, data, size), (data, size, false))
TRANSFER(ssize_t, pwrite, (int file, const void* data, size_t size, off_t at), (file, data, size, at),
         (data, size, false))
TRANSFER(ssize_t, pwrite64, (int file, const void* data, size_t size, off64_t at), (file, data, size, at),
         (data, size, false))
TRANSFER(ssize_t, writev, (int file, const iovec* pieces, int count), (file, pieces, count), (pieces, count, false))
TRANSFER(ssize_t, pwritev, (int file, const iovec* pieces, int count, off_t at), (file, pieces, count, at),
         (pieces, count, false))
TRANSFER(ssize_t, pwritev64, (int file, const iovec* pieces, int count, off64_t at), (file, pieces, count, at),
         (pieces, count, false))
TRANSFER(ssize_t, send, (int file, const void* data, size_t size, int flags), (file, data, size, flags),
         (data, size, false))
TRANSFER(ssize_t, sendto,
         (int file, const void* data, size_t size, int flags, __CONST_SOCKADDR_ARG address, socklen_t length),
         (file, data, size, flags, address, length), (data, size, false))
TRANSFER(ssize_t, sendmsg, (int file, const msghdr* message, int flags), (file, message, flags), (message, false))
TRANSFER(size_t, fwrite, (const void* data, size_t size, size_t count, FILE* file), (data, size, count, file),
         (data, size* count, false))
