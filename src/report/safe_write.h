// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "support/result.h"

namespace pewter::report {

// Writes a file whole or not at all: into a temporary beside it, which takes its place when every byte is on the disk.
// A link is followed; what is no regular file (a pipe, /dev/stdout) is simply written to. The error names the path and
// the reason. Safe with several threads and processes: the last one stays.
Result<void, std::string> safe_write(const std::string& path, std::string_view bytes);

}  // namespace pewter::report
