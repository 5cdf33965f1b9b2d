// SPDX-License-Identifier: Apache-2.0
// A stream as frameworks have them (MLX 0.30.0): a command buffer, the encoder that is open on it and some counts, made
// when they are needed, for one thread. Here four threads use it, and nothing guards it. By itself that ends in an
// assertion, a crash or wrong results; in mode `serialise` every result must be right.
#include <Foundation/Foundation.hpp>
#include <Metal/Metal.hpp>
#include <cstdio>
#include <memory>
#include <thread>
#include <unordered_map>
#include <vector>

namespace {

constexpr unsigned kThreads = 4, kRounds = 25, kCount = 256;

NS::String* string(const char* text) { return NS::String::string(text, NS::UTF8StringEncoding); }

struct Encoder {
  explicit Encoder(MTL::CommandBuffer* buffer) : encoder(NS::RetainPtr(buffer->computeCommandEncoder())) {}
  ~Encoder() { encoder->endEncoding(); }
  NS::SharedPtr<MTL::ComputeCommandEncoder> encoder;
  std::unordered_map<MTL::Buffer*, unsigned> outputs;
};

class Stream {
 public:
  Stream(MTL::Device* device, MTL::ComputePipelineState* fill)
      : queue_(NS::TransferPtr(device->newCommandQueue())), fill_(fill) {}

  void fill(MTL::Buffer* out, unsigned value) {
    Encoder& with = encoder();
    with.outputs[out] = value;
    with.encoder->setComputePipelineState(fill_);
    with.encoder->setBuffer(out, 0, 0);
    with.encoder->setBytes(&value, sizeof(value), 1);
    with.encoder->dispatchThreads(MTL::Size(kCount, 1, 1), MTL::Size(32, 1, 1));
    ++operations_;
  }
  void finish() {
    encoder_.reset();
    const auto committed = std::move(buffer_);
    buffer_ = {};
    committed->commit();
    committed->waitUntilCompleted();
  }
  unsigned operations() const { return operations_; }

 private:
  Encoder& encoder() {
    if (!buffer_) buffer_ = NS::RetainPtr(queue_->commandBuffer());
    if (!encoder_) encoder_ = std::make_unique<Encoder>(buffer_.get());
    return *encoder_;
  }

  NS::SharedPtr<MTL::CommandQueue> queue_;
  MTL::ComputePipelineState* fill_;
  NS::SharedPtr<MTL::CommandBuffer> buffer_;
  std::unique_ptr<Encoder> encoder_;
  unsigned operations_ = 0;
};

}  // namespace

int main() {
  const auto pool = NS::TransferPtr(NS::AutoreleasePool::alloc()->init());
  const auto device = NS::TransferPtr(MTL::CreateSystemDefaultDevice());
  NS::Error* error = nullptr;
  const auto library = NS::TransferPtr(
      device->newLibrary(string("kernel void fill(device uint* out [[buffer(0)]], constant uint& value [[buffer(1)]], "
                                "uint i [[thread_position_in_grid]]) { out[i] = value; }"),
                         nullptr, &error));
  const auto function = NS::TransferPtr(library->newFunction(string("fill")));
  const auto pipeline = NS::TransferPtr(device->newComputePipelineState(function.get(), &error));
  Stream stream(device.get(), pipeline.get());

  unsigned right = 0;
  std::vector<std::thread> threads;
  for (unsigned number = 0; number < kThreads; ++number)
    threads.emplace_back([&, number] {
      const auto pool = NS::TransferPtr(NS::AutoreleasePool::alloc()->init());
      const auto out = NS::TransferPtr(device->newBuffer(kCount * sizeof(unsigned), MTL::ResourceStorageModeShared));
      for (unsigned round = 0; round < kRounds; ++round) {
        const unsigned value = number * kRounds + round + 1;
        stream.fill(out.get(), value);
        stream.finish();
        const auto* results = static_cast<const unsigned*>(out->contents());
        right += results[0] == value && results[kCount - 1] == value;
      }
    });
  for (std::thread& thread : threads) thread.join();
  std::printf("%u of %u right, %u operations\n", right, kThreads * kRounds, stream.operations());
  return right == kThreads * kRounds && stream.operations() == right ? 0 : 1;
}
