// SPDX-License-Identifier: Apache-2.0
// A library that uses threads before anything else has been set up.
#include <pthread.h>

extern "C" __attribute__((visibility("default"))) int early_threads_worked;
int early_threads_worked = 0;

namespace {

pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
pthread_once_t once = PTHREAD_ONCE_INIT;

void* body(void*) {
  pthread_mutex_lock(&mutex);
  ++early_threads_worked;
  pthread_mutex_unlock(&mutex);
  return nullptr;
}

__attribute__((constructor(101))) void early() {
  pthread_once(&once, [] { ++early_threads_worked; });
  pthread_t thread;
  if (pthread_create(&thread, nullptr, &body, nullptr) == 0) pthread_join(thread, nullptr);
}

}  // namespace
