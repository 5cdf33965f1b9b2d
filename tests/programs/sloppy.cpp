// SPDX-License-Identifier: Apache-2.0
// What small public programs do wrong and get away with: no pool, objects released that were autoreleased, C headers and the
// nil that Foundation drags in, bytes touched behind the end of a buffer, nobody waiting but a polling loop, errors left unread.
#define NS_PRIVATE_IMPLEMENTATION
#define MTL_PRIVATE_IMPLEMENTATION
#include "Foundation/Foundation.hpp"
#include "Metal/Metal.hpp"
#include "QuartzCore/QuartzCore.hpp"

const char* src =
    "kernel void square(device float* in, device float* out, uint id [[thread_position_in_grid]]) { out[id] = in[id] * in[id]; }";

int main() {
  MTL::Device* device = MTLCreateSystemDefaultDevice();
  assert(device != NULL);
  NS::Error* error = nil;
  MTL::Library* library = device->newLibrary(NS::String::string(src, NS::ASCIIStringEncoding), MTL::CompileOptions::alloc(), &error);
  if (library == nullptr) {
    fprintf(stderr, "%s\n", error->description()->cString(NS::UTF8StringEncoding));
    return -1;
  }
  MTL::Function* function = library->newFunction(NS::String::string("square", NS::ASCIIStringEncoding));
  MTL::ComputePipelineState* state = device->newComputePipelineState(function, &error);
  if (state == nil) return -1;
  MTL::CommandQueue* queue = device->newCommandQueue();

  const uint32_t n = 1000;
  MTL::Buffer* in = device->newBuffer(n * sizeof(float), MTL::StorageModeShared);
  MTL::Buffer* out = device->newBuffer(n * sizeof(float), MTL::StorageModeShared);
  float* p = (float*)in->contents();
  for (uint32_t i = 0; i < n + 24; i++) p[i] = i;  // 24 too many: still within the page

  MTL::CommandBuffer* buffer = queue->commandBuffer();
  MTL::ComputeCommandEncoder* encoder = buffer->computeCommandEncoder();
  encoder->setComputePipelineState(state);
  encoder->setBuffer(in, 0, 0);
  encoder->setBuffer(out, 0, 1);
  MTL::Size grid = MTL::Size(n, 1, 1);
  MTL::Size group = MTL::Size(MIN(state->maxTotalThreadsPerThreadgroup(), (NS::UInteger)n), 1, 1);
  encoder->dispatchThreads(grid, group);
  encoder->endEncoding();
  buffer->commit();
  while (buffer->status() != MTL::CommandBufferStatusCompleted) usleep(100);

  float* q = (float*)out->contents();
  int bad = 0;
  for (uint32_t i = 0; i < n; i++) bad += fabsf(q[i] - (float)i * (float)i) > FLT_EPSILON;
  printf("%d of %" PRIu32 " are wrong on %s\n", bad, n, device->name()->utf8String());

  // Neither of these belongs to the program.
  encoder->release();
  buffer->release();
  in->release();
  out->release();
  queue->release();
  state->release();
  function->release();
  library->release();
  device->release();
  return bad != 0;
}
