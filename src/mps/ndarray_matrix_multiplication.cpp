// SPDX-License-Identifier: Apache-2.0
#include "mps/ndarray_matrix_multiplication.h"

#include <fmt/format.h>

#include <algorithm>

#include "foundation/class_registry.h"
#include "runtime/command_buffer.h"

namespace pewter::mps {
namespace {

using runtime::Assertion;

// As a result of batch[0] x batch[1] matrices uses it: a batch of one serves for all.
Operand operand_of(const NDArray& array, ElementType type, const std::uint64_t (&batch)[2]) {
  Operand operand;
  operand.buffer = array.buffer();
  operand.offset = array.offset();
  operand.type = type;
  operand.rows = array.dimension(1).length;
  operand.columns = array.dimension(0).length;
  operand.layout.row_stride = array.dimension(1).stride;
  operand.layout.column_stride = array.dimension(0).stride;
  for (std::size_t i = 0; i < 2; ++i) {
    operand.batch[i] = batch[i];
    operand.layout.batch_stride[i] = array.dimension(2 + i).length > 1 ? array.dimension(2 + i).stride : 0;
  }
  return operand;
}

std::string shape_of(const NDArray& array) {
  std::string text;
  for (std::size_t i = 0; i < std::max<std::size_t>(array.dimensions().size(), 1); ++i)
    text += fmt::format("{}{}", i ? " x " : "", array.dimension(i).length);
  return text;
}

}  // namespace

constinit const foundation::ClassRecord NDArrayMatrixMultiplication::kClass{
    .name = "MPSNDArrayMatrixMultiplication",
    .super = &Kernel::kClass,
    .destroy = foundation::destroy<NDArrayMatrixMultiplication>,
    .description = nullptr,
    .copy = copy_of<NDArrayMatrixMultiplication>};
static const foundation::AllocatableClass kAlloc(NDArrayMatrixMultiplication::kClass,
                                                 allocate<NDArrayMatrixMultiplication>);

bool NDArrayMatrixMultiplication::init(runtime::Device* device, std::uint64_t sources, const char* call) {
  if (!Kernel::init(device, call)) return false;
  if (sources != 2 && sources != 3) {
    refuse(Assertion::mps_argument, call, fmt::format("sourceCount ({}) must be 2 or 3.", sources));
    return false;
  }
  sources_ = sources;
  return true;
}

void NDArrayMatrixMultiplication::set_alpha(double alpha) {
  use("setAlpha:");
  factors_.alpha = alpha;
}
void NDArrayMatrixMultiplication::set_beta(double beta) {
  use("setBeta:");
  factors_.beta = beta;
}

void NDArrayMatrixMultiplication::encode_to(runtime::ComputeCommandEncoder* encoder, runtime::CommandBuffer* commands,
                                            const std::vector<const NDArray*>& sources, const NDArray* destination,
                                            const char* call) {
  if (!destination) {
    use(call);
    return refuse(Assertion::mps_argument, call, "destinationArray may not be nil.");
  }
  encode(encoder, commands, sources, destination, call);
}

Ref<NDArray> NDArrayMatrixMultiplication::encode(runtime::ComputeCommandEncoder* encoder,
                                                 runtime::CommandBuffer* commands,
                                                 const std::vector<const NDArray*>& sources, const NDArray* destination,
                                                 const char* call) {
  use(call);
  if (!device()) return nullptr;
  const auto wrong = [&](Assertion assertion, std::string_view sentence) {
    refuse(assertion, call, sentence);
    return nullptr;
  };
  if (!commands && !encoder) return wrong(Assertion::mps_argument, "commandBuffer may not be nil.");
  if (sources.size() != sources_)
    return wrong(Assertion::mps_argument,
                 fmt::format("{} source arrays were given, the kernel takes {}.", sources.size(), sources_));
  std::vector<const NDArray*> arrays = sources;
  if (destination) arrays.push_back(destination);
  for (std::size_t i = 0; i < arrays.size(); ++i) {
    const std::string name = i < sources_ ? fmt::format("source array {}", i) : "the destination";
    if (!arrays[i] || !arrays[i]->buffer())
      return wrong(Assertion::mps_argument, fmt::format("{} may not be nil.", name));
    if (!element_of(arrays[i]->type()))
      return wrong(Assertion::mps_data_type,
                   fmt::format("data type {} of {} is not supported.", name_of(arrays[i]->type()), name));
    for (std::size_t d = 4; d < arrays[i]->dimensions().size(); ++d)
      if (arrays[i]->dimension(d).length != 1)
        return wrong(Assertion::mps_shape,
                     fmt::format("{} has more than 4 dimensions: {}.", name, shape_of(*arrays[i])));
  }

  const NDArray &a = *sources[0], &b = *sources[1];
  if (a.dimension(0).length != b.dimension(1).length)
    return wrong(Assertion::mps_shape,
                 fmt::format("dimension[0] of source array 0 ({}) must be dimension[1] of source array 1 ({}).",
                             a.dimension(0).length, b.dimension(1).length));
  std::vector<std::uint64_t> shape = {b.dimension(0).length, a.dimension(1).length, 1, 1};
  for (std::size_t d = 2; d < 4; ++d)
    for (const NDArray* source : sources) shape[d] = std::max(shape[d], source->dimension(d).length);
  for (std::size_t i = 0; i < arrays.size(); ++i) {
    const bool is_source = i < sources_;
    for (std::size_t d = i < 2 ? 2 : 0; d < 4; ++d) {
      const std::uint64_t length = arrays[i]->dimension(d).length;
      if (length == shape[d] || (is_source && d >= 2 && length == 1)) continue;
      return wrong(Assertion::mps_shape,
                   fmt::format("dimension[{}] of {} ({}) does not fit the product's ({}).", d,
                               is_source ? fmt::format("source array {}", i) : "the destination", length, shape[d]));
    }
  }

  Ref<NDArray> made;
  if (!destination) {
    const auto descriptor = foundation::make<NDArrayDescriptor>();
    // Whole numbers have no products of their own type.
    descriptor->type = a.type() == DataType::int8 || a.type() == DataType::int16 ? DataType::float32 : a.type();
    if (!descriptor->reshape(shape, call)) return nullptr;
    made = foundation::make<NDArray>();
    if (!made->init(device(), *descriptor, call)) return nullptr;
    destination = made.get();
  }
  const std::uint64_t batch[2] = {shape[2], shape[3]};
  const auto operand = [&](const NDArray& array) { return operand_of(array, *element_of(array.type()), batch); };
  Operands operands{operand(a), operand(b), {}, operand(*destination)};
  if (sources_ == 3 && factors_.beta != 0) operands.addend = operand(*sources[2]);
  Kernel::encode(commands, encoder, factors_, operands, call);
  return made;
}

}  // namespace pewter::mps
