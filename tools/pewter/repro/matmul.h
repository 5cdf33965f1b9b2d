// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Foundation/Foundation.hpp>
#include <Metal/Metal.hpp>
#include <MetalPerformanceShaders/MetalPerformanceShaders.hpp>
#include <cstdint>
#include <optional>
#include <string>

namespace pewter::repro {

// What multiplies: MPSNDArrayMatrixMultiplication, as in the crash log, or the kernel of matmul.metal.
enum class Kernel { mps, msl };

// A kernel ready to be encoded, by one thread at a time.
class Matmul {
 public:
  // Makes the kernel for `device`. Without success, `error` says why, as the compiler or the runtime put it.
  static std::optional<Matmul> create(MTL::Device* device, Kernel kernel, std::string* error);

  // The same for another thread: kernels of MetalPerformanceShaders are not shared, but copied.
  Matmul for_thread() const;

  // Encodes c = a * b for square matrices with `size` rows into `encoder` of `commands`; buffers hold size * size floats.
  void encode(MTL::CommandBuffer* commands, MTL::ComputeCommandEncoder* encoder, const MTL::Buffer* a,
              const MTL::Buffer* b, const MTL::Buffer* c, std::uint32_t size) const {
    encode(commands, encoder, a, b, c, size, 1);
  }
  // The same for `batch` matrices a, one b, and as many c, each right behind the one before it.
  void encode(MTL::CommandBuffer* commands, MTL::ComputeCommandEncoder* encoder, const MTL::Buffer* a,
              const MTL::Buffer* b, const MTL::Buffer* c, std::uint32_t size, std::uint32_t batch) const;

 private:
  void encode_msl(MTL::ComputeCommandEncoder* encoder, const MTL::Buffer* a, const MTL::Buffer* b, const MTL::Buffer* c,
                  std::uint32_t size, std::uint32_t batch) const;

  NS::SharedPtr<MTL::ComputePipelineState> pipeline_;        // msl
  NS::SharedPtr<MPS::NDArrayMatrixMultiplication> product_;  // mps
};

// Text of an NS::Error, which may be null.
std::string text_of(const NS::Error* error);

}  // namespace pewter::repro
