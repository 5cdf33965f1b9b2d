// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "runtime/command_encoder.h"

namespace pewter::runtime {

// MTL::BlitCommandEncoder, buffers only. Commands run in the order in which they were encoded. A range that leaves its buffer's
// memory ends the command buffer in a page fault.
class BlitCommandEncoder final : public CommandEncoder {
 public:
  static const foundation::ClassRecord kClass;

  BlitCommandEncoder(CommandBuffer* buffer, Recording& recording, Pass* pass);
  ~BlitCommandEncoder() = default;

  void copy_from_buffer(Buffer* source, std::uint64_t source_offset, Buffer* destination, std::uint64_t destination_offset, std::uint64_t size);
  void fill_buffer(Buffer* buffer, Range range, std::uint8_t value);
  void synchronize_resource(Resource* resource);  // memory is coherent: only recorded
  void update_fence(Fence* fence);
  void wait_for_fence(Fence* fence);

 private:
  static void destroy(foundation::Object* object) noexcept;  // ClassRecord::destroy

  // Where somebody watches: what Metal's validation layer says of the arguments.
  void validate_copy(const Buffer* source, std::uint64_t source_offset, const Buffer* destination,
                     std::uint64_t destination_offset, std::uint64_t size, const char* call) const;
  void validate_fill(const Buffer* buffer, Range range, const char* call) const;
};

}  // namespace pewter::runtime
