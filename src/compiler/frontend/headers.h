// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <llvm/Support/VirtualFileSystem.h>

#include <string>
#include <string_view>

namespace pewter::compiler::frontend {

// Where the embedded standard library appears to lie.
inline constexpr std::string_view kLibraryRoot = "/pewter/include";

// Includes the whole standard library, and what repairs need: C++ converts neither of half and bfloat to the other, but each to
// float and back.
inline constexpr std::string_view kEverything = R"(#include <pewter/all.h>
constexpr float __pewter_bridge(_Float16 x) { return x; }
constexpr float __pewter_bridge(__bf16 x) { return x; }
template <typename T> constexpr T&& __pewter_bridge(T&& x) { return static_cast<T&&>(x); }
)";

// A file system for one compile: the real one, of which only regular files of sane size can be opened (never a device or a
// pipe), with the embedded headers laid over it at kLibraryRoot. Not thread-safe; make one a compile.
llvm::IntrusiveRefCntPtr<llvm::vfs::OverlayFileSystem> make_file_system();

}  // namespace pewter::compiler::frontend
