// SPDX-License-Identifier: Apache-2.0
// In C, where every one of these names is one function; in C++ <math.h> makes overload sets of them.
#define _GNU_SOURCE  // exp10, sincos, roundeven
#include "compiler/linker/libc_symbols.h"

#include <math.h>
#include <string.h>
#include <strings.h>

const struct pewter_libc_symbol pewter_libc_symbols[] = {
#define PEWTER_LIBC(name) {#name, (void*)name},
#include "compiler/linker/runtime_library.def"
};
const unsigned pewter_libc_symbol_count = sizeof pewter_libc_symbols / sizeof *pewter_libc_symbols;
