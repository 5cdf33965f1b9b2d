// SPDX-License-Identifier: Apache-2.0
// MetalPerformanceShaders: PW201 for a kernel that two threads encode with (Apple asks for a copy for each), and PW161
// to PW165 for products that cannot be, next to ones that can.
#include <MetalPerformanceShaders/MetalPerformanceShaders.hpp>

#include "metal.h"

namespace corpus {
namespace {

constexpr unsigned kSide = 4;

NS::SharedPtr<MPS::Matrix> matrix(const Metal& metal, MPS::DataType type = MPS::DataTypeFloat32,
                                  unsigned rows = kSide) {
  const auto row_bytes = kSide * MPS::SizeofMPSDataType(type);
  return NS::TransferPtr(MPS::Matrix::alloc()->init(
      metal.device.get(), MPS::MatrixDescriptor::matrixDescriptor(rows, kSide, row_bytes, type)));
}
NS::SharedPtr<MPS::Matrix> ones(const Metal& metal) {
  auto made = matrix(metal);
  for (unsigned i = 0; i < kSide * kSide; ++i) static_cast<float*>(made->data()->contents())[i] = 1;
  return made;
}
NS::SharedPtr<MPS::MatrixMultiplication> kernel(const Metal& metal) {
  return NS::TransferPtr(MPS::MatrixMultiplication::alloc()->init(metal.device.get(), kSide, kSide, kSide));
}
void expect_product(const MPS::Matrix* result) {
  for (unsigned i = 0; i < kSide * kSide; ++i) expect(static_cast<float*>(result->data()->contents())[i] == kSide);
}

// One thread's product, on a command buffer of its own.
struct Work {
  explicit Work(const Metal& metal) : left(ones(metal)), right(ones(metal)), result(matrix(metal)) {}
  NS::SharedPtr<MPS::Matrix> left, right, result;
};
void multiply_first(const Metal& metal, MPS::MatrixMultiplication* kernel, const Work& work, Turns& turns) {
  MTL::CommandBuffer* commands = metal.queue->commandBuffer();
  kernel->encodeToCommandBuffer(commands, work.left.get(), work.right.get(), work.result.get());
  turns.to(1);
  commands->commit();
}
void multiply_second(const Metal& metal, MPS::MatrixMultiplication* kernel, const Work& work, Turns& turns) {
  turns.wait(1);
  MTL::CommandBuffer* commands = metal.queue->commandBuffer();
  kernel->encodeToCommandBuffer(commands, work.left.get(), work.right.get(), work.result.get());
  commands->commit();
}

void move_the_result(MPS::MatrixMultiplication* kernel, Turns& turns) {
  turns.wait(1);
  kernel->setResultMatrixOrigin(MTL::Origin(0, 0, 0));
}

void encode(const Metal& metal, const MPS::Matrix* left, const MPS::Matrix* right, const MPS::Matrix* result) {
  MTL::CommandBuffer* commands = metal.queue->commandBuffer();
  kernel(metal)->encodeToCommandBuffer(commands, left, right, result);
  commands->commit();
  commands->waitUntilCompleted();
}

void wrap(const MTL::Buffer* buffer, NS::UInteger offset) {
  const auto made = NS::TransferPtr(MPS::Matrix::alloc()->init(
      buffer, offset, MPS::MatrixDescriptor::matrixDescriptor(kSide, kSide, kSide * 4, MPS::DataTypeFloat32)));
}

// Two products into blocks of columns of one matrix that is not tracked; the second begins `at` a byte of its rows.
void multiply_into_blocks(Metal& metal, NS::UInteger at) {
  constexpr NS::UInteger kRow = 2 * kSide * sizeof(float);
  const auto memory = NS::TransferPtr(
      metal.device->newBuffer(kSide * kRow, MTL::ResourceStorageModeShared | MTL::ResourceHazardTrackingModeUntracked));
  const auto* block = MPS::MatrixDescriptor::matrixDescriptor(kSide, kSide, kRow, MPS::DataTypeFloat32);
  const auto one = NS::TransferPtr(MPS::Matrix::alloc()->init(memory.get(), 0, block));
  const auto other = NS::TransferPtr(MPS::Matrix::alloc()->init(memory.get(), at, block));
  const auto left = ones(metal), right = ones(metal);
  const auto product = kernel(metal);
  MTL::CommandBuffer* commands = metal.queue->commandBuffer();
  product->encodeToCommandBuffer(commands, left.get(), right.get(), one.get());
  product->encodeToCommandBuffer(commands, left.get(), right.get(), other.get());
  commands->commit();
  commands->waitUntilCompleted();
}

}  // namespace

void mps_blocks_that_overlap(Metal& metal) { multiply_into_blocks(metal, 12); }
void mps_blocks_side_by_side(Metal& metal) { multiply_into_blocks(metal, 16); }

void mps_kernel_of_two_threads(Metal& metal) {
  const auto shared = kernel(metal);
  const Work one(metal), two(metal);
  Turns turns;
  in_two_threads([&] { multiply_first(metal, shared.get(), one, turns); },
                 [&] { multiply_second(metal, shared.get(), two, turns); });
  metal.drain();
}
void mps_kernel_for_each_thread(Metal& metal) {
  const auto first = kernel(metal);
  const auto second = NS::TransferPtr(first->copy());
  const Work one(metal), two(metal);
  Turns turns;
  in_two_threads([&] { multiply_first(metal, first.get(), one, turns); },
                 [&] { multiply_second(metal, second.get(), two, turns); });
  metal.drain();
  expect_product(one.result.get());
  expect_product(two.result.get());
}

void mps_kernel_changed_while_used(Metal& metal) {
  const auto shared = kernel(metal);
  const Work work(metal);
  Turns turns;
  in_two_threads([&] { multiply_first(metal, shared.get(), work, turns); },
                 [&] { move_the_result(shared.get(), turns); });
  metal.drain();
}
void mps_kernel_changed_after_the_join(Metal& metal) {
  const auto shared = kernel(metal);
  const Work work(metal);
  Turns turns;
  std::thread([&] {
    Pool pool;
    multiply_first(metal, shared.get(), work, turns);
  }).join();
  move_the_result(shared.get(), turns);
  metal.drain();
  expect_product(work.result.get());
}

void mps_buffer_too_small(Metal& metal) {
  const auto buffer = metal.buffer();
  wrap(buffer.get(), Metal::kBytes - kSide * kSide * 4 + 4);
}
void mps_buffer_just_enough(Metal& metal) {
  const auto buffer = metal.buffer();
  wrap(buffer.get(), Metal::kBytes - kSide * kSide * 4);
}

void mps_rows_missing(Metal& metal) {
  encode(metal, matrix(metal, MPS::DataTypeFloat32, 3).get(), ones(metal).get(), matrix(metal).get());
}
void mps_rows_there(Metal& metal) {
  const auto result = matrix(metal);
  encode(metal, ones(metal).get(), ones(metal).get(), result.get());
  expect_product(result.get());
}
void mps_types_mixed(Metal& metal) {
  encode(metal, ones(metal).get(), ones(metal).get(), matrix(metal, MPS::DataTypeFloat16).get());
}
void mps_types_alike(Metal& metal) {
  encode(metal, matrix(metal, MPS::DataTypeFloat16).get(), matrix(metal, MPS::DataTypeFloat16).get(),
         matrix(metal).get());
}
void mps_result_over_factor(Metal& metal) {
  const auto left = ones(metal);
  encode(metal, left.get(), ones(metal).get(), left.get());
}
void mps_result_apart(Metal& metal) { mps_rows_there(metal); }
void mps_without_result(Metal& metal) { encode(metal, ones(metal).get(), ones(metal).get(), nullptr); }
void mps_with_result(Metal& metal) { mps_rows_there(metal); }

}  // namespace corpus
