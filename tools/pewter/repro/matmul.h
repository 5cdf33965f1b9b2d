// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Foundation/Foundation.hpp>
#include <Metal/Metal.hpp>
#include <cstdint>
#include <optional>
#include <string>

namespace pewter::repro {

// The matmul kernel of matmul.metal, ready to be encoded. Thread-safe after create(): pipeline states never change.
class Matmul {
 public:
  // Compiles the kernel for `device`. Without success, `error` says why, as the compiler or the runtime put it.
  static std::optional<Matmul> create(MTL::Device* device, std::string* error);

  // Encodes c = a * b for square matrices with `size` rows; buffers hold size * size floats.
  void encode(MTL::ComputeCommandEncoder* encoder, const MTL::Buffer* a, const MTL::Buffer* b, const MTL::Buffer* c,
              std::uint32_t size) const;

 private:
  NS::SharedPtr<MTL::ComputePipelineState> pipeline_;
};

// Text of an NS::Error, which may be null.
std::string text_of(const NS::Error* error);

}  // namespace pewter::repro
