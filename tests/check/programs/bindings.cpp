// SPDX-License-Identifier: Apache-2.0
// PW111 to PW118: what a dispatch finds bound.
#include "metal.h"

namespace corpus {
namespace {

const MTL::Size kGrid(Metal::kCount, 1, 1), kGroup(32, 1, 1);

struct Scaling {
  explicit Scaling(Metal& metal) : pipeline(metal.pipeline("scale")), out(metal.buffer()) {}
  // All that the kernel uses, which is not what it declares: nothing is at index 2.
  void bind(MTL::ComputeCommandEncoder* encoder) const {
    encoder->setComputePipelineState(pipeline.get());
    encoder->setBuffer(out.get(), 0, 0);
    encoder->setBytes(kFactors, sizeof(kFactors), 1);
    encoder->setThreadgroupMemoryLength(32 * 4, 0);
  }
  void run(MTL::ComputeCommandEncoder* encoder) const { encoder->dispatchThreads(kGrid, kGroup); }

  static constexpr unsigned kFactors[] = {1, 2, 3, 4};
  NS::SharedPtr<MTL::ComputePipelineState> pipeline;
  NS::SharedPtr<MTL::Buffer> out;
};

}  // namespace

void output_not_bound(Metal& metal) {
  const Scaling scaling(metal);
  const Encoding encoding(metal);
  scaling.bind(encoding.encoder);
  encoding.encoder->setBuffer(nullptr, 0, 0);
  scaling.run(encoding.encoder);
}
void output_bound(Metal& metal) {
  const Scaling scaling(metal);
  {
    const Encoding encoding(metal);
    scaling.bind(encoding.encoder);
    scaling.run(encoding.encoder);
  }
  expect_filled(scaling.out.get(), 10);
}
// Nothing carries over from one encoder to the next.
void bound_on_the_encoder_before(Metal& metal) {
  const Scaling scaling(metal);
  {
    const Encoding first(metal);
    scaling.bind(first.encoder);
    scaling.run(first.encoder);
  }
  const Encoding second(metal);
  second.encoder->setComputePipelineState(scaling.pipeline.get());
  second.encoder->setThreadgroupMemoryLength(32 * 4, 0);
  scaling.run(second.encoder);
}
void bound_on_each_encoder(Metal& metal) {
  const Scaling scaling(metal);
  for (int i = 0; i < 2; ++i) {
    const Encoding encoding(metal);
    scaling.bind(encoding.encoder);
    scaling.run(encoding.encoder);
  }
}

void scratch_without_length(Metal& metal) {
  const Scaling scaling(metal);
  const Encoding encoding(metal);
  scaling.bind(encoding.encoder);
  encoding.encoder->setThreadgroupMemoryLength(0, 0);
  scaling.run(encoding.encoder);
}
void scratch_with_length(Metal& metal) { output_bound(metal); }

void struct_of_8_bytes(Metal& metal) {
  const Scaling scaling(metal);
  const Encoding encoding(metal);
  scaling.bind(encoding.encoder);
  encoding.encoder->setBytes(Scaling::kFactors, 8, 1);
  scaling.run(encoding.encoder);
}
void struct_of_16_bytes(Metal& metal) { output_bound(metal); }
void struct_at_the_end(Metal& metal) {
  const Scaling scaling(metal);
  const auto factors = metal.buffer();
  const Encoding encoding(metal);
  scaling.bind(encoding.encoder);
  encoding.encoder->setBuffer(factors.get(), Metal::kBytes - 12, 1);
  scaling.run(encoding.encoder);
}
void struct_before_the_end(Metal& metal) {
  const Scaling scaling(metal);
  const auto factors = metal.buffer();
  const Encoding encoding(metal);
  scaling.bind(encoding.encoder);
  encoding.encoder->setBuffer(factors.get(), Metal::kBytes - 16, 1);
  scaling.run(encoding.encoder);
}

void output_at_offset_2(Metal& metal) {
  const auto out = NS::TransferPtr(metal.device->newBuffer(Metal::kBytes + 16, MTL::ResourceStorageModeShared));
  const Scaling scaling(metal);
  const Encoding encoding(metal);
  scaling.bind(encoding.encoder);
  encoding.encoder->setBuffer(out.get(), 2, 0);
  scaling.run(encoding.encoder);
}
void output_at_offset_4(Metal& metal) {
  const auto out = NS::TransferPtr(metal.device->newBuffer(Metal::kBytes + 16, MTL::ResourceStorageModeShared));
  const Scaling scaling(metal);
  const Encoding encoding(metal);
  scaling.bind(encoding.encoder);
  encoding.encoder->setBuffer(out.get(), 4, 0);
  scaling.run(encoding.encoder);
}

void output_in_bytes(Metal& metal) {
  const Scaling scaling(metal);
  static const unsigned zeros[Metal::kCount] = {};
  const Encoding encoding(metal);
  scaling.bind(encoding.encoder);
  encoding.encoder->setBytes(zeros, sizeof(zeros), 0);
  scaling.run(encoding.encoder);
}
void output_in_a_buffer(Metal& metal) { output_bound(metal); }

void offset_behind_the_end(Metal& metal) {
  const auto buffer = metal.buffer();
  Encoding(metal).encoder->setBuffer(buffer.get(), Metal::kBytes, 0);
}
void offset_of_the_last_word(Metal& metal) {
  const auto buffer = metal.buffer();
  Encoding(metal).encoder->setBuffer(buffer.get(), Metal::kBytes - 4, 0);
}
void moved_behind_the_end(Metal& metal) {
  const auto buffer = metal.buffer();
  const Encoding encoding(metal);
  encoding.encoder->setBuffer(buffer.get(), 0, 0);
  encoding.encoder->setBufferOffset(Metal::kBytes * 2, 0);
}
void moved_within(Metal& metal) {
  const auto buffer = metal.buffer();
  const Encoding encoding(metal);
  encoding.encoder->setBuffer(buffer.get(), 0, 0);
  encoding.encoder->setBufferOffset(Metal::kBytes / 2, 0);
}

void moved_and_not_bound(Metal& metal) { Encoding(metal).encoder->setBufferOffset(16, 3); }
void bound_and_moved(Metal& metal) {
  const auto buffer = metal.buffer();
  const Encoding encoding(metal);
  encoding.encoder->setBuffer(buffer.get(), 0, 3);
  encoding.encoder->setBufferOffset(16, 3);
}

void bytes_of_nil(Metal& metal) { Encoding(metal).encoder->setBytes(nullptr, 16, 0); }
void bytes_of_something(Metal& metal) { Encoding(metal).encoder->setBytes(Scaling::kFactors, 16, 0); }

}  // namespace corpus
