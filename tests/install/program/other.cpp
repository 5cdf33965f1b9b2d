// SPDX-License-Identifier: Apache-2.0
// A second source file that defines the implementation macros too: both must link.
#define NS_PRIVATE_IMPLEMENTATION
#define MTL_PRIVATE_IMPLEMENTATION
#include <Metal/Metal.hpp>

#include <string>

std::string device_name(MTL::Device* device) {
  NS::String* name = device->name();
  return name ? name->utf8String() : "";
}
