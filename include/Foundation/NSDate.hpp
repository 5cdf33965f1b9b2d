// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "NSDefines.hpp"
#include "NSObject.hpp"
#include "NSPrivate.hpp"
#include "NSTypes.hpp"

PEWTER_IMPORT void* pewter_NSDate_dateWithTimeIntervalSinceNow_(double seconds);

namespace NS {

/// A point in wall-clock time. Immutable and thread-safe.
class Date : public Copying<Date> {
 public:
  /// `secs` seconds from now; negative for the past. Autoreleased.
  static Date* dateWithTimeIntervalSinceNow(TimeInterval secs) {
    return static_cast<Date*>(pewter_NSDate_dateWithTimeIntervalSinceNow_(secs));
  }
};

}  // namespace NS
