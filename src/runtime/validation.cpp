// SPDX-License-Identifier: Apache-2.0
#include "runtime/validation.h"

#include "model/finding.h"
#include "runtime/assertion.h"
#include "runtime/buffer.h"

namespace pewter::runtime {

bool validate_range(ObjectId object, const char* class_name, const char* call, const Buffer& buffer,
                    const GivenRange& range) {
  const std::uint64_t length = buffer.length();
  if (range.offset <= length && range.length <= length - range.offset) return true;
  std::uint64_t end;
  if (__builtin_add_overflow(range.offset, range.length, &end)) end = UINT64_MAX;
  invalid(Assertion::buffer_range, object, call, class_name, call, range.offset_name, range.offset, range.length_name,
          range.length, length, name_of(buffer), end);
  return false;
}

void validate_blit_alignment(ObjectId object, const char* call, const GivenRange& range) {
  if (range.offset % 4) invalid(Assertion::blit_alignment, object, call, call, range.offset_name, range.offset);
  if (range.length % 4) invalid(Assertion::blit_alignment, object, call, call, range.length_name, range.length);
}

void validate_managed(ObjectId object, const char* class_name, const char* call, const Resource& resource) {
  if (resource.storage_mode() == StorageMode::managed) return;
  invalid(Assertion::managed_only, object, call, class_name, call, resource.resource_options().bits,
          metal_name(resource.storage_mode()), name_of(resource));
}

std::string name_of(const Resource& resource) {
  return model::describe({resource.id(), resource.object_class(), std::string(resource.label()), 0});
}

const char* metal_name(StorageMode mode) {
  switch (mode) {
    case StorageMode::shared:
      return "MTLResourceStorageModeShared";
    case StorageMode::managed:
      return "MTLResourceStorageModeManaged";
    case StorageMode::private_memory:
      return "MTLResourceStorageModePrivate";
    case StorageMode::memoryless:
      return "MTLResourceStorageModeMemoryless";
  }
  return "an unknown storage mode";
}

}  // namespace pewter::runtime
