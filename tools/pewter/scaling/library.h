// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace pewter::scaling {

// What multiplies matrices without Metal, as a program would call it, with its own threads: the yardstick.
struct Library {
  std::string name;  // "OpenBLAS 0.3.21"
  // c = a * b, square, row-major.
  std::function<void(const float* a, const float* b, float* c, std::uint32_t size)> multiply;
};

// Those that are there: OpenBLAS, oneDNN. `why` says what is wrong with the others. Stay loaded: their threads may
// outlive whoever opened them.
std::vector<Library> open_libraries(std::string* why);

}  // namespace pewter::scaling
