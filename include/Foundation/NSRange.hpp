// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "NSDefines.hpp"
#include "NSTypes.hpp"

namespace NS {

/// `length` items from `location` on. The unit is the method's: bytes, characters, indices.
struct Range {
  static Range Make(UInteger loc, UInteger len) { return Range(loc, len); }

  Range(UInteger loc, UInteger len) : location(loc), length(len) {}

  bool Equal(const Range& range) const { return location == range.location && length == range.length; }
  bool LocationInRange(UInteger loc) const { return loc >= location && loc - location < length; }
  /// One past the last item.
  UInteger Max() const { return location + length; }

  UInteger location;
  UInteger length;
};

}  // namespace NS
