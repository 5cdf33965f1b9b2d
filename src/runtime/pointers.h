// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>

#include "model/kernel_image.h"
#include "runtime/types.h"

namespace pewter::runtime {

struct Recording;
struct Storage;

// Memory bound to a dispatch in which the kernel finds addresses (an argument buffer). Noted where somebody watches.
struct PointerTable {
  ObjectId encoder = 0;
  std::uint64_t dispatch = 0;                         // its number, as in model::Command::value
  const model::KernelParameter* parameter = nullptr;  // of a pipeline that the recording keeps
  const std::byte* address = nullptr;                 // as the program sees it; kept by the recording
  const Storage* storage = nullptr;                   // null: setBytes
  std::uint64_t length = 0;                           // bytes from `address` on
};

// Tells the observer which addresses the tables of a recording hold now: at the commit, when the program has written
// what the GPU is to see.
void tell_pointers(const Recording& recording, ObjectId buffer);

}  // namespace pewter::runtime
