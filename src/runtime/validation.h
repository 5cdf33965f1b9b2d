// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "runtime/types.h"

// What the checks of arguments have in common. They are made only where model::observed(), and change nothing: see
// invalid().
namespace pewter::runtime {

// A buffer's range as a call gives it: fillBuffer's location and length, a copy's sourceOffset and size.
struct GivenRange {
  const char* offset_name;
  std::uint64_t offset;
  const char* length_name;
  std::uint64_t length;
};

// PW131. `object` is called, of class `class_name` in Metal's validation layer. False: the range leaves the buffer.
bool validate_range(ObjectId object, const char* class_name, const char* call, const Buffer& buffer,
                    const GivenRange& range);
// PW132: offset and length are multiples of 4.
void validate_blit_alignment(ObjectId object, const char* call, const GivenRange& range);
// PW135: the call is for managed resources.
void validate_managed(ObjectId object, const char* class_name, const char* call, const Resource& resource);

std::string name_of(const Resource& resource);  // MTLBuffer 12 "weights"
const char* metal_name(StorageMode mode);       // MTLResourceStorageModeShared

}  // namespace pewter::runtime
