// SPDX-License-Identifier: Apache-2.0
// Draws the Mandelbrot set into a PNG file.
//
//   mandelbrot [file.png]
#include <png.h>

#include <Foundation/Foundation.hpp>
#include <Metal/Metal.hpp>
#include <cstdint>
#include <cstdio>
#include <fstream>
#include <sstream>
#include <string>

namespace {

constexpr std::uint32_t kWidth = 640, kHeight = 480;

// As in mandelbrot.metal: float2 is aligned to 8 bytes there.
struct View {
  alignas(8) float center[2];
  float scale;
  std::uint32_t limit;
};

std::string read_file(const char* path) {
  std::ifstream file(path);
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

int fail(const char* what, NS::Error* error) {
  std::fprintf(stderr, "mandelbrot: %s: %s\n", what,
               error ? error->localizedDescription()->utf8String() : "no reason given");
  return 1;
}

bool write_png(const char* path, const void* pixels) {
  png_image image{};
  image.version = PNG_IMAGE_VERSION;
  image.width = kWidth;
  image.height = kHeight;
  image.format = PNG_FORMAT_RGBA;
  return png_image_write_to_file(&image, path, 0, pixels, 0, nullptr) != 0;
}

// Points that are known: the origin is inside (black), the corner is far outside (not black).
bool looks_right(const std::uint8_t* pixels, const View& view) {
  const auto pixel = [&](float x, float y) {
    const auto column = static_cast<std::uint32_t>((x - view.center[0]) / view.scale + kWidth / 2.0f);
    const auto row = static_cast<std::uint32_t>((y - view.center[1]) / view.scale + kHeight / 2.0f);
    return pixels + 4 * (row * kWidth + column);
  };
  const auto black = [](const std::uint8_t* p) { return p[0] == 0 && p[1] == 0 && p[2] == 0 && p[3] == 255; };
  return black(pixel(0, 0)) && black(pixel(-1, 0)) && !black(pixel(0.5f, 0.5f)) && !black(pixels);
}

}  // namespace

int main(int argc, char** argv) {
  const char* path = argc > 1 ? argv[1] : "mandelbrot.png";
  auto pool = NS::TransferPtr(NS::AutoreleasePool::alloc()->init());
  auto device = NS::TransferPtr(MTL::CreateSystemDefaultDevice());

  NS::Error* error = nullptr;
  auto source = NS::String::string(read_file(MANDELBROT_METAL).c_str(), NS::UTF8StringEncoding);
  auto library = NS::TransferPtr(device->newLibrary(source, nullptr, &error));
  if (!library) return fail(MANDELBROT_METAL, error);
  auto function = NS::TransferPtr(library->newFunction(NS::String::string("mandelbrot", NS::UTF8StringEncoding)));
  auto pipeline = NS::TransferPtr(device->newComputePipelineState(function.get(), &error));
  if (!pipeline) return fail("mandelbrot", error);

  const View view{{-0.6f, 0.0f}, 3.2f / kWidth, 256};
  auto image = NS::TransferPtr(device->newBuffer(kWidth * kHeight * 4, MTL::ResourceStorageModeShared));

  auto queue = NS::TransferPtr(device->newCommandQueue());
  MTL::CommandBuffer* commands = queue->commandBuffer();
  MTL::ComputeCommandEncoder* encoder = commands->computeCommandEncoder();
  encoder->setComputePipelineState(pipeline.get());
  encoder->setBuffer(image.get(), 0, 0);
  encoder->setBytes(&view, sizeof(view), 1);  // small constants need no buffer of their own
  // As wide as a SIMD-group and as high as the pipeline allows; the grid need not be a multiple of that.
  const NS::UInteger width = pipeline->threadExecutionWidth();
  const NS::UInteger height = pipeline->maxTotalThreadsPerThreadgroup() / width;
  encoder->dispatchThreads(MTL::Size(kWidth, kHeight, 1), MTL::Size(width, height, 1));
  encoder->endEncoding();
  commands->commit();
  commands->waitUntilCompleted();
  if (commands->status() != MTL::CommandBufferStatusCompleted) return fail("the command buffer", commands->error());

  const auto* pixels = static_cast<const std::uint8_t*>(image->contents());
  if (!looks_right(pixels, view)) {
    std::fprintf(stderr, "mandelbrot: the picture is wrong\n");
    return 1;
  }
  if (!write_png(path, pixels)) {
    std::fprintf(stderr, "mandelbrot: cannot write %s\n", path);
    return 1;
  }
  std::printf("mandelbrot: %u x %u pixels in %s, %.1f ms on %s\n", kWidth, kHeight, path,
              (commands->GPUEndTime() - commands->GPUStartTime()) * 1e3, device->name()->utf8String());
  return 0;
}
