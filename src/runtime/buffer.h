// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "runtime/resource.h"

namespace pewter::runtime {

// MTL::Buffer. The memory is rounded up to whole pages, zeroed at first: programs do touch bytes between length() and the end
// of the page. Managed storage acts as shared.
class Buffer final : public Resource {
 public:
  static const foundation::ClassRecord kClass;

  Buffer(Device* device, Heap* heap, Storage* storage, std::uint64_t length, ResourceOptions options);  // takes over the reference to `storage`
  ~Buffer() = default;

  std::uint64_t length() const { return length_; }
  void* contents();                               // null for private storage
  std::uint64_t gpu_address() const;              // the host address: kernels run on it
  std::uint64_t take_gpu_address() const;         // likewise, for the program
  void did_modify_range(Range range);
  void add_debug_marker(std::string_view marker, Range range);
  void remove_all_debug_markers();

 private:
  const std::uint64_t length_;
};

}  // namespace pewter::runtime
