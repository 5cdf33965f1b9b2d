// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>

// Where the parts of this installation are, found from where the command itself is; the build tree has the same layout.
namespace pewter::tool {

std::filesystem::path executable();          // .../bin/pewter, links resolved
std::filesystem::path library_directory();   // .../lib, with libpewter.so
std::filesystem::path stand_in_directory();  // .../libexec/pewter, with xcrun, metal, metallib

}  // namespace pewter::tool
