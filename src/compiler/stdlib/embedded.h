// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

// The MSL standard library as text: what `#include <metal_stdlib>` finds. Generated from include/ at build time.
namespace pewter::compiler::stdlib {

struct EmbeddedHeader {
  std::string_view name;  // as it is included: "metal_stdlib", "simd/simd.h"
  std::string_view text;
};

// Every header, in an order in which they can be included one after the other. Lives as long as the process; thread-safe.
std::span<const EmbeddedHeader> embedded_headers();

// Changes with the text of any header: part of every cache key.
std::uint64_t content_hash();

}  // namespace pewter::compiler::stdlib
