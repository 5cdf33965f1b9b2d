// SPDX-License-Identifier: Apache-2.0
// PoCL: the same kernels in OpenCL C, through the loader (libOpenCL.so.1). Built with the optimisations that correspond
// to Metal's default mathematics.
#define CL_TARGET_OPENCL_VERSION 120
#include <CL/cl.h>
#include <fmt/format.h>

#include <chrono>
#include <cstdlib>
#include <optional>
#include <vector>

#include "peers/dynamic_library.h"
#include "peers/peer.h"

namespace pewter::bench {
namespace {

// clang-format off
#define POCL_FUNCTIONS(X)                                                                                    \
  X(clGetPlatformIDs) X(clGetPlatformInfo) X(clGetDeviceIDs) X(clGetDeviceInfo) X(clCreateContext)           \
  X(clCreateCommandQueue) X(clCreateProgramWithSource) X(clBuildProgram) X(clGetProgramBuildInfo)            \
  X(clCreateKernel) X(clSetKernelArg) X(clCreateBuffer) X(clEnqueueNDRangeKernel) X(clFinish)                \
  X(clReleaseKernel) X(clReleaseProgram) X(clReleaseMemObject)
// clang-format on

struct OpenCl {
#define X(name) decltype(&::name) name = nullptr;
  POCL_FUNCTIONS(X)
#undef X
};

constexpr std::size_t kPage = 4096;

// A kernel with its arguments set, and memory that PoCL's CPU device works on in place.
class PoclProgram final : public Program {
 public:
  PoclProgram(const OpenCl& cl, cl_command_queue queue, const Problem& problem)
      : cl_(cl), queue_(queue), problem_(problem) {}
  ~PoclProgram() override {
    for (cl_kernel kernel : kernels_) cl_.clReleaseKernel(kernel);
    if (program_) cl_.clReleaseProgram(program_);
    for (cl_mem buffer : buffers_) cl_.clReleaseMemObject(buffer);
    for (void* block : memory_) std::free(block);
  }

  std::optional<std::string> prepare(cl_context context, cl_device_id device) {
    auto source = read_kernel(problem_.source, "cl");
    if (!source) return source.error();
    if (auto fault = build(context, device, *source)) return fault;
    cl_int status = CL_SUCCESS;
    for (const std::size_t bytes : problem_.buffers) {
      memory_.push_back(std::aligned_alloc(kPage, (bytes + kPage - 1) / kPage * kPage));
      buffers_.push_back(
          cl_.clCreateBuffer(context, CL_MEM_READ_WRITE | CL_MEM_USE_HOST_PTR, bytes, memory_.back(), &status));
      if (status != CL_SUCCESS) return fmt::format("clCreateBuffer of {} bytes gives {}", bytes, status);
    }
    for (const Step& step : problem_.steps) {
      kernels_.push_back(cl_.clCreateKernel(program_, step.kernel.c_str(), &status));
      if (status != CL_SUCCESS) return fmt::format("clCreateKernel({}) gives {}", step.kernel, status);
      if (auto fault = set_arguments(kernels_.back())) return fault;
    }
    return std::nullopt;
  }

  std::span<std::byte> buffer(std::size_t index) override {
    return {static_cast<std::byte*>(memory_[index]), problem_.buffers[index]};
  }

  Result<double, std::string> run(Portion portion) override {
    const auto start = std::chrono::steady_clock::now();
    for (std::uint32_t time = 0; time < problem_.repeat; ++time) {
      for (std::size_t i = 0; i < kernels_.size(); ++i) {
        const Step& step = problem_.steps[i];
        const Extent groups = groups_of(step, portion);
        const std::size_t local[3] = {step.threads.x, step.threads.y, step.threads.z};
        const std::size_t global[3] = {groups.x * local[0], groups.y * local[1], groups.z * local[2]};
        const cl_int status =
            cl_.clEnqueueNDRangeKernel(queue_, kernels_[i], 3, nullptr, global, local, 0, nullptr, nullptr);
        if (status != CL_SUCCESS) return Failure{fmt::format("clEnqueueNDRangeKernel gives {}", status)};
      }
    }
    if (const cl_int status = cl_.clFinish(queue_); status != CL_SUCCESS)
      return Failure{fmt::format("clFinish gives {}", status)};
    const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - start;
    return taken.count();
  }

