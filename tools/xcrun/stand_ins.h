// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>

// Stand-ins for the commands of Xcode that builds of Metal programs call. One executable under several names; each
// function is one command, takes its arguments without the name, and returns its exit status.
namespace pewter::stand_ins {

using Arguments = std::span<const std::string>;

int xcrun(Arguments arguments);     // finds and runs the others; answers questions about the SDK
int metal(Arguments arguments);     // .metal -> .air or .metallib
int metallib(Arguments arguments);  // .air -> .metallib
int sw_vers(Arguments arguments);   // which macOS this would be

// What builds are told about the system: the last SDK before 26.2, from which on they expect instructions of newer
// devices.
inline constexpr const char* kSdkVersion = "15.5";
inline constexpr const char* kSystemVersion = "15.5";
inline constexpr const char* kSystemBuild = "24F74";

}  // namespace pewter::stand_ins
