// SPDX-License-Identifier: Apache-2.0
// The part of Device that makes libraries and pipelines.
#include <fmt/format.h>

#include <filesystem>
#include <fstream>

#include "compiler/library_file/library_file.h"
#include "runtime/assertion.h"
#include "runtime/compute_pipeline_state.h"
#include "runtime/device.h"
#include "runtime/function.h"
#include "runtime/library.h"

namespace pewter::runtime {

Expected<Ref<Library>> Device::new_library(std::string_view source, const compiler::Options& options) {
  auto compiler = this->compiler();
  if (!compiler) return Failure{std::move(compiler).error()};
  LibraryUnit unit;
  unit.source.text = source;
  unit.options = options;
  auto index = (*compiler)->index(unit.source, unit.options);
  if (!index) {
    const compiler::Diagnostics& diagnostics = index.error();
    return Failure{Error{kLibraryErrorDomain, diagnostics.crashed ? kLibraryInternal : kLibraryCompileFailure, diagnostics.text}};
  }
  unit.index = *std::move(index);
  std::vector<LibraryUnit> units;
  units.push_back(std::move(unit));
  return make<Library>(this, std::move(units));
}

void Device::new_library(std::string_view source, const compiler::Options& options, CompletionHandler<Library> handler) {
  run_in_background([self = Ref<Device>(this), source = std::string(source), options, handler = std::move(handler)] { handler(self->new_library(source, options)); });
}

Expected<Ref<Library>> Device::new_default_library(const std::string& directory) {
  std::filesystem::path folder = directory;
  if (directory.empty()) {
    std::error_code code;
    folder = std::filesystem::read_symlink("/proc/self/exe", code).parent_path();
  }
  return new_library_from_file((folder / "default.metallib").string());
}

Expected<Ref<Library>> Device::new_library_from_file(const std::string& path) {
  // At once, by its size: libraries of many megabytes are opened in milliseconds.
  std::error_code code;
  const std::uintmax_t size = std::filesystem::file_size(path, code);
  std::ifstream file(path, std::ios::binary);
  std::unique_ptr<char[]> bytes;
  if (!code && file) {
    bytes = std::make_unique_for_overwrite<char[]>(size);
    file.read(bytes.get(), static_cast<std::streamsize>(size));
  }
  if (code || !file)
    return Failure{Error{kLibraryErrorDomain, kLibraryFileNotFound, fmt::format("library not found: {}", path)}};
  return new_library_from_data(std::as_bytes(std::span(bytes.get(), size)));
}

Expected<Ref<Library>> Device::new_library_from_data(std::span<const std::byte> data) {
  auto read = compiler::library_file::read({reinterpret_cast<const char*>(data.data()), data.size()});
  if (!read) return Failure{Error{kLibraryErrorDomain, kLibraryUnsupported, fmt::format("Invalid library file: {}", read.error())}};
  std::vector<LibraryUnit> units;
  for (auto& unit : *read) units.push_back({std::move(unit.source), std::move(unit.options), std::move(unit.index)});
  return make<Library>(this, std::move(units));
}

Expected<Ref<ComputePipelineState>> Device::new_compute_pipeline_state(const ComputePipelineDescriptor& descriptor) {
  if (!descriptor.function && model::observed())
    invalid(Assertion::nil_argument, id(),
            "newComputePipelineStateWithDescriptor:", "MTLComputePipelineDescriptorInternal",
            "setComputeFunction:withType:", "computeFunction");
  if (!descriptor.function) return Failure{Error{kLibraryErrorDomain, kLibraryFunctionNotFound, "computeFunction must not be nil"}};
  if (!descriptor.linked_functions.empty())
    return Failure{Error{kLibraryErrorDomain, kLibraryUnsupported, "linked functions are not supported"}};
  auto info = descriptor.function->info();
  if (!info) return Failure{std::move(info).error()};
  std::shared_ptr<const model::LoadedKernel> code;
  if (executor().code_shape() == model::CodeShape::per_thread) {
    // There is one code for all sizes, and info() has made it.
    auto kernel = descriptor.function->kernel();
    if (!kernel) return Failure{std::move(kernel).error()};
    code = *std::move(kernel);
  }
  return make<ComputePipelineState>(this, descriptor, *std::move(info), std::move(code));
}

void Device::new_compute_pipeline_state(const ComputePipelineDescriptor& descriptor, CompletionHandler<ComputePipelineState> handler) {
  run_in_background([self = Ref<Device>(this), descriptor, handler = std::move(handler)] { handler(self->new_compute_pipeline_state(descriptor)); });
}

}  // namespace pewter::runtime