 private:
  std::optional<std::string> build(cl_context context, cl_device_id device, const std::string& source) {
    const char* text = source.c_str();
    cl_int status = CL_SUCCESS;
    program_ = cl_.clCreateProgramWithSource(context, 1, &text, nullptr, &status);
    if (status != CL_SUCCESS) return fmt::format("clCreateProgramWithSource gives {}", status);
    std::string options = "-cl-std=CL1.2 -cl-mad-enable -cl-fast-relaxed-math";
    for (const std::string& define : problem_.defines) options += " -D" + define;
    status = cl_.clBuildProgram(program_, 1, &device, options.c_str(), nullptr, nullptr);
    if (status == CL_SUCCESS) return std::nullopt;
    std::vector<char> log(1 << 16);
    cl_.clGetProgramBuildInfo(program_, device, CL_PROGRAM_BUILD_LOG, log.size() - 1, log.data(), nullptr);
    return fmt::format("clBuildProgram of {}.cl gives {}: {}", problem_.source, status, log.data());
  }

  std::optional<std::string> set_arguments(cl_kernel kernel) {
    cl_uint index = 0;
    cl_int status = CL_SUCCESS;
    for (const cl_mem& buffer : buffers_) status |= cl_.clSetKernelArg(kernel, index++, sizeof(buffer), &buffer);
    for (const std::uint32_t& constant : problem_.constants)
      status |= cl_.clSetKernelArg(kernel, index++, 4, &constant);
    if (status != CL_SUCCESS) return fmt::format("clSetKernelArg of {}.cl fails", problem_.source);
    return std::nullopt;
  }

  const OpenCl& cl_;
  cl_command_queue queue_;
  Problem problem_;
  cl_program program_ = nullptr;
  std::vector<cl_kernel> kernels_;
  std::vector<cl_mem> buffers_;
  std::vector<void*> memory_;
};

// Lives as long as the process: contexts and queues are never released.
class PoclPeer final : public Peer {
 public:
  std::optional<std::string> start() {
    const auto library = DynamicLibrary::open("libOpenCL.so.1");
    if (!library) return library.error();
#define X(function) \
  if (!library->find(#function, cl_.function)) return "libOpenCL.so.1 has no " #function;
    POCL_FUNCTIONS(X)
#undef X
    if (auto fault = choose_device()) return fault;
    cl_int status = CL_SUCCESS;
    context_ = cl_.clCreateContext(nullptr, 1, &device_, nullptr, nullptr, &status);
    if (status != CL_SUCCESS) return fmt::format("clCreateContext gives {}", status);
    queue_ = cl_.clCreateCommandQueue(context_, device_, 0, &status);
    if (status != CL_SUCCESS) return fmt::format("clCreateCommandQueue gives {}", status);
    return std::nullopt;
  }

  const char* name() const override { return "pocl"; }
  std::string version() const override { return version_; }
  Result<std::unique_ptr<Program>, std::string> prepare(const Problem& problem) override {
    auto program = std::make_unique<PoclProgram>(cl_, queue_, problem);
    if (auto fault = program->prepare(context_, device_)) return Failure{*fault};
    return std::unique_ptr<Program>(std::move(program));
  }

 private:
  std::optional<std::string> choose_device() {
    cl_platform_id platforms[16];
    cl_uint count = 0;
    if (cl_.clGetPlatformIDs(16, platforms, &count) != CL_SUCCESS) count = 0;
    for (cl_uint i = 0; i < count && i < 16; ++i) {
      char text[1024] = {};
      cl_.clGetPlatformInfo(platforms[i], CL_PLATFORM_VERSION, sizeof(text) - 1, text, nullptr);
      if (std::string_view(text).find("PoCL") == std::string_view::npos &&
          std::string_view(text).find("pocl") == std::string_view::npos)
        continue;
      if (cl_.clGetDeviceIDs(platforms[i], CL_DEVICE_TYPE_CPU, 1, &device_, nullptr) != CL_SUCCESS) continue;
      version_ = text;
      cl_.clGetDeviceInfo(device_, CL_DEVICE_NAME, sizeof(text) - 1, text, nullptr);
      version_ += fmt::format("; {}", text);
      return std::nullopt;
    }
    return "no PoCL among the OpenCL platforms";
  }

  OpenCl cl_;
  cl_device_id device_ = nullptr;
  cl_context context_ = nullptr;
  cl_command_queue queue_ = nullptr;
  std::string version_;
};

}  // namespace

Result<std::unique_ptr<Peer>, std::string> make_pocl() {
  auto peer = std::make_unique<PoclPeer>();
  if (auto fault = peer->start()) return Failure{*fault};
  return std::unique_ptr<Peer>(std::move(peer));
}

}  // namespace pewter::bench
