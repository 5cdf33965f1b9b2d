// SPDX-License-Identifier: Apache-2.0
#include "Metal/MTLLibrary.hpp"

#include "api/metal/reflection.h"
#include "api/metal/support.h"
#include "foundation/dictionary.h"

using namespace pewter;
using namespace pewter::api;

namespace {

// MTL::FunctionConstant. Thread-safe.
class FunctionConstant final : public foundation::Object {
 public:
  static const foundation::ClassRecord kClass;
  explicit FunctionConstant(const model::FunctionConstant& constant) : Object(kClass), constant_(constant) {}

  const model::FunctionConstant& constant() const { return constant_; }

 private:
  const model::FunctionConstant constant_;
};

constinit const foundation::ClassRecord FunctionConstant::kClass{"MTLFunctionConstant", &foundation::kObjectClass,
                                                                 foundation::destroy<FunctionConstant>, nullptr};

}  // namespace

NS::UInteger pewter_MTLFunctionConstant_index(const void* object) {
  auto* self = cast<FunctionConstant>(object, "index");
  return self ? self->constant().index : 0;
}

void* pewter_MTLFunctionConstant_name(const void* object) {
  auto* self = cast<FunctionConstant>(object, "name");
  return self ? lend_text(self->constant().name) : nullptr;
}

bool pewter_MTLFunctionConstant_required(const void* object) {
  auto* self = cast<FunctionConstant>(object, "required");
  return self && self->constant().required;
}

MTL::DataType pewter_MTLFunctionConstant_type(const void* object) {
  auto* self = cast<FunctionConstant>(object, "type");
  return self ? static_cast<MTL::DataType>(runtime::data_type_of(self->constant().type)) : MTL::DataTypeNone;
}

PEWTER_GET(Function, void*, device, self->device())
PEWTER_LABEL(Function)
PEWTER_GET(Function, void*, name, lend_text(self->name()))
PEWTER_GET(Function, MTL::FunctionType, functionType, self->function_type())
PEWTER_GET(Function, MTL::FunctionOptions, options, self->options())
PEWTER_GET(Function, NS::Integer, patchControlPointCount, -1)
PEWTER_GET(Function, MTL::PatchType, patchType, MTL::PatchTypeNone)

void* pewter_MTLFunction_functionConstantsDictionary(const void* object) {
  auto* self = cast<runtime::Function>(object, "functionConstantsDictionary");
  if (!self) return nullptr;
  foundation::Dictionary::Entries entries;
  for (const model::FunctionConstant& constant : self->constants())
    entries.emplace_back(foundation::string(constant.name), foundation::make<FunctionConstant>(constant));
  return lend(foundation::Dictionary::create(std::move(entries)));
}

void* pewter_MTLFunction_newArgumentEncoderWithBufferIndex_(const void* object, NS::UInteger index) {
  auto* self = cast<runtime::Function>(object, "newArgumentEncoderWithBufferIndex:");
  return self ? give(self->new_argument_encoder(index)) : nullptr;
}

void* pewter_MTLFunction_newArgumentEncoderWithBufferIndex_reflection_(const void* object, NS::UInteger index,
                                                                       void** reflection) {
  auto* self = cast<runtime::Function>(object, "newArgumentEncoderWithBufferIndex:reflection:");
  if (reflection) *reflection = nullptr;
  if (!self) return nullptr;
  Ref<runtime::ArgumentEncoder> encoder = self->new_argument_encoder(index);
  if (!encoder || !reflection) return give(std::move(encoder));
  if (auto info = self->info())
    for (const model::KernelParameter& parameter : (*info)->parameters)
      if (parameter.kind == model::ParameterKind::buffer && parameter.index == index)
        *reflection = lend(foundation::make<Argument>(parameter));
  return give(std::move(encoder));
}
