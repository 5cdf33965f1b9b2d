// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "NSDefines.hpp"
#include "NSNotification.hpp"
#include "NSObject.hpp"
#include "NSPrivate.hpp"
#include "NSString.hpp"
#include "NSTypes.hpp"

#include <functional>

PEWTER_IMPORT void* pewter_NSProcessInfo_processInfo();
PEWTER_IMPORT void* pewter_NSProcessInfo_arguments(const void* self);
PEWTER_IMPORT void* pewter_NSProcessInfo_environment(const void* self);
PEWTER_IMPORT void* pewter_NSProcessInfo_hostName(const void* self);
PEWTER_IMPORT void* pewter_NSProcessInfo_processName(const void* self);
PEWTER_IMPORT void pewter_NSProcessInfo_setProcessName_(void* self, const void* name);
PEWTER_IMPORT int pewter_NSProcessInfo_processIdentifier(const void* self);
PEWTER_IMPORT void* pewter_NSProcessInfo_globallyUniqueString(const void* self);
PEWTER_IMPORT void* pewter_NSProcessInfo_userName(const void* self);
PEWTER_IMPORT void* pewter_NSProcessInfo_fullUserName(const void* self);
PEWTER_IMPORT NS::UInteger pewter_NSProcessInfo_operatingSystem(const void* self);
PEWTER_IMPORT void pewter_NSProcessInfo_operatingSystemVersion(const void* self, NS::OperatingSystemVersion* version);
PEWTER_IMPORT void* pewter_NSProcessInfo_operatingSystemVersionString(const void* self);
PEWTER_IMPORT bool pewter_NSProcessInfo_isOperatingSystemAtLeastVersion_(const void* self,
                                                                         const NS::OperatingSystemVersion* version);
PEWTER_IMPORT NS::UInteger pewter_NSProcessInfo_processorCount(const void* self);
PEWTER_IMPORT NS::UInteger pewter_NSProcessInfo_activeProcessorCount(const void* self);
PEWTER_IMPORT unsigned long long pewter_NSProcessInfo_physicalMemory(const void* self);
PEWTER_IMPORT double pewter_NSProcessInfo_systemUptime(const void* self);
PEWTER_IMPORT void* pewter_NSProcessInfo_beginActivityWithOptions_reason_(void* self, unsigned long long options,
                                                                          const void* reason);
PEWTER_IMPORT void pewter_NSProcessInfo_endActivity_(void* self, void* activity);

namespace NS {

_PEWTER_STRING_CONST(NotificationName, ProcessInfoThermalStateDidChangeNotification,
                     "NSProcessInfoThermalStateDidChangeNotification");
_PEWTER_STRING_CONST(NotificationName, ProcessInfoPowerStateDidChangeNotification,
                     "NSProcessInfoPowerStateDidChangeNotification");

_NS_ENUM(NS::Integer, ProcessInfoThermalState){
    ProcessInfoThermalStateNominal = 0,
    ProcessInfoThermalStateFair = 1,
    ProcessInfoThermalStateSerious = 2,
    ProcessInfoThermalStateCritical = 3,
};

_NS_OPTIONS(std::uint64_t, ActivityOptions){
    ActivityIdleDisplaySleepDisabled = (1ULL << 40),
    ActivityIdleSystemSleepDisabled = (1ULL << 20),
    ActivitySuddenTerminationDisabled = (1ULL << 14),
    ActivityAutomaticTerminationDisabled = (1ULL << 15),
    ActivityUserInitiated = (0x00FFFFFFULL | ActivityIdleSystemSleepDisabled),
    ActivityUserInitiatedAllowingIdleSystemSleep = (ActivityUserInitiated & ~ActivityIdleSystemSleepDisabled),
    ActivityBackground = 0x000000FFULL,
    ActivityLatencyCritical = 0xFF00000000ULL,
};

/// The process and the machine it runs on. One object, thread-safe. Objects that its methods return are autoreleased.
class ProcessInfo : public Referencing<ProcessInfo> {
 public:
  static ProcessInfo* processInfo() { return static_cast<ProcessInfo*>(pewter_NSProcessInfo_processInfo()); }

