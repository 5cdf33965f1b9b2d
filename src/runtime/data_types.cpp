// SPDX-License-Identifier: Apache-2.0
#include <cstring>

#include "runtime/descriptors.h"

namespace pewter::runtime {
namespace {

struct Row {
  std::uint64_t data_type;  // MTLDataType of the scalar; vectors of 2, 3 and 4 follow it
  std::string_view names[4];
  std::uint32_t size;       // of one component
};
constexpr Row kScalars[] = {
    {3, {"float", "float2", "float3", "float4"}, 4},     {16, {"half", "half2", "half3", "half4"}, 2},
    {29, {"int", "int2", "int3", "int4"}, 4},            {33, {"uint", "uint2", "uint3", "uint4"}, 4},
    {37, {"short", "short2", "short3", "short4"}, 2},    {41, {"ushort", "ushort2", "ushort3", "ushort4"}, 2},
    {45, {"char", "char2", "char3", "char4"}, 1},        {49, {"uchar", "uchar2", "uchar3", "uchar4"}, 1},
    {53, {"bool", "bool2", "bool3", "bool4"}, 1},        {81, {"long", "long2", "long3", "long4"}, 8},
    {85, {"ulong", "ulong2", "ulong3", "ulong4"}, 8},    {121, {"bfloat", "bfloat2", "bfloat3", "bfloat4"}, 2},
};

}  // namespace

DataTypeInfo data_type_info(std::uint64_t data_type) {
  for (const Row& row : kScalars) {
    if (data_type < row.data_type || data_type > row.data_type + 3) continue;
    const auto components = static_cast<std::uint32_t>(data_type - row.data_type + 1);
    const std::uint32_t size = row.size * (components == 3 ? 4 : components);  // vectors of three take the room of four
    return {row.names[components - 1], size, size};
  }
  return {};
}

std::uint64_t data_type_of(std::string_view msl_name) {
  for (const Row& row : kScalars)
    for (unsigned i = 0; i < 4; ++i)
      if (row.names[i] == msl_name) return row.data_type + i;
  return 0;
}

namespace {

bool put(std::vector<compiler::ConstantValue>& values, const void* value, std::uint64_t type, std::int64_t index, std::string_view name) {
  const DataTypeInfo info = data_type_info(type);
  if (info.msl_name.empty() || !value) return false;
  compiler::ConstantValue constant;
  constant.index = index;
  constant.name = name;
  constant.type = info.msl_name;
  constant.bytes.resize(info.size);
  std::memcpy(constant.bytes.data(), value, info.size);
  for (auto& old : values) {
    if (old.index == index && old.name == name) {
      old = std::move(constant);
      return true;
    }
  }
  values.push_back(std::move(constant));
  return true;
}

}  // namespace

bool FunctionConstantValues::set(const void* value, std::uint64_t type, std::uint64_t index) {
  return put(values, value, type, static_cast<std::int64_t>(index), {});
}

bool FunctionConstantValues::set(const void* value, std::uint64_t type, std::string_view name) { return put(values, value, type, -1, name); }

}  // namespace pewter::runtime
