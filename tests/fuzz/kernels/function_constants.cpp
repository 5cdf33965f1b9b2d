// SPDX-License-Identifier: Apache-2.0
#include "kernels/function_constants.h"

#include <fmt/format.h>

#include <array>
#include <cstring>

namespace pewter::fuzz {
namespace {

using fmt::format;

// What an expression sees of a constant.
enum class Pool { word, boolean, real };
struct Type {
  const char* name;
  std::size_t size;
  Pool pool;
  const char* use;       // of the constant {}, as an expression of the pool
  const char* fallback;  // where it has no value
};
constexpr std::array kTypes = {
    Type{"bool", 1, Pool::boolean, "{}", "true"},        Type{"uint", 4, Pool::word, "{}", "7u"},
    Type{"int", 4, Pool::word, "uint({})", "-7"},        Type{"ushort", 2, Pool::word, "uint({})", "ushort(300)"},
    Type{"uchar", 1, Pool::word, "uint({})", "uchar(9)"}, Type{"ulong", 8, Pool::word, "uint({} >> 1u)", "0x300000002ul"},
    Type{"float", 4, Pool::real, "{}", "2.5f"},          Type{"half", 2, Pool::real, "float({})", "0.5h"},
};

std::vector<std::byte> value_of(const Type& type, Random& random) {
  std::uint64_t bits = random.chance(60) ? random.below(9) : random.bits();
  if (type.pool == Pool::boolean) bits &= 1;
  // Of moderate size and not -0, as tame() leaves them.
  constexpr std::array<float, 6> kReals = {0.0f, 0.25f, 1.0f, -3.0f, 100.0f, -0.5f};
  constexpr std::array<std::uint16_t, 6> kHalves = {0, 0x3400, 0x3c00, 0xc200, 0x5640, 0xb800};  // the same
  const std::uint32_t which = random.below(6);
  if (type.pool == Pool::real && type.size == 2) bits = kHalves[which];
  if (type.pool == Pool::real && type.size == 4) std::memcpy(&bits, &kReals[which], 4);
  std::vector<std::byte> bytes(type.size);
  std::memcpy(bytes.data(), &bits, type.size);
  return bytes;
}

}  // namespace

void add_function_constants(Kernel& kernel, Expressions& x, Random& random) {
  if (!random.chance(25)) return;
  kernel.values.assign(2, {});
  const std::uint32_t count = random.between(1, 4);
  for (std::uint32_t k = 0; k < count; ++k) {
    const Type& type = random.pick(kTypes);
    // Kernels of one library have numbers of their own.
    const std::uint32_t index = static_cast<std::uint32_t>(kernel.seed % 8192) * 8 + k;
    std::string name = format("{}_c{}", kernel.name, k);
    std::string text = format("constant {} {} [[function_constant({})]];", type.name, name, index);
    const bool optional = random.chance(35), by_name = random.chance(30);
    for (auto& values : kernel.values)
      if (!optional || random.chance(50)) values.push_back({by_name ? -1 : std::int64_t{index}, by_name ? name : "", type.name, value_of(type, random)});
    if (optional) {
      text += format(" constant {0} {1}_or = is_function_constant_defined({1}) ? {1} : {2};", type.name, name, type.fallback);
      name += "_or";
    } else if (type.pool == Pool::word && random.chance(30)) {
      // Constants of constants, and such of other types.
      text += format(" constant bool {0}_is = {0} > 3;", name);
      x.constant_booleans.push_back(name + "_is");
    }
    const std::string use = format(fmt::runtime(type.use), name);
    (type.pool == Pool::word ? x.constant_words : type.pool == Pool::boolean ? x.constant_booleans : x.constant_reals).push_back(use);
    kernel.constants.push_back({{std::move(text)}, {}});
  }
}

}  // namespace pewter::fuzz