  /// Strings, the program's name first.
  class Array* arguments() const { return reinterpret_cast<class Array*>(pewter_NSProcessInfo_arguments(this)); }
  /// Strings by strings.
  class Dictionary* environment() const { return static_cast<class Dictionary*>(pewter_NSProcessInfo_environment(this)); }
  String* hostName() const { return static_cast<String*>(pewter_NSProcessInfo_hostName(this)); }
  String* processName() const { return static_cast<String*>(pewter_NSProcessInfo_processName(this)); }
  /// Changes what processName() says, nothing else.
  void setProcessName(const String* pString) { pewter_NSProcessInfo_setProcessName_(this, pString); }
  int processIdentifier() const { return pewter_NSProcessInfo_processIdentifier(this); }
  /// Another one at each call.
  String* globallyUniqueString() const { return static_cast<String*>(pewter_NSProcessInfo_globallyUniqueString(this)); }

  String* userName() const { return static_cast<String*>(pewter_NSProcessInfo_userName(this)); }
  String* fullUserName() const { return static_cast<String*>(pewter_NSProcessInfo_fullUserName(this)); }

  /// 5, which stands for a Mac.
  UInteger operatingSystem() const { return pewter_NSProcessInfo_operatingSystem(this); }
  /// The version of macOS whose Metal this is.
  OperatingSystemVersion operatingSystemVersion() const {
    OperatingSystemVersion version{};
    pewter_NSProcessInfo_operatingSystemVersion(this, &version);
    return version;
  }
  String* operatingSystemVersionString() const {
    return static_cast<String*>(pewter_NSProcessInfo_operatingSystemVersionString(this));
  }
  bool isOperatingSystemAtLeastVersion(OperatingSystemVersion version) const {
    return pewter_NSProcessInfo_isOperatingSystemAtLeastVersion_(this, &version);
  }

  UInteger processorCount() const { return pewter_NSProcessInfo_processorCount(this); }
  /// The processors that this process may use.
  UInteger activeProcessorCount() const { return pewter_NSProcessInfo_activeProcessorCount(this); }
  /// In bytes.
  unsigned long long physicalMemory() const { return pewter_NSProcessInfo_physicalMemory(this); }
  /// Seconds since the machine started.
  TimeInterval systemUptime() const { return pewter_NSProcessInfo_systemUptime(this); }

  /// Linux ends processes neither suddenly nor automatically: these do nothing.
  void disableSuddenTermination() {}
  void enableSuddenTermination() {}
  void disableAutomaticTermination(const class String*) {}
  void enableAutomaticTermination(const class String*) {}
  bool automaticTerminationSupportEnabled() const { return false; }
  void setAutomaticTerminationSupportEnabled(bool) {}

  /// A token for endActivity(). Activities change nothing here. Autoreleased.
  class Object* beginActivity(ActivityOptions options, const class String* pReason) {
    return static_cast<class Object*>(pewter_NSProcessInfo_beginActivityWithOptions_reason_(this, options, pReason));
  }
  void endActivity(class Object* pActivity) { pewter_NSProcessInfo_endActivity_(this, pActivity); }
  /// Calls the function before returning; the expiring ones with false.
  void performActivity(ActivityOptions, const class String*, const std::function<void()>& func) { func(); }
  void performExpiringActivity(const class String*, const std::function<void(bool expired)>& func) { func(false); }
#ifdef __BLOCKS__
  void performActivity(ActivityOptions, const class String*, void (^block)(void)) { block(); }
  void performExpiringActivity(const class String*, void (^block)(bool expired)) { block(false); }
#endif

  /// Always nominal.
  ProcessInfoThermalState thermalState() const { return ProcessInfoThermalStateNominal; }
  bool isLowPowerModeEnabled() const { return false; }

  bool isiOSAppOnMac() const { return false; }
  bool isMacCatalystApp() const { return false; }
};

}  // namespace NS
