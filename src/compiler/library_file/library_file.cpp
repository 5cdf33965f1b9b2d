// SPDX-License-Identifier: Apache-2.0
#include "compiler/library_file/library_file.h"

#include <xxhash.h>

#include <cstring>
#include <map>

#include "compiler/cache/bytes.h"
#include "compiler/cache/image_io.h"

namespace pewter::compiler::library_file {
namespace {

constexpr std::string_view kMagic = "PEWTRLIB";
constexpr std::uint32_t kVersion = 1;
constexpr std::size_t kHeaderBytes = 32;

struct Checksum {
  std::uint64_t low;
  std::uint64_t high;
};
Checksum checksum_of(std::string_view bytes) {
  const XXH128_hash_t hash = XXH3_128bits(bytes.data(), bytes.size());
  return {hash.low64, hash.high64};
}

}  // namespace

bool is_library(std::string_view bytes) { return bytes.starts_with(kMagic); }

std::string write(const std::vector<Unit>& units) {
  ByteWriter body;
  for (const Unit& unit : units) {
    body.put(std::string_view(unit.source.name));
    body.put(std::string_view(unit.source.text));
    body.put(std::string_view(cache::write_options(unit.options)));
    body.put(std::string_view(cache::write_index(unit.index)));
  }
  const std::string bytes = body.take();
  const Checksum checksum = checksum_of(bytes);
  ByteWriter header;
  header.put(kVersion);
  header.put(static_cast<std::uint32_t>(units.size()));
  header.put(checksum.low);
  header.put(checksum.high);
  return std::string(kMagic) + header.take() + bytes;
}

Result<std::vector<Unit>, std::string> read(std::string_view bytes) {
  if (bytes.starts_with("MTLB")) {
    return Failure{std::string("this metallib was made by Apple's compiler and holds code for Apple's GPUs; compile its source with pewter")};
  }
  if (bytes.starts_with("BC\xC0\xDE") || bytes.starts_with("\xDE\xC0\x17\x0B")) {
    return Failure{std::string("this file is LLVM bitcode (an .air file of Apple's compiler); compile its source with pewter")};
  }
  if (!is_library(bytes)) return Failure{std::string("not a library made by pewter")};
  if (bytes.size() < kHeaderBytes) return Failure{std::string("the library is cut short")};
  ByteReader header(bytes.substr(kMagic.size(), kHeaderBytes - kMagic.size()));
  std::uint32_t version = 0;
  std::uint32_t count = 0;
  Checksum expected{};
  header.get(version);
  header.get(count);
  header.get(expected.low);
  header.get(expected.high);
  if (version != kVersion) return Failure{"the library is of format version " + std::to_string(version) + "; this pewter reads version " + std::to_string(kVersion)};
  const std::string_view body = bytes.substr(kHeaderBytes);
  const Checksum found = checksum_of(body);
  if (found.low != expected.low || found.high != expected.high) return Failure{std::string("the library is damaged: its checksum does not match")};
  ByteReader reader(body);
  std::vector<Unit> units;
  for (std::uint32_t i = 0; i < count && reader.ok(); ++i) {
    Unit unit;
    std::string options;
    std::string index;
    reader.get(unit.source.name);
    reader.get(unit.source.text);
    reader.get(options);
    reader.get(index);
    auto read_options = cache::read_options(options);
    auto read_index = cache::read_index(index);
    if (!reader.ok() || !read_options || !read_index) return Failure{std::string("the library is damaged")};
    unit.options = std::move(*read_options);
    unit.index = std::move(*read_index);
    units.push_back(std::move(unit));
  }
  if (!reader.finished()) return Failure{std::string("the library is damaged")};
  return units;
}

Result<Unit, Diagnostics> build(Compiler& compiler, const Source& source, const Options& options) {
  auto index = compiler.index(source, options);
  if (!index) return Failure{std::move(index).error()};
  auto text = compiler.emit(source, options, {}, Emit::preprocessed);
  if (!text) return Failure{std::move(text).error()};
  Unit unit{{std::move(text).value(), source.name}, options, std::move(index).value()};
  // They have done their work: what they say is in the text.
  unit.options.macros.clear();
  unit.options.include_dirs.clear();
  return unit;
}

Result<std::vector<Unit>, std::string> merge(std::vector<std::vector<Unit>> files) {
  std::vector<Unit> all;
  std::map<std::string, std::string> owners;
  for (std::vector<Unit>& units : files) {
    for (Unit& unit : units) {
      for (const FunctionEntry& function : unit.index.functions) {
        const auto [at, fresh] = owners.emplace(function.host_name, unit.source.name);
        if (!fresh) return Failure{"function '" + function.host_name + "' is in both '" + at->second + "' and '" + unit.source.name + "'"};
      }
      all.push_back(std::move(unit));
    }
  }
  return all;
}

}  // namespace pewter::compiler::library_file
