// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "model/matrix_product.h"
#include "runtime/assertion.h"

// MetalPerformanceShaders: objects above the runtime that encode dispatches of kernels of the executor's own.
namespace pewter::mps {

using model::ElementType;

// MPSDataType: bits an element, and what they mean. Any other value is a type that no product takes.
enum class DataType : std::uint32_t {
  invalid = 0,
  float32 = 0x10000000 | 32,
  float16 = 0x10000000 | 16,
  bfloat16 = 0x80000000 | 0x10000000 | 16,
  int8 = 0x20000000 | 8,
  int16 = 0x20000000 | 16,
};

std::uint64_t size_of(DataType type);                  // bytes; 0 where elements are no whole bytes
std::optional<ElementType> element_of(DataType type);  // none: products do not take it
std::string name_of(DataType type);                    // "Float32", "0x20"

// MPSMatrixMultiplication's pairs: floats make floats at least as long, whole numbers of 8 bits floats of either size,
// those of 16 bits long floats.
bool can_multiply(ElementType inputs, ElementType result);

// Ends the process as MetalPerformanceShaders does, by a line with `[class, method]` and the sentence. Returns where an
// observer lets the program go on: the call must then do nothing.
void refuse(runtime::Assertion assertion, std::uint64_t object, const char* call, std::string_view class_name,
            std::string_view sentence);

}  // namespace pewter::mps
