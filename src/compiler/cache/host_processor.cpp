// SPDX-License-Identifier: Apache-2.0
#include "compiler/cache/host_processor.h"

#include <fmt/format.h>
#include <sys/auxv.h>

#include <cstdint>
#include <fstream>
#include <iterator>

#if defined(__x86_64__)
#include <cpuid.h>
#endif

namespace pewter::compiler::cache {
namespace {

#if defined(__x86_64__)

struct Leaf {
  unsigned number;
  unsigned part;
  unsigned registers;  // a bit each for eax, ebx, ecx, edx: those that are the same on every core
};

// The model; the instructions; what of them the system has switched on.
constexpr Leaf kLeaves[] = {{0x0, 0, 0b1111},  {0x1, 0, 0b1101},        {0x7, 0, 0b1111},        {0x7, 1, 0b1111},
                            {0xd, 1, 0b0001},  {0x14, 0, 0b1111},       {0x19, 0, 0b0010},       {0x1e, 1, 0b1111},
                            {0x24, 0, 0b1111}, {0x80000001, 0, 0b1101}, {0x80000008, 0, 0b0010}};
constexpr unsigned kOsSavesRegisters = 1u << 27;  // leaf 1, ecx: xgetbv works

std::string describe() {
  std::string text;
  for (const Leaf& leaf : kLeaves) {
    unsigned registers[4] = {};
    if (!__get_cpuid_count(leaf.number, leaf.part, &registers[0], &registers[1], &registers[2], &registers[3])) continue;
    for (unsigned i = 0; i < 4; ++i)
      if (leaf.registers >> i & 1) text += fmt::format("{:x}.", registers[i]);
    if (leaf.number == 1 && registers[2] & kOsSavesRegisters) {
      std::uint32_t low, high;
      asm volatile("xgetbv" : "=a"(low), "=d"(high) : "c"(0));
      text += fmt::format("{:x}.{:x}.", low, high);
    }
  }
  return text;
}

#else

std::string describe() {
  std::ifstream file("/sys/devices/system/cpu/cpu0/regs/identification/midr_el1");
  const std::string model{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  return fmt::format("{:x}.{:x}.{}", ::getauxval(AT_HWCAP), ::getauxval(AT_HWCAP2), model);
}

#endif

}  // namespace

const std::string& host_processor() {
  static const auto* text = new std::string(describe());
  return *text;
}

}  // namespace pewter::compiler::cache
