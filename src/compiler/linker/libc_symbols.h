// SPDX-License-Identifier: Apache-2.0
#pragma once

#ifdef __cplusplus
extern "C" {
#endif

#pragma GCC visibility push(hidden)

// The functions of runtime_library.def with their addresses.
struct pewter_libc_symbol {
  const char* name;
  void* address;
};
extern const struct pewter_libc_symbol pewter_libc_symbols[];
extern const unsigned pewter_libc_symbol_count;

#pragma GCC visibility pop

#ifdef __cplusplus
}
#endif
