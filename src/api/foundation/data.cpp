// SPDX-License-Identifier: Apache-2.0
// NSData, NSDate, NSURL and NSCondition.
#include "foundation/data.h"

#include "Foundation/NSData.hpp"
#include "Foundation/NSDate.hpp"
#include "Foundation/NSLock.hpp"
#include "Foundation/NSURL.hpp"
#include "api/foundation/convert.h"
#include "foundation/condition.h"
#include "foundation/date.h"
#include "foundation/url.h"

using namespace pewter;
using namespace pewter::api;
using foundation::cast;
using foundation::Condition;
using foundation::Data;
using foundation::Date;
using foundation::String;
using foundation::URL;

void* pewter_NSData_mutableBytes(const void* self) {
  auto* data = cast<Data>(self, "mutableBytes");
  return data ? data->bytes() : nullptr;
}

NS::UInteger pewter_NSData_length(const void* self) {
  const auto* data = cast<Data>(self, "length");
  return data ? data->length() : 0;
}

void* pewter_NSDate_dateWithTimeIntervalSinceNow_(double seconds) {
  return autoreleased(foundation::make<Date>(Date::from_now(seconds)));
}

void* pewter_NSURL_fileURLWithPath_(const void* path) {
  const auto* text = argument<String>(path, "fileURLWithPath:");
  return text ? autoreleased(URL::file(text->utf8())) : nullptr;
}

void* pewter_NSURL_initWithString_(void* self, const void* string) {
  auto* url = cast<URL>(self, "initWithString:");
  const auto* text = argument<String>(string, "initWithString:");
  if (!url || !text) return init_failed(url);
  url->init(text->utf8());
  return url;
}

void* pewter_NSURL_initFileURLWithPath_(void* self, const void* path) {
  auto* url = cast<URL>(self, "initFileURLWithPath:");
  const auto* text = argument<String>(path, "initFileURLWithPath:");
  if (!url || !text) return init_failed(url);
  url->init_file(text->utf8());
  return url;
}

const char* pewter_NSURL_fileSystemRepresentation(const void* self) {
  const auto* url = cast<URL>(self, "fileSystemRepresentation");
  return url ? url->path().c_str() : nullptr;
}

void pewter_NSLocking_lock(void* self) {
  if (auto* condition = cast<Condition>(self, "lock")) condition->lock();
}

void pewter_NSLocking_unlock(void* self) {
  if (auto* condition = cast<Condition>(self, "unlock")) condition->unlock();
}

void pewter_NSCondition_wait(void* self) {
  if (auto* condition = cast<Condition>(self, "wait")) condition->wait();
}

bool pewter_NSCondition_waitUntilDate_(void* self, const void* limit) {
  auto* condition = cast<Condition>(self, "waitUntilDate:");
  const auto* date = argument<Date>(limit, "waitUntilDate:");
  return condition && date && condition->wait_until(date->time());
}

void pewter_NSCondition_signal(void* self) {
  if (auto* condition = cast<Condition>(self, "signal")) condition->signal();
}

void pewter_NSCondition_broadcast(void* self) {
  if (auto* condition = cast<Condition>(self, "broadcast")) condition->broadcast();
}
