// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "NSObject.hpp"
#include "NSTypes.hpp"

PEWTER_IMPORT void* pewter_NSData_mutableBytes(const void* self);
PEWTER_IMPORT NS::UInteger pewter_NSData_length(const void* self);

namespace NS {

/// Bytes in memory.
class Data : public Copying<Data> {
 public:
  /// The bytes themselves, for as long as the object lives. Whoever writes them sees to it that no other thread uses them.
  void* mutableBytes() const { return pewter_NSData_mutableBytes(this); }
  /// In bytes.
  UInteger length() const { return pewter_NSData_length(this); }
};

}  // namespace NS
