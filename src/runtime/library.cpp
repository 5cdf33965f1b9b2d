// SPDX-License-Identifier: Apache-2.0
#include "runtime/library.h"

#include <fmt/format.h>

#include <algorithm>

#include "runtime/device.h"
#include "runtime/function.h"
#include "runtime/log_state.h"

namespace pewter::runtime {
namespace {

// What tells two specialisations of one source apart. Constants are sorted by the order in which they were given: the same set
// in another order compiles twice, which costs time and nothing else.
std::string key_of(const LibraryUnit& unit, const compiler::KernelRequest& request) {
  const auto& [x, y, z] = request.threads_per_threadgroup;
  std::string key = fmt::format("{} {} {}x{}x{}{}", static_cast<const void*>(&unit), request.host_name, x, y, z,
                                request.tells_touches ? " tells" : "");
  for (const auto& constant : request.constants) {
    key += fmt::format("|{}:{}:{}=", constant.index, constant.name, constant.type);
    key.append(reinterpret_cast<const char*>(constant.bytes.data()), constant.bytes.size());
  }
  return key;
}

Error error_of(const compiler::Diagnostics& diagnostics) {
  return {kLibraryErrorDomain, diagnostics.crashed ? kLibraryInternal : kLibraryCompileFailure, diagnostics.text};
}

// Whether every constant that the source requires has a value. Which of them a kernel reads is known when it is compiled.
bool gives_required_constants(const LibraryUnit& unit, const compiler::KernelRequest& request) {
  return std::ranges::all_of(unit.index.constants, [&](const model::FunctionConstant& constant) {
    return !constant.required || std::ranges::any_of(request.constants, [&](const compiler::ConstantValue& value) {
      return value.index >= 0 ? value.index == constant.index : value.name == constant.name;
    });
  });
}

}  // namespace

constinit const foundation::ClassRecord Library::kClass{.name = "MTLLibrary", .super = &foundation::kObjectClass, .destroy = destroy<Library>, .description = nullptr};

Library::Library(Device* device, std::vector<LibraryUnit> units)
    : DeviceObject(kClass, model::ObjectClass::library, device, device->id()), units_(std::move(units)) {
  for (const LibraryUnit& unit : units_) warnings_ += unit.index.warnings.text;
}

Library::~Library() = default;

std::vector<std::string> Library::function_names() const {
  std::vector<std::string> names;
  for (const LibraryUnit& unit : units_)
    for (const auto& function : unit.index.functions) names.push_back(function.host_name);
  return names;
}

const LibraryUnit* Library::find(std::string_view name, const compiler::FunctionEntry** entry) const {
  for (const LibraryUnit& unit : units_) {
    for (const auto& function : unit.index.functions) {
      if (function.host_name != name) continue;
      *entry = &function;
      return &unit;
    }
  }
  return nullptr;
}

Expected<Ref<Function>> Library::new_function(const FunctionDescriptor& descriptor) {
  const compiler::FunctionEntry* entry = nullptr;
  const LibraryUnit* unit = find(descriptor.name, &entry);
  if (!unit) return Failure{Error{kLibraryErrorDomain, kLibraryFunctionNotFound, fmt::format("Function {} was not found in the library", descriptor.name)}};
  compiler::KernelRequest request;
  request.host_name = descriptor.name;
  request.constants = descriptor.constants.values;
  request.shape = device()->executor().code_shape();
  // Metal specialises a function when it is made, and tells of a missing constant here. Pewter looks at the kernel here
  // only where one may be missing; a plain newFunctionWithName: leaves it to the pipeline, as Metal does.
  if (descriptor.specialize && entry->type == compiler::FunctionType::kernel && !gives_required_constants(*unit, request)) {
    if (auto known = info(*unit, request); !known) return Failure{std::move(known).error()};
  }
  const std::string& name = descriptor.specialized_name.empty() ? descriptor.name : descriptor.specialized_name;
  return make<Function>(this, unit, entry, name, std::move(request));
}

Ref<Function> Library::new_function(std::string_view name) {
  FunctionDescriptor descriptor;
  descriptor.name = name;
  auto function = new_function(descriptor);
  return function ? *std::move(function) : Ref<Function>();
}

Expected<Ref<Function>> Library::new_function(std::string_view name, const FunctionConstantValues& constants) {
  FunctionDescriptor descriptor;
  descriptor.name = name;
  descriptor.constants = constants;
  descriptor.specialize = true;
  return new_function(descriptor);
}

void Library::new_function(const FunctionDescriptor& descriptor, CompletionHandler<Function> handler) {
  device()->run_in_background([self = Ref<Library>(this), descriptor, handler = std::move(handler)] { handler(self->new_function(descriptor)); });
}

template <class T>
template <class Make>
Expected<std::shared_ptr<const T>> Library::Results<T>::find_or_make(const std::string& key, Make make) {
  std::shared_ptr<Slot> slot;
  {
    std::lock_guard lock(mutex_);
    auto& entry = slots_[key];
    if (!entry) entry = std::make_shared<Slot>();
    slot = entry;
  }
  std::lock_guard lock(slot->mutex);
  if (slot->value) return slot->value;
  auto made = make();
  if (made) slot->value = *made;
  return made;
}

Expected<std::shared_ptr<const model::KernelInfo>> Library::info(const LibraryUnit& unit,
                                                                 const compiler::KernelRequest& request) {
  using Info = std::shared_ptr<const model::KernelInfo>;
  // Such code is the same for every size of threadgroup: it is needed as soon as anything runs.
  if (request.shape == model::CodeShape::per_thread) {
    auto code = kernel(unit, request);
    if (!code) return Failure{std::move(code).error()};
    return Info(*code, &(*code)->info);
  }
  return infos_.find_or_make(key_of(unit, request), [&]() -> Expected<Info> {
    auto compiler = device()->compiler();
    if (!compiler) return Failure{std::move(compiler).error()};
    auto info = (*compiler)->describe(unit.source, unit.options, request);
    if (!info) return Failure{error_of(info.error())};
    return std::make_shared<const model::KernelInfo>(*std::move(info));
  });
}

Expected<std::shared_ptr<const model::LoadedKernel>> Library::kernel(const LibraryUnit& unit,
                                                                     const compiler::KernelRequest& request) {
  return kernels_.find_or_make(key_of(unit, request), [&]() -> Expected<std::shared_ptr<const model::LoadedKernel>> {
    auto compiler = device()->compiler();
    if (!compiler) return Failure{std::move(compiler).error()};
    auto image = (*compiler)->compile(unit.source, unit.options, request);
    if (!image) return Failure{error_of(image.error())};
    auto loaded = (*compiler)->link(*image, device()->executor().host_symbols());
    if (!loaded) return Failure{error_of(loaded.error())};
    return std::make_shared<const model::LoadedKernel>(*std::move(loaded));
  });
}

}  // namespace pewter::runtime
