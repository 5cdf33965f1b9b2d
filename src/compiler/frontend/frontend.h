// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "compiler/compile.h"
#include "compiler/device_module.h"
#include "support/result.h"

// MSL in, device module out. All functions are thread-safe. They do not guard against crashes of Clang: crash_guard.h does.
namespace pewter::compiler::frontend {

// A result with the warnings that came on the way.
template <class T>
struct WithWarnings {
  T value;
  Diagnostics warnings;
};

// With `module`: makes code of the first `most` kernels, too, as device_module() would without constants, out of the same parse. None
// where there are none, or where one of them cannot be compiled.
Result<LibraryIndex, Diagnostics> index(const Source& source, const Options& options, DeviceModule* module = nullptr, std::size_t most = 0);

// The one kernel of the request; request.host_name empty: all kernels. Up to `others` kernels come along that the parse brought
// anyway, those that follow in the source first: they must be no template's, and miss no constant.
Result<DeviceModule, Diagnostics> device_module(const Source& source, const Options& options, const KernelRequest& request, std::size_t others = 0);

// Self-contained text with line markers: the source after preprocessing.
Result<std::string, Diagnostics> preprocessed_text(const Source& source, const Options& options);

// What Clang parses.
Result<std::string, Diagnostics> rewritten_text(const Source& source, const Options& options, const KernelRequest& request);

// The user's files that the source includes, directly or not, in the order of inclusion, as Emit::includes describes.
Result<std::string, Diagnostics> include_listing(const Source& source, const Options& options);

}  // namespace pewter::compiler::frontend
