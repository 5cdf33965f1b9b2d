// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <signal.h>

#include <cstdint>

#include "model/sync.h"

namespace pewter::preload {

// Has `listener` told how the program's threads order each other, from now to the end of the process. False where
// nobody can tell: the program was not started by `pewter run`, or runs under ThreadSanitizer.
//   Not told: what Pewter's own libraries lock; the lock of Python's interpreter (which orders whatever its threads do,
//   though no
// program asked for it); synchronisation that is no call of POSIX or C11 threads: atomics, futexes (Rust's std::sync,
// C++20's std::latch, std::barrier, std::counting_semaphore and wait/notify, the value of a std::promise),
// function-local statics, OpenMP's regions, signals, pipes, other processes. Internal locks of other libraries, such as
// those of Python's files, are told as if they were the program's.
bool listen_to_synchronisation(model::SyncListener& listener);

// Has `claim` asked of faults before handlers that the program installs from now on.
void come_before_handlers_of_faults(bool (*claim)(int signal, const siginfo_t* info, void* context));

// Has `turn` called on the program's threads before each wait (true) and after it (false): locks, condition variables,
// semaphores, barriers, joins, sleeps and sched_yield(), and when a thread begins and ends. False where nobody can.
bool take_turns(void (*turn)(bool waits));

// Has `touch` called before calls of the program by which the system reads or writes its memory: read() and write() and
// their like, fread() and fwrite(). Not told: io_uring, splice(), ioctl(), and what libraries do within themselves.
void listen_to_transfers(void (*touch)(const void* data, std::uint64_t size, bool writes));

}  // namespace pewter::preload
