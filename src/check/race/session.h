// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <vector>

#include "check/state/record.h"
#include "check/state/thread_state.h"

namespace pewter::check {

// One encoder's life on its command buffer, from creation to endEncoding: a unit that must not be parted.
struct Session {
  model::ObjectId encoder = 0;
  Record opened;
  std::vector<HeldLock> held;  // by the opening thread when it asked
  std::uint32_t slot = 0;      // of that thread
  // Set by end().
  std::optional<Record> ended;
  Epoch end;
  std::vector<std::uint64_t> kept;    // locks held from the first call to the last without a break
  std::vector<std::uint64_t> let_go;  // locks that were let go in between, and are held again at the end
  std::vector<std::uint32_t> users;   // threads that had used the command buffer by then

  static Session open(const ThreadState& thread, model::ObjectId encoder, const Record& opened);
  void close(const ThreadState& thread, const Record& record, const std::vector<std::uint32_t>& users);
};

// The lock that guards the calls of both sessions and the whole of neither: `earlier` let it go while its encoder was
// open and had it again for endEncoding, the thread that now opens another one holds it, and nothing but the lock
// brought them into this order. 0: there is none. `made`: when the command buffer was, where that is known.
//
// A hand-over under a mutex is none: the first thread lets the lock go after its session, or ends it outside of the
// lock, or the second opens its encoder outside of the lock. Nor is it one where the second thread can have learned of
// the command buffer under that lock only, out of a queue say: it need not have known it before. Nor are sessions that
// both hold another lock all the time.
std::uint64_t lock_that_guards_calls_only(const Session& earlier, const ThreadState& opening,
                                          const std::optional<Epoch>& made);

}  // namespace pewter::check
