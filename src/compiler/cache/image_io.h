// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "compiler/compile.h"

// Results of the compiler as bytes, for the cache and the library file. Reading gives nothing for bytes that were not written by
// this version; it never trusts them.
namespace pewter::compiler::cache {

std::string write_image(const model::KernelImage& image);
std::optional<model::KernelImage> read_image(std::string_view bytes);

std::string write_info(const model::KernelInfo& info);
std::optional<model::KernelInfo> read_info(std::string_view bytes);

std::string write_index(const LibraryIndex& index);
std::optional<LibraryIndex> read_index(std::string_view bytes);

std::string write_options(const Options& options);
std::optional<Options> read_options(std::string_view bytes);

}  // namespace pewter::compiler::cache
