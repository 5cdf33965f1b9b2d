// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <optional>
#include <string>

namespace pewter::macos {

// Where things lie, installed or in a build: everything is found from the running executable,
// PREFIX/libexec/pewter/macos/NAME.
struct Layout {
  std::filesystem::path tools;      // this folder: clang, clang++, zsh, launch
  std::filesystem::path stand_ins;  // xcrun, metal, metallib, sw_vers
  std::filesystem::path include;    // Metal/Metal.hpp and the headers of macOS that Pewter has
  std::filesystem::path macros;     // what Apple's compiler knows and stock Clang does not
  std::filesystem::path libraries;  // libpewter.so
  bool has_libcxx = true;           // whether the compiler has libc++ beside it
  bool has_lld = true;
  bool arm = false;  // whether this machine has the processor that Macs have
};

Layout find_layout();

// A program of this name in PATH, own folder left out: the stand-ins call what they stand for.
std::optional<std::filesystem::path> find_real(const std::string& name, const Layout& layout);

// Stock clang or clang++: PEWTER_CLANG (a path of clang; clang++ has the same name with ++), else version 19, else any.
std::optional<std::filesystem::path> find_compiler(bool cxx, const Layout& layout);

// Fills in what depends on which compiler it is.
void ask_compiler(const std::filesystem::path& compiler, Layout* layout);

}  // namespace pewter::macos
