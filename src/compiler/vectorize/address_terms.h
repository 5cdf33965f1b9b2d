// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <vector>

namespace llvm {
class DataLayout;
class Value;
}  // namespace llvm

namespace pewter::compiler {

// An address as a sum: terms that are the same for neighbours, and a constant in bytes. Two addresses with equal terms
// are a constant apart.
//
// A 32-bit index is taken not to wrap around between neighbours (zext(i + 1) for zext(i) + 1), as in lane_shape.h: with
// memory at one of them there is none 2^32 elements off at the other, and both are used.
struct AddressSum {
  std::vector<std::pair<const void*, std::int64_t>> terms;  // what, times how many bytes; sorted
  std::int64_t constant = 0;
};

class AddressSums {
 public:
  explicit AddressSums(const llvm::DataLayout& layout) : layout_(layout) {}

  AddressSum of(const llvm::Value* pointer);

 private:
  using Terms = std::vector<std::pair<const void*, std::int64_t>>;
  // A widened sum as one term: its kind, its width, and what it widens.
  struct Widened {
    unsigned opcode, bits;
    Terms terms;
    auto operator<=>(const Widened&) const = default;
  };

  void add_integer(const llvm::Value* value, std::int64_t scale, AddressSum& sum, unsigned depth);
  void add_pointer(const llvm::Value* pointer, AddressSum& sum);

  const llvm::DataLayout& layout_;
  std::map<Widened, char> widened_;  // the keys' addresses name the terms
};

}  // namespace pewter::compiler
