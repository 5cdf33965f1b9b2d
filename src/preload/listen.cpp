// SPDX-License-Identifier: Apache-2.0
#include "preload/listen.h"

#include <dlfcn.h>

#include "preload/preload.h"

namespace pewter::preload {

bool listen_to_synchronisation(model::SyncListener& listener) {
  const auto set = reinterpret_cast<SetListener>(dlsym(RTLD_DEFAULT, kSetListener));
  return set && set([](void* context,
                       const model::SyncEvent* event) { static_cast<model::SyncListener*>(context)->on_sync(*event); },
                    &listener);
}

void come_before_handlers_of_faults(bool (*claim)(int signal, const siginfo_t* info, void* context)) {
  if (const auto set = reinterpret_cast<SetClaim>(dlsym(RTLD_DEFAULT, kSetClaim))) set(claim);
}

bool take_turns(void (*turn)(bool waits)) {
  const auto set = reinterpret_cast<SetTurn>(dlsym(RTLD_DEFAULT, kSetTurn));
  if (set) set(turn);
  return set != nullptr;
}

void listen_to_transfers(void (*touch)(const void* data, std::uint64_t size, bool writes)) {
  if (const auto set = reinterpret_cast<SetTouch>(dlsym(RTLD_DEFAULT, kSetTouch))) set(touch);
}

}  // namespace pewter::preload
