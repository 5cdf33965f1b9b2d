// SPDX-License-Identifier: Apache-2.0
// NSProcessInfo and the notification center.
#include "foundation/process_info.h"

#include <memory>
#include <tuple>

#include "Foundation/NSNotification.hpp"
#include "Foundation/NSProcessInfo.hpp"
#include "api/foundation/convert.h"
#include "foundation/array.h"
#include "foundation/dictionary.h"
#include "foundation/notification.h"

using namespace pewter;
using namespace pewter::api;
using foundation::cast;
using foundation::Notification;
using foundation::NotificationCenter;
using foundation::Object;
using foundation::ProcessInfo;
using foundation::Ref;
using foundation::String;

namespace {

// A text of the receiver; null for a null receiver.
template <class Member>
void* text(const void* self, const char* selector, Member member) {
  const auto* info = cast<ProcessInfo>(self, selector);
  return info ? autoreleased(foundation::string((info->*member)())) : nullptr;
}

}  // namespace

void* pewter_NSProcessInfo_processInfo() { return ProcessInfo::shared(); }

void* pewter_NSProcessInfo_arguments(const void* self) {
  const auto* info = cast<ProcessInfo>(self, "arguments");
  if (!info) return nullptr;
  std::vector<Ref<Object>> strings;
  for (const std::string& argument : info->arguments()) strings.push_back(foundation::string(argument));
  return autoreleased(foundation::Array::create(std::move(strings)));
}

void* pewter_NSProcessInfo_environment(const void* self) {
  const auto* info = cast<ProcessInfo>(self, "environment");
  if (!info) return nullptr;
  foundation::Dictionary::Entries entries;
  for (const auto& [name, value] : info->environment())
    entries.emplace_back(foundation::string(name), foundation::string(value));
  return autoreleased(foundation::Dictionary::create(std::move(entries)));
}

void* pewter_NSProcessInfo_hostName(const void* self) { return text(self, "hostName", &ProcessInfo::host_name); }
void* pewter_NSProcessInfo_processName(const void* self) {
  return text(self, "processName", &ProcessInfo::process_name);
}
void* pewter_NSProcessInfo_globallyUniqueString(const void* self) {
  return text(self, "globallyUniqueString", &ProcessInfo::unique_string);
}
void* pewter_NSProcessInfo_userName(const void* self) { return text(self, "userName", &ProcessInfo::user_name); }
void* pewter_NSProcessInfo_fullUserName(const void* self) {
  return text(self, "fullUserName", &ProcessInfo::full_user_name);
}
void* pewter_NSProcessInfo_operatingSystemVersionString(const void* self) {
  return text(self, "operatingSystemVersionString", &ProcessInfo::os_description);
}

void pewter_NSProcessInfo_setProcessName_(void* self, const void* name) {
  auto* info = cast<ProcessInfo>(self, "setProcessName:");
  if (info) info->set_process_name(std::string(foundation::view(argument<String>(name, "setProcessName:"))));
}

int pewter_NSProcessInfo_processIdentifier(const void* self) {
  const auto* info = cast<ProcessInfo>(self, "processIdentifier");
  return info ? info->process_id() : 0;
}

NS::UInteger pewter_NSProcessInfo_operatingSystem(const void* self) {
  constexpr NS::UInteger kMach = 5;  // NSMACHOperatingSystem
  return cast<ProcessInfo>(self, "operatingSystem") ? kMach : 0;
}

void pewter_NSProcessInfo_operatingSystemVersion(const void* self, NS::OperatingSystemVersion* version) {
  if (cast<ProcessInfo>(self, "operatingSystemVersion"))
    *version = {foundation::kOsVersion.major, foundation::kOsVersion.minor, foundation::kOsVersion.patch};
}

bool pewter_NSProcessInfo_isOperatingSystemAtLeastVersion_(const void* self,
                                                           const NS::OperatingSystemVersion* version) {
  constexpr foundation::OsVersion kOurs = foundation::kOsVersion;
  return cast<ProcessInfo>(self, "isOperatingSystemAtLeastVersion:") &&
         std::tuple(kOurs.major, kOurs.minor, kOurs.patch) >=
             std::tuple(version->majorVersion, version->minorVersion, version->patchVersion);
}

NS::UInteger pewter_NSProcessInfo_processorCount(const void* self) {
  const auto* info = cast<ProcessInfo>(self, "processorCount");
  return info ? info->processors() : 0;
}

NS::UInteger pewter_NSProcessInfo_activeProcessorCount(const void* self) {
  const auto* info = cast<ProcessInfo>(self, "activeProcessorCount");
  return info ? info->active_processors() : 0;
}

unsigned long long pewter_NSProcessInfo_physicalMemory(const void* self) {
  const auto* info = cast<ProcessInfo>(self, "physicalMemory");
  return info ? info->physical_memory() : 0;
}

double pewter_NSProcessInfo_systemUptime(const void* self) {
  const auto* info = cast<ProcessInfo>(self, "systemUptime");
  return info ? info->uptime() : 0;
}

void* pewter_NSProcessInfo_beginActivityWithOptions_reason_(void* self, unsigned long long, const void* reason) {
  if (!cast<ProcessInfo>(self, "beginActivityWithOptions:reason:")) return nullptr;
  // Any object will do as the token; the reason makes it readable.
  return autoreleased(
      foundation::string(foundation::view(argument<String>(reason, "beginActivityWithOptions:reason:"))));
}

void pewter_NSProcessInfo_endActivity_(void* self, void*) { cast<ProcessInfo>(self, "endActivity:"); }

void* pewter_NSNotification_name(const void* self) {
  const auto* notification = cast<Notification>(self, "name");
  return notification ? notification->name() : nullptr;
}

void* pewter_NSNotification_object(const void* self) {
  const auto* notification = cast<Notification>(self, "object");
  return notification ? notification->object() : nullptr;
}

void* pewter_NSNotification_userInfo(const void* self) {
  const auto* notification = cast<Notification>(self, "userInfo");
  return notification ? notification->user_info() : nullptr;
}

void* pewter_NSNotificationCenter_defaultCenter() { return NotificationCenter::default_center(); }

void* pewter_NSNotificationCenter_addObserverForName_object_queue_usingBlock_(void* self, const void* name,
                                                                              const void* object, void*,
                                                                              void (*handler)(void*, void*),
                                                                              void* context, void (*destroy)(void*)) {
  const char* selector = "addObserverForName:object:queue:usingBlock:";
  // Owns the context from here on, whatever happens.
  std::shared_ptr<void> owner(context, [destroy](void* pointer) {
    if (destroy) destroy(pointer);
  });
  auto* center = cast<NotificationCenter>(self, selector);
  if (!center || !handler) return nullptr;
  return center->add(Ref<String>(argument<String>(name, selector)), live(object, selector),
                     [handler, owner](Notification* notification) { handler(owner.get(), notification); });
}

void pewter_NSNotificationCenter_removeObserver_(void* self, void* observer) {
  auto* center = cast<NotificationCenter>(self, "removeObserver:");
  if (center) center->remove(static_cast<Object*>(observer));
}
