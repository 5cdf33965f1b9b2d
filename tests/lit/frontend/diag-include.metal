// SPDX-License-Identifier: Apache-2.0
// Includes: by relative path, by -I, missing, and what is no file.
// RUN: rm -rf %t && mkdir -p %t/sub %t/other && echo 'int bad = "text";' > %t/sub/bad.h && echo '#define VALUE 3' > %t/other/good.h
// RUN: cp %s %t/main.metal
// RUN: not %compile %t/main.metal -I %t/other -D BAD 2>&1 | FileCheck %s --check-prefix=BAD
// RUN: not %compile %t/main.metal -I %t/other -D MISSING 2>&1 | FileCheck %s --check-prefix=MISSING
// RUN: not %compile %t/main.metal -I %t/other -D ENDLESS 2>&1 | FileCheck %s --check-prefix=ENDLESS
// RUN: %compile %t/main.metal -I %t/other
#include <metal_stdlib>
#include "good.h"
#ifdef BAD
// BAD: In file included from {{.*}}main.metal:[[#@LINE+2]]:
// BAD-NEXT: {{.*}}sub/bad.h:1:{{[0-9]+}}: error:
#include "sub/bad.h"
#endif
#ifdef MISSING
// MISSING: main.metal:[[#@LINE+1]]:10: fatal error: 'nowhere.h' file not found
#include "nowhere.h"
#endif
#ifdef ENDLESS
// ENDLESS: main.metal:[[#@LINE+1]]:10: fatal error: '/dev/zero' file not found
#include "/dev/zero"
#endif
kernel void k(device int* x) { x[0] = VALUE; }
