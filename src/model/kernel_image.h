// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace pewter::model {

enum class BuiltIn : std::uint8_t {
#define PEWTER_BUILT_IN(name, components, scope) name,
#include "model/built_in.def"
};
std::string_view name_of(BuiltIn built_in);

enum class ParameterKind : std::uint8_t {
  buffer,              // device or constant memory bound at `index`
  threadgroup_memory,  // setThreadgroupMemoryLength at `index`
  built_in,
};

enum class Access : std::uint8_t { read = 1, write = 2, read_write = 3 };

// What a kernel's code does with the memory behind a buffer parameter, as far as that can be told; `access` is what the
// declaration allows.
struct MemoryUse {
  bool known = false;  // else it may be anything
  bool reads = false, writes = false;
  bool atomics = false;  // among them
  bool plain = false;    // others than atomics among them

  bool operator==(const MemoryUse&) const = default;
};

// Where [[id(n)]] lies in the struct behind a buffer parameter, that is in an argument buffer. Ids that the program does not give
// count on from the member before; an array has one an element, nested structs are taken apart.
struct ArgumentMember {
  std::uint64_t id = 0;      // of the first element
  std::uint64_t offset = 0;  // bytes, of the first element
  std::uint64_t size = 8;    // bytes, of one element
  std::uint64_t count = 1;   // elements
};

// Addresses in the memory behind a buffer parameter that the kernel loads and follows, eight bytes apart. One: that one
// is loaded. More: some of them are, which is decided when the kernel runs.
struct PointerSlots {
  static constexpr std::uint32_t kToTheEnd = UINT32_MAX;
  std::uint64_t offset = 0;  // bytes
  std::uint32_t count = 1;   // kToTheEnd: as many as there is memory for
  bool operator==(const PointerSlots&) const = default;
};

// One parameter of a kernel function, as the program declared it.
struct KernelParameter {
  std::string name;
  ParameterKind kind = ParameterKind::buffer;
  std::uint32_t index = 0;              // buffer and threadgroup_memory
  BuiltIn built_in{};                   // built_in
  Access access = Access::read_write;   // buffer: const device and constant are read
  MemoryUse use;                        // buffer: filled in by the passes
  bool used = true;  // buffer, threadgroup_memory: something is left of it once the kernel is optimised
  bool constant_space = false;          // buffer: declared `constant`
  bool by_reference = false;            // buffer: `constant T&`: at least pointee_size bytes must be bound
  std::uint64_t pointee_size = 0;       // bytes; 0 where unknown
  std::uint32_t pointee_alignment = 0;  // bytes
  std::vector<ArgumentMember> members;  // buffer: of the struct, by id; empty where it points to no struct
  std::vector<PointerSlots> pointers;   // buffer: as optimised code loads them; those that cannot be told are left out
};

// A function constant (`[[function_constant(n)]]`) that a kernel or a library declares.
struct FunctionConstant {
  std::string name;
  std::uint32_t index = 0;
  std::string type;       // MSL spelling: "bool", "float", "int2", ...
  bool required = true;   // false where the source asks is_function_constant_defined()
};

// The shape of generated code that an executor asks for.
enum class CodeShape : std::uint8_t {
  per_thread,     // model::ThreadEntry, one call a thread (the reference executor)
  per_simdgroup,  // model::ThreadgroupEntry, 32 lanes as vectors (the cpu executor)
};

// The one size of threadgroup that specialised code can run; all zero: any size.
using ThreadgroupSize = std::array<std::uint32_t, 3>;

// What is known of a compiled kernel without running it.
struct KernelInfo {
  std::string host_name;
  std::vector<KernelParameter> parameters;
  std::vector<FunctionConstant> constants;       // those it reads
  std::uint32_t static_threadgroup_bytes = 0;
  std::uint32_t private_bytes = 0;               // stack that one thread needs, estimated from its allocas
  std::uint32_t scratch_bytes = 0;               // per_simdgroup: what one SIMD-group keeps across barriers; a multiple of 64
  std::uint32_t max_total_threads = 1024;        // [[max_total_threads_per_threadgroup(n)]] or the device's limit
  bool convergent = false;                       // has a barrier, or a SIMD-group or quad-group function
};

// From this offset of the machine code on, up to the next one's: what that line of the source became. line 0: nobody's.
struct CodeLine {
  std::uint32_t offset = 0;
  std::uint32_t line = 0;
  std::uint32_t file = 0;  // an index into KernelImage::files
};

// A compiled kernel as it lies in the cache: relocatable machine code for this host and what is known of it.
struct KernelImage {
  KernelInfo info;
  CodeShape shape = CodeShape::per_thread;  // per_thread too where one was asked for that the kernel cannot have
  ThreadgroupSize threads_per_threadgroup{};
  std::string entry_symbol;
  std::vector<char> object;     // ELF relocatable, with DWARF line tables
  std::vector<CodeLine> lines;  // of its code, by offset
  std::vector<std::string> files;
};

// A kernel image linked into this process. `code` owns the memory that `entry` points into.
struct LoadedKernel {
  KernelInfo info;
  CodeShape shape = CodeShape::per_thread;
  ThreadgroupSize threads_per_threadgroup{};
  void* entry = nullptr;  // model::ThreadEntry or model::ThreadgroupEntry
  std::shared_ptr<void> code;
};

}  // namespace pewter::model
