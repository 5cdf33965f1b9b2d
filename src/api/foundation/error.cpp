// SPDX-License-Identifier: Apache-2.0
#include "foundation/error.h"

#include "Foundation/NSError.hpp"
#include "api/foundation/convert.h"

using namespace pewter;
using namespace pewter::api;
using foundation::cast;
using foundation::Dictionary;
using foundation::Error;
using foundation::Ref;
using foundation::String;

namespace {

void* info(const void* self, const char* selector, std::string_view key) {
  const auto* error = cast<Error>(self, selector);
  return error ? error->info(key) : nullptr;
}

}  // namespace

void* pewter_NSError_errorWithDomain_code_userInfo_(const void* domain, NS::Integer code, const void* user_info) {
  const char* selector = "errorWithDomain:code:userInfo:";
  return autoreleased(foundation::make<Error>(Ref<String>(argument<String>(domain, selector)), code,
                                              Ref<Dictionary>(argument<Dictionary>(user_info, selector))));
}

void* pewter_NSError_initWithDomain_code_userInfo_(void* self, const void* domain, NS::Integer code,
                                                   const void* user_info) {
  const char* selector = "initWithDomain:code:userInfo:";
  auto* error = cast<Error>(self, selector);
  if (error)
    error->init(Ref<String>(argument<String>(domain, selector)), code,
                Ref<Dictionary>(argument<Dictionary>(user_info, selector)));
  return error;
}

NS::Integer pewter_NSError_code(const void* self) {
  const auto* error = cast<Error>(self, "code");
  return error ? error->code() : 0;
}

void* pewter_NSError_domain(const void* self) {
  const auto* error = cast<Error>(self, "domain");
  return error ? error->domain() : nullptr;
}

void* pewter_NSError_userInfo(const void* self) {
  const auto* error = cast<Error>(self, "userInfo");
  return error ? error->user_info() : nullptr;
}

void* pewter_NSError_localizedDescription(const void* self) {
  const auto* error = cast<Error>(self, "localizedDescription");
  return error ? autoreleased(error->localized_description()) : nullptr;
}

void* pewter_NSError_localizedRecoveryOptions(const void* self) {
  return info(self, "localizedRecoveryOptions", foundation::kLocalizedRecoveryOptionsKey);
}

void* pewter_NSError_localizedRecoverySuggestion(const void* self) {
  return info(self, "localizedRecoverySuggestion", foundation::kLocalizedRecoverySuggestionKey);
}

void* pewter_NSError_localizedFailureReason(const void* self) {
  return info(self, "localizedFailureReason", foundation::kLocalizedFailureReasonKey);
}
