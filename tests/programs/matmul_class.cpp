// SPDX-License-Identifier: Apache-2.0
// In the style of a small library around Metal: a class that owns the objects through NS::SharedPtr, 2-D threadgroups, a
// parameter struct, many command buffers in flight, completion handlers.
#define NS_PRIVATE_IMPLEMENTATION
#define MTL_PRIVATE_IMPLEMENTATION
#include <Metal/Metal.hpp>

#include <atomic>
#include <cmath>
#include <iostream>
#include <random>
#include <stdexcept>
#include <string>
#include <vector>

namespace {

struct MatrixShape {
  uint32_t rows, columns, inner;
};

const char* const kSource = R"metal(
#include <metal_stdlib>
using namespace metal;
struct MatrixShape { uint rows, columns, inner; };
kernel void matmul(device const float* A [[buffer(0)]], device const float* B [[buffer(1)]], device float* C [[buffer(2)]],
                   constant MatrixShape& shape [[buffer(3)]], uint2 gid [[thread_position_in_grid]], uint2 lid [[thread_position_in_threadgroup]]) {
  threadgroup float tileA[16][16];
  threadgroup float tileB[16][16];
  float sum = 0;
  for (uint t = 0; t < shape.inner; t += 16) {
    tileA[lid.y][lid.x] = gid.y < shape.rows && t + lid.x < shape.inner ? A[gid.y * shape.inner + t + lid.x] : 0;
    tileB[lid.y][lid.x] = t + lid.y < shape.inner && gid.x < shape.columns ? B[(t + lid.y) * shape.columns + gid.x] : 0;
    threadgroup_barrier(mem_flags::mem_threadgroup);
    for (uint k = 0; k < 16; ++k) sum += tileA[lid.y][k] * tileB[k][lid.x];
    threadgroup_barrier(mem_flags::mem_threadgroup);
  }
  if (gid.y < shape.rows && gid.x < shape.columns) C[gid.y * shape.columns + gid.x] = sum;
}
)metal";

class Multiplier {
 public:
  Multiplier() : device_(NS::TransferPtr(MTL::CreateSystemDefaultDevice())) {
    using NS::StringEncoding::UTF8StringEncoding;
    NS::Error* error = nullptr;
    auto options = NS::TransferPtr(MTL::CompileOptions::alloc()->init());
    options->setFastMathEnabled(true);
    auto library = NS::TransferPtr(device_->newLibrary(NS::String::string(kSource, UTF8StringEncoding), options.get(), &error));
    if (!library) throw std::runtime_error(error->localizedDescription()->utf8String());
    auto function = NS::TransferPtr(library->newFunction(MTLSTR("matmul")));
    pipeline_ = NS::TransferPtr(device_->newComputePipelineState(function.get(), &error));
    if (!pipeline_) throw std::runtime_error(error->localizedDescription()->utf8String());
    queue_ = NS::TransferPtr(device_->newCommandQueue());
  }

  NS::SharedPtr<MTL::Buffer> upload(const std::vector<float>& values) {
    return NS::TransferPtr(device_->newBuffer(values.data(), values.size() * sizeof(float), MTL::ResourceStorageModeManaged));
  }
  NS::SharedPtr<MTL::Buffer> empty(size_t count) { return NS::TransferPtr(device_->newBuffer(count * sizeof(float), MTL::ResourceStorageModeManaged)); }

  void multiply(MTL::Buffer* a, MTL::Buffer* b, MTL::Buffer* c, MatrixShape shape, std::function<void(double)> done) {
    auto pool = NS::TransferPtr(NS::AutoreleasePool::alloc()->init());
    MTL::CommandBuffer* commands = queue_->commandBuffer();
    commands->addCompletedHandler([done](MTL::CommandBuffer* buffer) { done(buffer->GPUEndTime() - buffer->GPUStartTime()); });
    MTL::ComputeCommandEncoder* encoder = commands->computeCommandEncoder();
    encoder->setComputePipelineState(pipeline_.get());
    encoder->setBuffer(a, 0, 0);
    encoder->setBuffer(b, 0, 1);
    encoder->setBuffer(c, 0, 2);
    encoder->setBytes(&shape, sizeof(shape), 3);
    encoder->dispatchThreadgroups(MTL::Size((shape.columns + 15) / 16, (shape.rows + 15) / 16, 1), MTL::Size(16, 16, 1));
    encoder->endEncoding();
    MTL::BlitCommandEncoder* blit = commands->blitCommandEncoder();
    blit->synchronizeResource(c);
    blit->endEncoding();
    commands->commit();
    last_ = NS::RetainPtr(commands);
  }
  void wait() { last_->waitUntilCompleted(); }

 private:
  NS::SharedPtr<MTL::Device> device_;
  NS::SharedPtr<MTL::ComputePipelineState> pipeline_;
  NS::SharedPtr<MTL::CommandQueue> queue_;
  NS::SharedPtr<MTL::CommandBuffer> last_;
};

}  // namespace

int main() {
  auto pool = NS::TransferPtr(NS::AutoreleasePool::alloc()->init());
  const MatrixShape shape{45, 37, 50};
  std::mt19937 generator(1);
  std::uniform_real_distribution<float> uniform(-1, 1);
  std::vector<float> a(shape.rows * shape.inner), b(shape.inner * shape.columns);
  for (float& x : a) x = uniform(generator);
  for (float& x : b) x = uniform(generator);

  Multiplier multiplier;
  auto left = multiplier.upload(a), right = multiplier.upload(b), product = multiplier.empty(shape.rows * shape.columns);
  std::atomic<int> finished{0};
  for (int n = 0; n < 10; ++n)
    multiplier.multiply(left.get(), right.get(), product.get(), shape, [&](double seconds) { finished += seconds >= 0; });
  multiplier.wait();

  const float* got = static_cast<const float*>(product->contents());
  for (uint32_t r = 0; r < shape.rows; ++r)
    for (uint32_t c = 0; c < shape.columns; ++c) {
      double sum = 0;
      for (uint32_t k = 0; k < shape.inner; ++k) sum += double(a[r * shape.inner + k]) * b[k * shape.columns + c];
      if (std::fabs(got[r * shape.columns + c] - sum) > 1e-4) {
        std::cout << "wrong at " << r << ", " << c << ": " << got[r * shape.columns + c] << " instead of " << sum << std::endl;
        return 1;
      }
    }
  while (finished.load() < 10) {
  }
  std::cout << "10 products are right" << std::endl;
  return 0;
}
