// SPDX-License-Identifier: Apache-2.0
#include "mps/types.h"

#include <fmt/format.h>

namespace pewter::mps {

std::uint64_t size_of(DataType type) {
  const std::uint32_t bits = static_cast<std::uint32_t>(type) & 0xffff;
  return bits % 8 ? 0 : bits / 8;
}

std::optional<ElementType> element_of(DataType type) {
  switch (type) {
    case DataType::float32:
      return ElementType::float32;
    case DataType::float16:
      return ElementType::float16;
    case DataType::bfloat16:
      return ElementType::bfloat16;
    case DataType::int8:
      return ElementType::int8;
    case DataType::int16:
      return ElementType::int16;
    case DataType::invalid:
      break;
  }
  return std::nullopt;
}

std::string name_of(DataType type) {
  switch (type) {
    case DataType::float32:
      return "Float32";
    case DataType::float16:
      return "Float16";
    case DataType::bfloat16:
      return "BFloat16";
    case DataType::int8:
      return "Int8";
    case DataType::int16:
      return "Int16";
    case DataType::invalid:
      break;
  }
  return fmt::format("{:#x}", static_cast<std::uint32_t>(type));
}

bool can_multiply(ElementType inputs, ElementType result) {
  switch (inputs) {
    case ElementType::float32:
      return result == ElementType::float32;
    case ElementType::float16:
      return result == ElementType::float16 || result == ElementType::float32;
    case ElementType::bfloat16:
      return result == ElementType::bfloat16 || result == ElementType::float32;
    case ElementType::int8:
      return result == ElementType::float16 || result == ElementType::float32;
    case ElementType::int16:
      return result == ElementType::float32;
  }
  return false;
}

void refuse(runtime::Assertion assertion, std::uint64_t object, const char* call, std::string_view class_name,
            std::string_view sentence) {
  runtime::refuse(assertion, object, call, fmt::format("[{}, {}] Error: {}", class_name, call, sentence));
}

}  // namespace pewter::mps
