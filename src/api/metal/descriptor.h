// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "api/metal/support.h"
#include "foundation/class_registry.h"
#include "foundation/dictionary.h"
#include "foundation/url.h"

// Descriptors are plain data in an object. Those that the runtime reads hold the runtime's own struct; what only the
// API keeps stands beside it.
namespace pewter::api {

template <class Data>
class Descriptor final : public foundation::Object {
 public:
  static const foundation::ClassRecord kClass;

  Descriptor() : Object(kClass) {}
  explicit Descriptor(const Data& data) : Object(kClass), data(data) {}

  static Object* allocate() { return new Descriptor; }
  static Object* copy_of(const Object* object) { return new Descriptor(static_cast<const Descriptor*>(object)->data); }

  Data data;
};

// The descriptor's data, or a fresh one's where it is null.
template <class Data>
Data data_of(const void* descriptor, const char* selector) {
  auto* object = cast<Descriptor<Data>>(descriptor, selector);
  return object ? object->data : Data{};
}

struct HeapDescriptor {
  runtime::HeapDescriptor runtime;
  long sparse_page_size = 101;  // MTLSparsePageSize16; as below, remembered only
  long max_compatible_placement_sparse_page_size = 0;
};

struct CompileOptions {
  compiler::Options compiler;
  long math_mode = 2;       // MTLMathModeFast
  long math_functions = 0;  // MTLMathFloatingPointFunctionsFast
  Ref<foundation::Dictionary> macros;
  // Remembered only.
  Ref<foundation::String> install_name;
  Ref<foundation::Array> libraries;
  long library_type = 0, optimization_level = 0, symbol_visibility = 0;
  bool preserve_invariance = false, allow_undefined_symbols = false;
  std::uint64_t max_total_threads = 0;
  runtime::Size required_threads{0, 0, 0};

  compiler::Options options() const;  // with the macros
};

struct LinkedFunctions {
  Ref<foundation::Array> functions, binary_functions, private_functions;
  Ref<foundation::Dictionary> groups;
};

struct FunctionDescriptor {
  runtime::FunctionDescriptor runtime;  // constants are filled in by resolved()
  Ref<Descriptor<runtime::FunctionConstantValues>> constants;
  Ref<foundation::Array> binary_archives;  // remembered only

  runtime::FunctionDescriptor resolved() const;
};

struct ComputePipelineDescriptor {
  runtime::ComputePipelineDescriptor runtime;  // linked functions are filled in by resolved()
  Ref<Descriptor<LinkedFunctions>> linked_functions;
  // Remembered only.
  Ref<foundation::Array> binary_archives, insert_libraries, preloaded_libraries;
  std::uint64_t max_call_stack_depth = 1;
  runtime::Size required_threads{0, 0, 0};
  long shader_validation = 0;
  bool support_adding_binary_functions = false;

  runtime::ComputePipelineDescriptor resolved() const;
};

struct CaptureDescriptor {
  runtime::CaptureDescriptor runtime;
  Ref<foundation::URL> output_url;
};

struct ArgumentDescriptor {
  runtime::ArgumentDescriptor runtime;
  unsigned long texture_type = 2;  // MTLTextureType2D; remembered only
};

struct BlitPassDescriptor {};

// Defined by PEWTER_DESCRIPTOR beside each class's functions.
template <>
const foundation::ClassRecord Descriptor<HeapDescriptor>::kClass;
template <>
const foundation::ClassRecord Descriptor<CompileOptions>::kClass;
template <>
const foundation::ClassRecord Descriptor<LinkedFunctions>::kClass;
template <>
const foundation::ClassRecord Descriptor<FunctionDescriptor>::kClass;
template <>
const foundation::ClassRecord Descriptor<ComputePipelineDescriptor>::kClass;
template <>
const foundation::ClassRecord Descriptor<CaptureDescriptor>::kClass;
template <>
const foundation::ClassRecord Descriptor<ArgumentDescriptor>::kClass;
template <>
const foundation::ClassRecord Descriptor<BlitPassDescriptor>::kClass;
template <>
const foundation::ClassRecord Descriptor<runtime::CommandQueueDescriptor>::kClass;
template <>
const foundation::ClassRecord Descriptor<runtime::CommandBufferDescriptor>::kClass;
template <>
const foundation::ClassRecord Descriptor<runtime::ComputePassDescriptor>::kClass;
template <>
const foundation::ClassRecord Descriptor<runtime::ResidencySetDescriptor>::kClass;
template <>
const foundation::ClassRecord Descriptor<runtime::LogStateDescriptor>::kClass;
template <>
const foundation::ClassRecord Descriptor<runtime::FunctionConstantValues>::kClass;

}  // namespace pewter::api

// The class record of Descriptor<Data> under its Objective-C name, known to alloc().
#define PEWTER_DESCRIPTOR(Data, Class)                                                                             \
  template <>                                                                                                      \
  constinit const pewter::foundation::ClassRecord pewter::api::Descriptor<Data>::kClass{                           \
      #Class,  &pewter::foundation::kObjectClass, pewter::foundation::destroy<Descriptor<Data>>, nullptr, nullptr, \
      nullptr, Descriptor<Data>::copy_of};                                                                         \
  static const pewter::foundation::AllocatableClass kAlloc##Class(pewter::api::Descriptor<Data>::kClass,           \
                                                                  pewter::api::Descriptor<Data>::allocate)

// A property that is a number: getter `name`, setter `set_name` (as in setName_), kept in data.`member`.
#define PEWTER_PROPERTY(Class, Data, Type, name, set_name, member)         \
  Type pewter_MTL##Class##_##name(const void* object) {                    \
    auto* self = cast<Descriptor<Data>>(object, #name);                    \
    if (!self) return {};                                                  \
    return static_cast<Type>(self->data.member);                           \
  }                                                                        \
  void pewter_MTL##Class##_##set_name(const void* object, Type value) {    \
    if (auto* self = cast<Descriptor<Data>>(object, #set_name))            \
      self->data.member = static_cast<decltype(self->data.member)>(value); \
  }

// A property that is a std::string: copied in, autoreleased out, null where empty.
#define PEWTER_TEXT_PROPERTY(Class, Data, name, set_name, member)                                   \
  void* pewter_MTL##Class##_##name(const void* object) {                                            \
    auto* self = cast<Descriptor<Data>>(object, #name);                                             \
    return self ? lend_label(self->data.member) : nullptr;                                          \
  }                                                                                                 \
  void pewter_MTL##Class##_##set_name(const void* object, const void* value) {                      \
    if (auto* self = cast<Descriptor<Data>>(object, #set_name)) self->data.member = text_of(value); \
  }

// A property that is a Ref<T>: retained in, borrowed out.
#define PEWTER_OBJECT_PROPERTY(Class, Data, T, name, set_name, member)                                                 \
  void* pewter_MTL##Class##_##name(const void* object) {                                                               \
    auto* self = cast<Descriptor<Data>>(object, #name);                                                                \
    return self ? self->data.member.get() : nullptr;                                                                   \
  }                                                                                                                    \
  void pewter_MTL##Class##_##set_name(const void* object, const void* value) {                                         \
    if (auto* self = cast<Descriptor<Data>>(object, #set_name)) self->data.member = Ref<T>(cast<T>(value, #set_name)); \
  }
