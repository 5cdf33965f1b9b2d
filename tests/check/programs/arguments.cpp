// SPDX-License-Identifier: Apache-2.0
// PW101 to PW107: arguments just beyond what Metal takes, and just within.
#include "metal.h"

namespace corpus {
namespace {

void bind_31(MTL::ComputeCommandEncoder* encoder, MTL::Buffer* buffer) { encoder->setBuffer(buffer, 0, 31); }
void copy_4097(MTL::ComputeCommandEncoder* encoder, const void* bytes) { encoder->setBytes(bytes, 4097, 0); }
void reserve_at_31(MTL::ComputeCommandEncoder* encoder) { encoder->setThreadgroupMemoryLength(16, 31); }
void reserve_20(MTL::ComputeCommandEncoder* encoder) { encoder->setThreadgroupMemoryLength(20, 0); }
void dispatch_nothing(MTL::ComputeCommandEncoder* encoder) {
  encoder->dispatchThreads(MTL::Size(32, 1, 1), MTL::Size(32, 1, 1));
}
void fill_arguments(MTL::ArgumentEncoder* arguments, MTL::Buffer* in) { arguments->setBuffer(in, 0, 0); }

constexpr unsigned char kBytes[4097] = {};

}  // namespace

void buffer_index_31(Metal& metal) {
  const auto buffer = metal.buffer();
  bind_31(Encoding(metal).encoder, buffer.get());
}
void buffer_index_30(Metal& metal) {
  const auto buffer = metal.buffer();
  Encoding(metal).encoder->setBuffer(buffer.get(), 0, 30);
}
void bytes_4097(Metal& metal) { copy_4097(Encoding(metal).encoder, kBytes); }
void bytes_4096(Metal& metal) { Encoding(metal).encoder->setBytes(kBytes, 4096, 0); }
void threadgroup_index_31(Metal& metal) { reserve_at_31(Encoding(metal).encoder); }
void threadgroup_index_30(Metal& metal) { Encoding(metal).encoder->setThreadgroupMemoryLength(16, 30); }
void threadgroup_length_20(Metal& metal) { reserve_20(Encoding(metal).encoder); }
void threadgroup_length_32(Metal& metal) { Encoding(metal).encoder->setThreadgroupMemoryLength(32, 0); }
void dispatch_without_pipeline(Metal& metal) { dispatch_nothing(Encoding(metal).encoder); }
void dispatch_with_pipeline(Metal& metal) {
  const auto out = metal.buffer();
  encode_fill(metal, Encoding(metal).encoder, out.get(), 7);
  expect_filled(out.get(), 7);
}
namespace {
void with_argument_buffer(Metal& metal, std::size_t offset) {
  const auto arguments = metal.argument_encoder();
  const auto memory =
      NS::TransferPtr(metal.device->newBuffer(arguments->encodedLength(), MTL::ResourceStorageModeShared));
  const auto in = metal.buffer();
  arguments->setArgumentBuffer(memory.get(), offset);
  fill_arguments(arguments.get(), in.get());
}
}  // namespace

// The page behind it is the buffer's, the argument is not in what the program asked for.
void argument_buffer_4_bytes_short(Metal& metal) {
  const auto arguments = metal.argument_encoder();
  const auto memory =
      NS::TransferPtr(metal.device->newBuffer(arguments->encodedLength() - 4, MTL::ResourceStorageModeShared));
  const auto out = metal.buffer();
  arguments->setArgumentBuffer(memory.get(), 0);
  arguments->setBuffer(out.get(), 0, 1);
}
void argument_buffer_exact(Metal& metal) { with_argument_buffer(metal, 0); }
void argument_buffer_not_set(Metal& metal) {
  const auto arguments = metal.argument_encoder();
  const auto in = metal.buffer();
  arguments->setBuffer(in.get(), 0, 0);
}
void argument_buffer_set(Metal& metal) { with_argument_buffer(metal, 0); }
void argument_with_id_2(Metal& metal) {
  const auto arguments = metal.argument_encoder();
  const auto memory = metal.buffer(), in = metal.buffer();
  arguments->setArgumentBuffer(memory.get(), 0);
  arguments->setBuffer(in.get(), 0, 2);
}
void argument_with_id_1(Metal& metal) {
  const auto arguments = metal.argument_encoder();
  const auto memory = metal.buffer(), in = metal.buffer();
  arguments->setArgumentBuffer(memory.get(), 0);
  arguments->setBuffer(in.get(), 0, 1);
}
void argument_buffer_at_4(Metal& metal) {
  const auto arguments = metal.argument_encoder();
  const auto memory = metal.buffer();
  arguments->setArgumentBuffer(memory.get(), 4);
}
void argument_buffer_at_8(Metal& metal) {
  const auto arguments = metal.argument_encoder();
  const auto memory = metal.buffer();
  arguments->setArgumentBuffer(memory.get(), 8);
}

void argument_buffer_too_short(Metal& metal) { with_argument_buffer(metal, 1 << 16); }
void argument_buffer_long_enough(Metal& metal) { with_argument_buffer(metal, 0); }

}  // namespace corpus
