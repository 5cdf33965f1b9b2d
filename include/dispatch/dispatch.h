/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

/** \file
 * The part of libdispatch that Metal programs use: data objects, and queues as names only. Where a real libdispatch is
 * installed its header is used instead.
 */
#ifdef __GNUC__
#pragma GCC system_header
#endif

#if __has_include_next(<dispatch/dispatch.h>)
#include_next <dispatch/dispatch.h>
#else

#define PEWTER_DISPATCH 1

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

#define PEWTER_DISPATCH_IMPORT __attribute__((visibility("default")))

typedef struct dispatch_data_s* dispatch_data_t;
typedef struct dispatch_queue_s* dispatch_queue_t;

/* The bytes are copied with the first, and handed to free() with the second. */
#define DISPATCH_DATA_DESTRUCTOR_DEFAULT ((void*)0)
#define DISPATCH_DATA_DESTRUCTOR_FREE ((void*)1)

PEWTER_DISPATCH_IMPORT void* pewter_dispatch_data_create(const void* bytes, size_t size, int free_bytes);
PEWTER_DISPATCH_IMPORT const void* pewter_dispatch_data_bytes(const void* data);
PEWTER_DISPATCH_IMPORT size_t pewter_dispatch_data_size(const void* data);
PEWTER_DISPATCH_IMPORT void pewter_dispatch_retain(const void* object);
PEWTER_DISPATCH_IMPORT void pewter_dispatch_release(const void* object);

/* A data object, +1: a copy of the bytes. The queue is not used. */
static inline dispatch_data_t dispatch_data_create(const void* buffer, size_t size, dispatch_queue_t queue,
                                                   void* destructor) {
  (void)queue;
  return (dispatch_data_t)pewter_dispatch_data_create(buffer, size, destructor == DISPATCH_DATA_DESTRUCTOR_FREE);
}

static inline size_t dispatch_data_get_size(dispatch_data_t data) { return pewter_dispatch_data_size(data); }

/* Null stands for every queue: functions of Metal run on threads of the library. */
static inline dispatch_queue_t dispatch_get_global_queue(long identifier, unsigned long flags) {
  (void)identifier;
  (void)flags;
  return (dispatch_queue_t)0;
}
static inline dispatch_queue_t dispatch_get_main_queue(void) { return (dispatch_queue_t)0; }
static inline dispatch_queue_t dispatch_queue_create(const char* label, const void* attributes) {
  (void)label;
  (void)attributes;
  return (dispatch_queue_t)0;
}

#ifdef __cplusplus
}
/* Objects of this file, for which C++ programs call these with typed pointers. */
template <class T>
inline void dispatch_retain(T* object) {
  pewter_dispatch_retain(object);
}
template <class T>
inline void dispatch_release(T* object) {
  pewter_dispatch_release(object);
}
#else
#define dispatch_retain(object) pewter_dispatch_retain(object)
#define dispatch_release(object) pewter_dispatch_release(object)
#endif

#endif
