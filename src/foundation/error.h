// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "foundation/dictionary.h"
#include "foundation/string.h"

namespace pewter::foundation {

// Keys of user info that Pewter itself writes and reads.
inline constexpr std::string_view kLocalizedDescriptionKey = "NSLocalizedDescription";
inline constexpr std::string_view kLocalizedFailureReasonKey = "NSLocalizedFailureReason";
inline constexpr std::string_view kLocalizedRecoverySuggestionKey = "NSLocalizedRecoverySuggestion";
inline constexpr std::string_view kLocalizedRecoveryOptionsKey = "NSLocalizedRecoveryOptions";

// NSError: immutable. Thread-safe once made.
class Error final : public Object {
 public:
  static const ClassRecord kClass;

  Error() : Object(kClass) {}
  Error(Ref<String> domain, std::int64_t code, Ref<Dictionary> user_info) : Object(kClass) {
    init(std::move(domain), code, std::move(user_info));
  }

  // For alloc()->init...(): only before anyone else has the error. A null user_info becomes an empty one.
  void init(Ref<String> domain, std::int64_t code, Ref<Dictionary> user_info);

  String* domain() const { return domain_.get(); }
  std::int64_t code() const { return code_; }
  Dictionary* user_info() const { return user_info_.get(); }
  // The object of user info under `key`; null if there is none.
  Object* info(std::string_view key) const;
  // What user info says or, without that, a sentence of domain and code.
  Ref<String> localized_description() const;

 private:
  Ref<String> domain_;
  std::int64_t code_ = 0;
  Ref<Dictionary> user_info_;
};

// An error whose localizedDescription() is `description`.
Ref<Error> make_error(std::string_view domain, std::int64_t code, std::string_view description);

}  // namespace pewter::foundation
