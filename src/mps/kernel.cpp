// SPDX-License-Identifier: Apache-2.0
#include "mps/kernel.h"

#include <fmt/format.h>

#include "mps/tiling.h"
#include "runtime/command_buffer.h"
#include "runtime/compute_command_encoder.h"
#include "runtime/compute_pipeline_state.h"
#include "support/log.h"

namespace pewter::mps {
namespace {

using model::Access;
using runtime::Assertion;
using runtime::ComputeCommandEncoder;

ComputeCommandEncoder::ProductBuffer bound(const Operand& operand, Access access) {
  return {.buffer = operand.buffer,
          .offset = operand.offset,
          .length = operand.extent(),
          .access = access,
          .exact = operand.is_contiguous()};
}

}  // namespace

constinit const foundation::ClassRecord Kernel::kClass{
    .name = "MPSKernel", .super = &foundation::kObjectClass, .destroy = nullptr, .description = nullptr};

Kernel::Kernel(const foundation::ClassRecord& record)
    : DeviceObject(record, model::ObjectClass::mps_kernel, nullptr, 0) {}

Kernel::Kernel(const foundation::ClassRecord& record, const Kernel& other)
    : DeviceObject(record, model::ObjectClass::mps_kernel, nullptr, 0),
      device_(other.device_),
      pipelines_(other.pipelines_),
      options_(other.options_) {
  other.observe_access("copyWithZone:", false);
  if (const std::string label = other.label(); !label.empty()) set_label(label);
}

void Kernel::set_options(std::uint64_t options) {
  use("setOptions:");
  options_ = options;
}

void Kernel::refuse(Assertion assertion, const char* call, std::string_view sentence) const {
  mps::refuse(assertion, id(), call, class_record()->name, sentence);
}

bool Kernel::init(runtime::Device* device, const char* call) {
  if (!device) {
    refuse(Assertion::mps_argument, call, "device may not be nil.");
    return false;
  }
  device_ = Ref<runtime::Device>(device);
  for (unsigned i = 0; i < pipelines_.size(); ++i) {
    const auto kernel = device->executor().product_kernel(static_cast<ElementType>(i));
    if (!kernel) {
      log::error(
          fmt::format("{}: the {} executor multiplies no matrices", class_record()->name, device->executor().name()));
      return false;
    }
    auto named = std::make_shared<model::LoadedKernel>(*kernel);
    named->info.host_name = class_record()->name;  // what commands, traces and faults call it
    const std::shared_ptr<const model::KernelInfo> info(named, &named->info);
    pipelines_[i] = runtime::make<runtime::ComputePipelineState>(device, runtime::ComputePipelineDescriptor{}, info,
                                                                 std::move(named));
  }
  return true;
}

void Kernel::encode(runtime::CommandBuffer* commands, ComputeCommandEncoder* encoder, const Factors& factors,
                    const Operands& operands, const char* call) const {
  const auto& [left, right, addend, result] = operands;
  if (left.type != right.type || !can_multiply(left.type, result.type) ||
      (addend.buffer && addend.type != result.type)) {
    static constexpr const char* kNames[] = {"Float32", "Float16", "BFloat16", "Int8", "Int16"};
    const auto name = [](const Operand& operand) { return kNames[static_cast<int>(operand.type)]; };
    return refuse(Assertion::mps_data_type, call,
                  fmt::format("a product of {} and {} with a result of {} is not supported.", name(left), name(right),
                              name(result)));
  }
  for (const Operand* source : {&left, &right, &addend}) {
    if (!source->buffer || (source == &addend && source->is_same_as(result))) continue;
    if (overlap(*source, result))
      return refuse(Assertion::mps_overlap, call, "the destination overlaps a source in memory.");
  }

  model::MatrixProduct product;
  product.rows = static_cast<std::uint32_t>(result.rows);
  product.columns = static_cast<std::uint32_t>(result.columns);
  product.inner = static_cast<std::uint32_t>(left.columns);
  for (int i = 0; i < 2; ++i) product.batch[i] = static_cast<std::uint32_t>(result.batch[i]);
  product.input_type = left.type;
  product.result_type = result.type;
  product.alpha = factors.alpha;
  product.beta = addend.buffer ? factors.beta : 0;
  product.left = left.layout;
  product.right = right.layout;
  product.addend = addend.layout;
  product.result = result.layout;
  const Tiling tiling = cut_into_tiles(product, device_->executor().cores());

  ComputeCommandEncoder::ProductBuffer buffers[model::MatrixProduct::kParameters];
  buffers[model::MatrixProduct::kLeft] = bound(left, Access::read);
  buffers[model::MatrixProduct::kRight] = bound(right, Access::read);
  buffers[model::MatrixProduct::kResult] = bound(result, Access::write);
  if (product.beta != 0) {
    buffers[model::MatrixProduct::kAddend] = bound(addend, Access::read);
    if (addend.is_same_as(result)) {
      buffers[model::MatrixProduct::kAddend].told = false;
      buffers[model::MatrixProduct::kResult].access = Access::read_write;
    }
  }

  runtime::ComputePipelineState* pipeline = pipelines_[static_cast<std::size_t>(left.type)].get();
  if (encoder) return encoder->dispatch_product(pipeline, buffers, product, tiling.threadgroups, tiling.work, call);
  const Ref<ComputeCommandEncoder> own = commands->compute_command_encoder();
  if (!own) return;
  own->dispatch_product(pipeline, buffers, product, tiling.threadgroups, tiling.work, call);
  own->end_encoding();
}

}  // namespace pewter::mps
