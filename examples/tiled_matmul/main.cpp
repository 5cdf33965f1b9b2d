// SPDX-License-Identifier: Apache-2.0
// Multiplies two matrices with tiles in threadgroup memory, and checks the product on the host.
//
//   tiled_matmul [size]
#include <Foundation/Foundation.hpp>
#include <Metal/Metal.hpp>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <string>

namespace {

constexpr std::uint32_t kTile = 16;  // as in tiled_matmul.metal

std::string read_file(const char* path) {
  std::ifstream file(path);
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

int fail(const char* what, NS::Error* error) {
  std::fprintf(stderr, "tiled_matmul: %s: %s\n", what,
               error ? error->localizedDescription()->utf8String() : "no reason given");
  return 1;
}

// Small whole numbers: their products and sums are exact in float, so the check can ask for equality.
float value_at(std::uint32_t row, std::uint32_t column) { return static_cast<float>((row * 7 + column * 3) % 11) - 5; }

}  // namespace

int main(int argc, char** argv) {
  const std::uint32_t size = argc > 1 ? static_cast<std::uint32_t>(std::strtoul(argv[1], nullptr, 10)) : 200;
  if (size == 0 || size > 2048) {
    std::fprintf(stderr, "usage: tiled_matmul [size, 1 to 2048]\n");
    return 2;
  }
  auto pool = NS::TransferPtr(NS::AutoreleasePool::alloc()->init());
  auto device = NS::TransferPtr(MTL::CreateSystemDefaultDevice());

  NS::Error* error = nullptr;
  auto source = NS::String::string(read_file(TILED_MATMUL_METAL).c_str(), NS::UTF8StringEncoding);
  auto library = NS::TransferPtr(device->newLibrary(source, nullptr, &error));
  if (!library) return fail(TILED_MATMUL_METAL, error);

  // The kernel is compiled for this size of matrix.
  auto constants = NS::TransferPtr(MTL::FunctionConstantValues::alloc()->init());
  constants->setConstantValue(&size, MTL::DataTypeUInt, NS::UInteger{0});
  auto name = NS::String::string("tiled_matmul", NS::UTF8StringEncoding);
  auto function = NS::TransferPtr(library->newFunction(name, constants.get(), &error));
  if (!function) return fail("tiled_matmul", error);
  auto pipeline = NS::TransferPtr(device->newComputePipelineState(function.get(), &error));
  if (!pipeline) return fail("tiled_matmul", error);

  const NS::UInteger bytes = NS::UInteger{size} * size * sizeof(float);
  auto a = NS::TransferPtr(device->newBuffer(bytes, MTL::ResourceStorageModeShared));
  auto b = NS::TransferPtr(device->newBuffer(bytes, MTL::ResourceStorageModeShared));
  auto c = NS::TransferPtr(device->newBuffer(bytes, MTL::ResourceStorageModeShared));
  for (std::uint32_t row = 0; row < size; ++row) {
    for (std::uint32_t column = 0; column < size; ++column) {
      static_cast<float*>(a->contents())[row * size + column] = value_at(row, column);
      static_cast<float*>(b->contents())[row * size + column] = value_at(column, row);
    }
  }

  auto queue = NS::TransferPtr(device->newCommandQueue());
  MTL::CommandBuffer* commands = queue->commandBuffer();
  MTL::ComputeCommandEncoder* encoder = commands->computeCommandEncoder();
  encoder->setComputePipelineState(pipeline.get());
  encoder->setBuffer(a.get(), 0, 0);
  encoder->setBuffer(b.get(), 0, 1);
  encoder->setBuffer(c.get(), 0, 2);
  // Whole threadgroups here, not dispatchThreads: at the edges, too, all 16 x 16 threads must be there to load the
  // tiles.
  const NS::UInteger groups = (size + kTile - 1) / kTile;
  encoder->dispatchThreadgroups(MTL::Size(groups, groups, 1), MTL::Size(kTile, kTile, 1));
  encoder->endEncoding();
  commands->commit();
  commands->waitUntilCompleted();
  if (commands->status() != MTL::CommandBufferStatusCompleted) return fail("the command buffer", commands->error());

  const auto* product = static_cast<const float*>(c->contents());
  for (std::uint32_t row = 0; row < size; ++row) {
    for (std::uint32_t column = 0; column < size; ++column) {
      float expected = 0;
      for (std::uint32_t k = 0; k < size; ++k) expected += value_at(row, k) * value_at(column, k);
      if (product[row * size + column] != expected) {
        std::fprintf(stderr, "tiled_matmul: row %u, column %u is %g instead of %g\n", row, column,
                     product[row * size + column], expected);
        return 1;
      }
    }
  }
  std::printf("tiled_matmul: %u x %u, all right, %.1f ms on %s\n", size, size,
              (commands->GPUEndTime() - commands->GPUStartTime()) * 1e3, device->name()->utf8String());
  return 0;
}
