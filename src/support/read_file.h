// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

namespace pewter {

// The whole of a file, of /proc too. Nothing: it is not there, or not ours to read, or the thread that it is about has
// ended. No stream: their locks may be held by threads that stand still. Thread-safe.
std::optional<std::string> read_file(const std::string& path);

}  // namespace pewter
