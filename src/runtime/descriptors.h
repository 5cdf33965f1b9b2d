// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "compiler/compile.h"
#include "foundation/object.h"
#include "runtime/types.h"

// What MTL::...Descriptor objects hold, as plain data: the API keeps one in each of its descriptor objects and hands it over.
namespace pewter::runtime {

struct HeapDescriptor {
  std::uint64_t size = 0;
  ResourceOptions options{.bits = 2u << 4};  // Metal's default: private
  HeapType type = HeapType::automatic;
  // Effective mode: a heap is untracked unless it says tracked.
  bool tracked() const { return options.hazard_tracking_mode() == HazardTrackingMode::tracked; }
};

struct CommandQueueDescriptor {
  std::uint64_t max_command_buffer_count = 64;
  Ref<LogState> log_state;
};

struct CommandBufferDescriptor {
  bool retained_references = true;
  std::uint64_t error_options = 0;  // MTLCommandBufferErrorOption; 1: encoder execution status
  Ref<LogState> log_state;
};

struct ComputePassDescriptor {
  DispatchType dispatch_type = DispatchType::serial;
};

struct ResidencySetDescriptor {
  std::string label;
  std::uint64_t initial_capacity = 0;
};

struct LogStateDescriptor {
  std::int64_t level = 0;           // MTLLogLevel
  std::int64_t buffer_size = 1024;
};

struct CaptureDescriptor {
  Ref<foundation::Object> object;   // device, queue or scope
  std::int64_t destination = 1;     // MTLCaptureDestination: 1 developer tools, 2 trace document
  std::string output_path;          // of outputURL
};

// Values for [[function_constant]]; MTL::FunctionConstantValues.
struct FunctionConstantValues {
  std::vector<compiler::ConstantValue> values;

  // `type` is MTLDataType. Later values of the same index or name win. False for a type that no constant can have.
  bool set(const void* value, std::uint64_t type, std::uint64_t index);
  bool set(const void* value, std::uint64_t type, std::string_view name);
  void reset() { values.clear(); }
};

struct FunctionDescriptor {
  std::string name;
  std::string specialized_name;  // empty: none
  FunctionConstantValues constants;
  bool specialize = false;       // constants were given, be it none: each one that the function requires must be among them
  std::uint64_t options = 0;     // MTLFunctionOptions
};

struct ComputePipelineDescriptor {
  Ref<Function> function;
  std::string label;
  bool threadgroup_size_is_multiple_of_execution_width = false;
  std::uint64_t max_total_threads_per_threadgroup = 0;  // 0: as the kernel allows
  bool support_indirect_command_buffers = false;
  std::vector<Ref<Function>> linked_functions;  // functions, private and binary functions of MTL::LinkedFunctions
};

// One entry of an argument buffer; MTL::ArgumentDescriptor.
struct ArgumentDescriptor {
  std::uint64_t data_type = 0;  // MTLDataType; 60: pointer
  std::uint64_t index = 0;
  std::uint64_t array_length = 0;
  std::uint64_t access = 0;     // MTLBindingAccess
  std::uint64_t constant_block_alignment = 0;
};

// Name and size of a scalar or vector MTLDataType in MSL ("float3", 16 bytes in memory); empty name for others.
struct DataTypeInfo {
  std::string_view msl_name;
  std::uint32_t size = 0;
  std::uint32_t alignment = 0;
};
DataTypeInfo data_type_info(std::uint64_t data_type);
// The other way, for reflection: MTLDataType of an MSL name; 0 (none) where there is none.
std::uint64_t data_type_of(std::string_view msl_name);

}  // namespace pewter::runtime
