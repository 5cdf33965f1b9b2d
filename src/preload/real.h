// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <pthread.h>
#include <sched.h>
#include <semaphore.h>
#include <signal.h>
#include <stdio.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <threads.h>
#include <time.h>
#include <unistd.h>

// The C library's own functions behind the interposed ones.
namespace pewter::preload {

struct Real {
#define REAL(name, version) decltype(&::name) name;
#include "preload/functions.def"
#undef REAL
};
extern Real real;

// Looks all of them up, once. Called by whichever comes first: this library's constructor or, where a constructor of
// another library uses threads before, its first call. While it looks, the loader may call interposed functions on this
// thread (a malloc that locks): they find a null and do nothing, in a process that has one thread yet.
void find_real();

}  // namespace pewter::preload

// The real function; where there is none (yet), the interposed one returns `otherwise`.
#define PEWTER_REAL(name, otherwise)                        \
  if (__builtin_expect(!::pewter::preload::real.name, 0)) { \
    ::pewter::preload::find_real();                         \
    if (!::pewter::preload::real.name) return otherwise;    \
  }                                                         \
  const auto real = ::pewter::preload::real.name
#define PEWTER_INTERPOSE extern "C" __attribute__((visibility("default")))
