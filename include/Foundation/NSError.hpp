// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "NSDefines.hpp"
#include "NSObject.hpp"
#include "NSPrivate.hpp"
#include "NSString.hpp"
#include "NSTypes.hpp"

PEWTER_IMPORT void* pewter_NSError_errorWithDomain_code_userInfo_(const void* domain, NS::Integer code,
                                                                  const void* user_info);
PEWTER_IMPORT void* pewter_NSError_initWithDomain_code_userInfo_(void* self, const void* domain, NS::Integer code,
                                                                 const void* user_info);
PEWTER_IMPORT NS::Integer pewter_NSError_code(const void* self);
PEWTER_IMPORT void* pewter_NSError_domain(const void* self);
PEWTER_IMPORT void* pewter_NSError_userInfo(const void* self);
PEWTER_IMPORT void* pewter_NSError_localizedDescription(const void* self);
PEWTER_IMPORT void* pewter_NSError_localizedRecoveryOptions(const void* self);
PEWTER_IMPORT void* pewter_NSError_localizedRecoverySuggestion(const void* self);
PEWTER_IMPORT void* pewter_NSError_localizedFailureReason(const void* self);

namespace NS {

/// Says whose the code of an error is.
using ErrorDomain = String*;

_PEWTER_STRING_CONST(ErrorDomain, CocoaErrorDomain, "NSCocoaErrorDomain");
_PEWTER_STRING_CONST(ErrorDomain, POSIXErrorDomain, "NSPOSIXErrorDomain");
_PEWTER_STRING_CONST(ErrorDomain, OSStatusErrorDomain, "NSOSStatusErrorDomain");
_PEWTER_STRING_CONST(ErrorDomain, MachErrorDomain, "NSMachErrorDomain");

/// The keys of Error::userInfo().
using ErrorUserInfoKey = String*;

_PEWTER_STRING_CONST(ErrorUserInfoKey, UnderlyingErrorKey, "NSUnderlyingError");
_PEWTER_STRING_CONST(ErrorUserInfoKey, LocalizedDescriptionKey, "NSLocalizedDescription");
_PEWTER_STRING_CONST(ErrorUserInfoKey, LocalizedFailureReasonErrorKey, "NSLocalizedFailureReason");
_PEWTER_STRING_CONST(ErrorUserInfoKey, LocalizedRecoverySuggestionErrorKey, "NSLocalizedRecoverySuggestion");
_PEWTER_STRING_CONST(ErrorUserInfoKey, LocalizedRecoveryOptionsErrorKey, "NSLocalizedRecoveryOptions");
_PEWTER_STRING_CONST(ErrorUserInfoKey, RecoveryAttempterErrorKey, "NSRecoveryAttempter");
_PEWTER_STRING_CONST(ErrorUserInfoKey, HelpAnchorErrorKey, "NSHelpAnchor");
_PEWTER_STRING_CONST(ErrorUserInfoKey, DebugDescriptionErrorKey, "NSDebugDescription");
_PEWTER_STRING_CONST(ErrorUserInfoKey, LocalizedFailureErrorKey, "NSLocalizedFailure");
_PEWTER_STRING_CONST(ErrorUserInfoKey, StringEncodingErrorKey, "NSStringEncoding");
_PEWTER_STRING_CONST(ErrorUserInfoKey, URLErrorKey, "NSURL");
_PEWTER_STRING_CONST(ErrorUserInfoKey, FilePathErrorKey, "NSFilePath");

/// Why something failed. Immutable and thread-safe. Objects that its methods return belong to the error or are autoreleased.
class Error : public Copying<Error> {
 public:
  /// Autoreleased. A null dictionary counts as an empty one.
  static Error* error(ErrorDomain domain, Integer code, class Dictionary* pDictionary) {
    return static_cast<Error*>(pewter_NSError_errorWithDomain_code_userInfo_(domain, code, pDictionary));
  }

  /// A new error for one of the init methods. The caller owns it.
  static Error* alloc() { return Object::alloc<Error>("NSError"); }
  Error* init() { return Object::init<Error>(); }
  Error* init(ErrorDomain domain, Integer code, class Dictionary* pDictionary) {
    return static_cast<Error*>(pewter_NSError_initWithDomain_code_userInfo_(this, domain, code, pDictionary));
  }

  /// What failed, within domain().
  Integer code() const { return pewter_NSError_code(this); }
  ErrorDomain domain() const { return static_cast<ErrorDomain>(pewter_NSError_domain(this)); }
  /// More about the failure; empty, never null.
  class Dictionary* userInfo() const { return reinterpret_cast<class Dictionary*>(pewter_NSError_userInfo(this)); }

  /// A sentence for people; never null.
  String* localizedDescription() const { return static_cast<String*>(pewter_NSError_localizedDescription(this)); }
  /// What userInfo() has to say, or null.
  class Array* localizedRecoveryOptions() const {
    return reinterpret_cast<class Array*>(pewter_NSError_localizedRecoveryOptions(this));
  }
  String* localizedRecoverySuggestion() const {
    return static_cast<String*>(pewter_NSError_localizedRecoverySuggestion(this));
  }
  String* localizedFailureReason() const { return static_cast<String*>(pewter_NSError_localizedFailureReason(this)); }
};

}  // namespace NS
