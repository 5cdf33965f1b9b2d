// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <span>

#include "model/matrix_product.h"
#include "mps/operand.h"
#include "runtime/runtime.h"

namespace pewter::mps {

using runtime::Ref;

// MPSKernel: what encodes into command buffers. By Apple's rule one kernel object must not encode on several threads; a
// copy for each may. The observer is told of every call that reads or changes it, so that a checker sees who breaks the
// rule; memory stays sound.
class Kernel : public runtime::DeviceObject {
 public:
  static const foundation::ClassRecord kClass;

  runtime::Device* device() const { return device_.get(); }
  std::uint64_t options() const { return options_; }
  void set_options(std::uint64_t options);

 protected:
  explicit Kernel(const foundation::ClassRecord& record);  // as alloc() gives it out
  Kernel(const foundation::ClassRecord& record, const Kernel& other);
  ~Kernel() = default;

  // For init...(). False, after a refusal: `device` is null.
  bool init(runtime::Device* device, const char* call);

  // Tells that the program uses the object.
  void use(const char* call) const { observe_access(call, true); }

  // Encodes result = alpha * left * right + beta * addend as one dispatch, into `encoder` or, where that is null, into
  // one of its own on `commands`. Sizes have been checked; types and overlapping memory are checked here.
  struct Factors {
    double alpha = 1, beta = 0;
  };
  struct Operands {
    Operand left, right, addend, result;  // no addend with beta == 0; it may be the result
  };
  void encode(runtime::CommandBuffer* commands, runtime::ComputeCommandEncoder* encoder, const Factors& factors,
              const Operands& operands, const char* call) const;

  // Ends the process, or returns where an observer lets it go on.
  void refuse(runtime::Assertion assertion, const char* call, std::string_view sentence) const;

 private:
  Ref<runtime::Device> device_;
  std::array<Ref<runtime::ComputePipelineState>, model::kElementTypes> pipelines_;  // by the inputs' type
  std::uint64_t options_ = 0;
};

// Objects that the program made by alloc(): `init` fills them in.
template <class T>
foundation::Object* allocate() {
  return new T;
}
template <class T>
foundation::Object* copy_of(const foundation::Object* object) {
  return new T(*static_cast<const T*>(object));
}

}  // namespace pewter::mps
