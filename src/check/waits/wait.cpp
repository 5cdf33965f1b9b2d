// SPDX-License-Identifier: Apache-2.0
#include "check/waits/wait.h"

#include <algorithm>

namespace pewter::check {

void WaitTable::end(std::uint32_t thread, Wait::For what, std::uint64_t object) {
  const auto wait = std::find_if(waits_.rbegin(), waits_.rend(), [&](const Wait& wait) {
    return wait.began.thread == thread && wait.what == what && wait.object == object;
  });
  if (wait != waits_.rend()) waits_.erase(std::next(wait).base());
}

Wait* WaitTable::of(std::uint32_t thread) {
  const auto wait =
      std::find_if(waits_.rbegin(), waits_.rend(), [&](const Wait& wait) { return wait.began.thread == thread; });
  return wait == waits_.rend() ? nullptr : &*wait;
}

}  // namespace pewter::check
