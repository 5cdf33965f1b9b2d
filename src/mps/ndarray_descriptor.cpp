// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>

#include "foundation/class_registry.h"
#include "mps/kernel.h"
#include "mps/ndarray.h"

namespace pewter::mps {

using runtime::Assertion;

constinit const foundation::ClassRecord NDArrayDescriptor::kClass{.name = "MPSNDArrayDescriptor",
                                                                  .super = &foundation::kObjectClass,
                                                                  .destroy = foundation::destroy<NDArrayDescriptor>,
                                                                  .description = nullptr,
                                                                  .copy = copy_of<NDArrayDescriptor>};
static const foundation::AllocatableClass kAlloc(NDArrayDescriptor::kClass, allocate<NDArrayDescriptor>);

bool NDArrayDescriptor::reshape(std::vector<std::uint64_t> lengths, const char* call) {
  if (lengths.size() > kMaxDimensions) {
    mps::refuse(Assertion::mps_shape, 0, call, kClass.name,
                fmt::format("the number of dimensions ({}) may not exceed 16.", lengths.size()));
    return false;
  }
  if (std::ranges::find(lengths, 0u) != lengths.end()) {
    mps::refuse(Assertion::mps_shape, 0, call, kClass.name,
                fmt::format("dimension[{}] has length 0.", std::ranges::find(lengths, 0u) - lengths.begin()));
    return false;
  }
  dimensions.clear();
  for (std::size_t i = 0; i < lengths.size(); ++i) dimensions.push_back({i, lengths[i], 0, lengths[i]});
  return true;
}

void NDArrayDescriptor::transpose(std::uint64_t first, std::uint64_t second) {
  const std::uint64_t count = dimensions.size();
  if (std::max(first, second) >= count)
    return mps::refuse(
        Assertion::mps_shape, 0, "transposeDimension:withDimension:", kClass.name,
        fmt::format("dimension index ({}) not within number of dimensions ({}). Dimension indices are 0-based.",
                    std::max(first, second), count));
  std::swap(dimensions[first], dimensions[second]);
}

void NDArrayDescriptor::slice(std::uint64_t dimension, std::uint64_t start, std::uint64_t length) {
  const char* call = "sliceDimension:withSubrange:";
  if (dimension >= dimensions.size())
    return mps::refuse(
        Assertion::mps_shape, 0, call, kClass.name,
        fmt::format("dimension index ({}) not within number of dimensions ({}). Dimension indices are 0-based.",
                    dimension, dimensions.size()));
  Dimension& whole = dimensions[dimension];
  if (start >= whole.length)
    return mps::refuse(Assertion::mps_shape, 0, call, kClass.name,
                       fmt::format("subRange.start ({}) is not less than length of dimension[{}] ({}).", start,
                                   dimension, whole.length));
  if (length == 0 || length > whole.length - start)
    return mps::refuse(Assertion::mps_shape, 0, call, kClass.name,
                       fmt::format("subRange.length ({}) is not within the {} elements of dimension[{}] from {} on.",
                                   length, whole.length - start, dimension, start));
  whole.start += start;
  whole.length = length;
}

bool NDArrayDescriptor::permute(const std::vector<std::uint64_t>& order) {
  std::vector<Dimension> permuted;
  std::vector<bool> seen(dimensions.size());
  for (const std::uint64_t index : order) {
    if (index >= dimensions.size() || seen[index]) break;
    seen[index] = true;
    permuted.push_back(dimensions[index]);
  }
  if (permuted.size() != dimensions.size()) {
    mps::refuse(Assertion::mps_shape, 0, "permuteWithDimensionOrder:", kClass.name,
                fmt::format("the order must name each of the {} dimensions once.", dimensions.size()));
    return false;
  }
  dimensions = std::move(permuted);
  return true;
}

void NDArrayDescriptor::set_count(std::uint64_t count) {
  if (count > kMaxDimensions)
    return mps::refuse(Assertion::mps_shape, 0, "setNumberOfDimensions:", kClass.name,
                       fmt::format("the number of dimensions ({}) may not exceed 16.", count));
  while (dimensions.size() < count) dimensions.push_back({dimensions.size(), 1, 0, 1});
  dimensions.resize(count);
}

}  // namespace pewter::mps
