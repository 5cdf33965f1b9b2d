// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "api/metal/support.h"
#include "model/kernel_image.h"

// What a program learns of a kernel's arguments.
namespace pewter::api {

// MTL::Binding: one argument of a kernel that the program binds something to. Thread-safe.
class Binding : public foundation::Object {
 public:
  static const foundation::ClassRecord kClass;

  const model::KernelParameter& parameter() const { return parameter_; }

 protected:
  Binding(const foundation::ClassRecord& record, const model::KernelParameter& parameter)
      : Object(record), parameter_(parameter) {}

 private:
  const model::KernelParameter parameter_;
};

class BufferBinding final : public Binding {
 public:
  static const foundation::ClassRecord kClass;
  explicit BufferBinding(const model::KernelParameter& parameter) : Binding(kClass, parameter) {}
};

class ThreadgroupBinding final : public Binding {
 public:
  static const foundation::ClassRecord kClass;
  explicit ThreadgroupBinding(const model::KernelParameter& parameter) : Binding(kClass, parameter) {}
};

// MTL::Argument: the same by the older interface. Thread-safe.
class Argument final : public foundation::Object {
 public:
  static const foundation::ClassRecord kClass;
  explicit Argument(const model::KernelParameter& parameter) : Object(kClass), parameter_(parameter) {}

  const model::KernelParameter& parameter() const { return parameter_; }

 private:
  const model::KernelParameter parameter_;
};

// MTL::ComputePipelineReflection and MTL::FunctionReflection. Thread-safe.
class Reflection final : public foundation::Object {
 public:
  static const foundation::ClassRecord kClass;          // of a pipeline
  static const foundation::ClassRecord kFunctionClass;  // of a function

  explicit Reflection(const model::KernelInfo& info, const foundation::ClassRecord& record = kClass);

  Ref<foundation::Array> bindings() const;
  Ref<foundation::Array> arguments() const;

 private:
  std::vector<model::KernelParameter> parameters_;  // buffers and threadgroup memory, in declaration order
};

}  // namespace pewter::api
