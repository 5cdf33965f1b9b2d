// SPDX-License-Identifier: Apache-2.0
#include "common/units.h"

#include <fmt/core.h>

#include "common/diagnostics.h"
#include "common/files.h"

namespace pewter::tool {

namespace library_file = compiler::library_file;

std::optional<Unit> compile_unit(compiler::Compiler& compiler, const compiler::Source& source,
                                 const compiler::Options& options) {
  auto unit = library_file::build(compiler, source, options);
  if (!unit) {
    print_diagnostics(unit.error());
    return std::nullopt;
  }
  print_diagnostics(unit->index.warnings);
  return std::move(*unit);
}

std::optional<Units> read_units(std::string_view tool, const std::string& path) {
  std::string bytes;
  if (!read_file(tool, path, &bytes)) return std::nullopt;
  auto units = library_file::read(bytes);
  if (!units) {
    print_error(tool, fmt::format("{}: {}", path == "-" ? "standard input" : path, units.error()));
    return std::nullopt;
  }
  return std::move(*units);
}

bool write_library(std::string_view tool, const std::string& path, std::vector<Units> files) {
  auto units = library_file::merge(std::move(files));
  if (units) return write_file(tool, path, library_file::write(*units));
  print_error(tool, units.error());
  return false;
}

}  // namespace pewter::tool
