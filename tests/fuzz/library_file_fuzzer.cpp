// SPDX-License-Identifier: Apache-2.0
// libFuzzer: any bytes through the reader of .metallib files. What it accepts must be written back and read again the same.
#include <xxhash.h>

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <string>

#include "compiler/library_file/library_file.h"

namespace library_file = pewter::compiler::library_file;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string bytes(reinterpret_cast<const char*>(data), size);
  (void)library_file::is_library(bytes);
  (void)library_file::read(bytes);
  // The checksum keeps nearly every mutation from the parser behind it: read once more with the right one.
  constexpr std::size_t kHashAt = 16, kBodyAt = 32;
  if (bytes.size() < kBodyAt) return 0;
  const XXH128_hash_t hash = XXH3_128bits(bytes.data() + kBodyAt, bytes.size() - kBodyAt);
  std::memcpy(bytes.data() + kHashAt, &hash.low64, 8);
  std::memcpy(bytes.data() + kHashAt + 8, &hash.high64, 8);
  auto units = library_file::read(bytes);
  if (!units) return 0;
  const std::string written = library_file::write(*units);
  auto again = library_file::read(written);
  if (!again || again->size() != units->size()) std::abort();
  for (std::size_t n = 0; n < units->size(); ++n)
    if ((*again)[n].source.text != (*units)[n].source.text || (*again)[n].source.name != (*units)[n].source.name) std::abort();
  return 0;
}
