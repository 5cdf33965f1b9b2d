// SPDX-License-Identifier: Apache-2.0
#pragma once

/// \file
/// The two types of libdispatch that Metal's interface has: the program's own libdispatch where it has one, else ours.
#if __has_include(<dispatch/dispatch.h>)
#include <dispatch/dispatch.h>
#else
#include "../dispatch/dispatch.h"
#endif

#include <cstddef>

namespace MTL {
namespace Private {

/// The bytes of a dispatch_data_t, in one piece. Lives as long as the call that it is an argument of.
class DispatchData {
 public:
#ifdef PEWTER_DISPATCH
  explicit DispatchData(dispatch_data_t data)
      : bytes_(pewter_dispatch_data_bytes(data)), length_(pewter_dispatch_data_size(data)) {}
#else
  explicit DispatchData(dispatch_data_t data)
      : map_(data ? dispatch_data_create_map(data, &bytes_, &length_) : nullptr) {}
  ~DispatchData() {
    if (map_) dispatch_release(map_);
  }
#endif
  DispatchData(const DispatchData&) = delete;
  DispatchData& operator=(const DispatchData&) = delete;

  const void* bytes() const { return bytes_; }
  std::size_t length() const { return length_; }

 private:
  const void* bytes_ = nullptr;
  std::size_t length_ = 0;
#ifndef PEWTER_DISPATCH
  dispatch_data_t map_;
#endif
};

}  // namespace Private
}  // namespace MTL
