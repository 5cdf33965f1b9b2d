// SPDX-License-Identifier: Apache-2.0
#include "runtime/buffer.h"

#include "runtime/assertion.h"
#include "runtime/heap.h"
#include "runtime/storage.h"
#include "runtime/validation.h"

namespace pewter::runtime {

constinit const foundation::ClassRecord Buffer::kClass{.name = "MTLBuffer", .super = &Resource::kClass, .destroy = destroy<Buffer>, .description = nullptr};

Buffer::Buffer(Device* device, Heap* heap, Storage* storage, std::uint64_t length, ResourceOptions options)
    : Resource(kClass, model::ObjectClass::buffer, device, heap, storage, options), length_(length) {}

void* Buffer::contents() {
  model::observe({.kind = model::EventKind::contents_taken, .object_class = object_class(), .object = id(), .call = "contents"});
  if (model::observed() && storage_mode() == StorageMode::private_memory)
    invalid(Assertion::private_contents, id(), "contents", resource_options().bits, name_of(*this));
  return storage_mode() == StorageMode::private_memory ? nullptr : storage_->program;
}

std::uint64_t Buffer::take_gpu_address() const {
  model::observe(
      {.kind = model::EventKind::address_taken, .object_class = object_class(), .object = id(), .call = "gpuAddress"});
  return gpu_address();
}

std::uint64_t Buffer::gpu_address() const { return reinterpret_cast<std::uint64_t>(storage_->base); }

void Buffer::did_modify_range(Range range) {
  model::observe({.kind = model::EventKind::range_modified, .object_class = object_class(), .object = id(),
                  .value = range.location, .aux = range.length, .call = "didModifyRange:"});
  if (!model::observed()) return;
  validate_managed(id(), "MTLDebugBuffer", "didModifyRange:", *this);
  validate_range(id(), "MTLDebugBuffer", "didModifyRange:", *this,
                 {"range.location", range.location, "range.length", range.length});
}

void Buffer::add_debug_marker(std::string_view, Range) { observe_access("addDebugMarker:range:", false); }
void Buffer::remove_all_debug_markers() { observe_access("removeAllDebugMarkers", false); }

}  // namespace pewter::runtime
