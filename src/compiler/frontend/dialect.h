// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "compiler/compile.h"

// The C++ that Metal source is turned into and that the standard library (src/compiler/stdlib) is written in: C++23 in
// Clang's SYCL-device mode, whose address spaces are distinct types that still convert to the default address space.
//
// A standard library header can be checked from the command line with what kDialectFlags says:
//
//   clang++-19 -x c++ -std=c++23 -fsyntax-only -nostdinc -nostdinc++ -fdeclspec -fno-exceptions -fno-rtti \
//     -fno-threadsafe-statics -fno-math-errno -Xclang -fsycl-is-device -Xclang -aux-triple -Xclang x86_64-linux-gnu \
//     -D__METAL__=1 -D__METAL_VERSION__=320 -D__METAL_FAST_MATH__=1 -D__METAL_PRECISE_MATH__=0 -D__METAL_MAYBE_FAST_MATH__=1 \
//     -D__HAVE_BFLOAT__=1 -D__pewter_fast_math=1 \
//     '-D__pewter_device=__attribute__((opencl_global_device))' '-D__pewter_constant=__attribute__((opencl_global_host))' \
//     '-D__pewter_threadgroup=__attribute__((opencl_local))' -I src/compiler/stdlib x.cpp
//
// | MSL          | here                                              | LLVM address space |
// |--------------|---------------------------------------------------|---|
// | thread       | (nothing: the default address space)              | 0 |
// | device       | __pewter_device                                   | 1 |
// | constant     | __pewter_constant (not const by itself)           | 2 |
// | threadgroup  | __pewter_threadgroup                              | 3 |
//
// What the front end expects of the standard library, and promises to it:
// - stdlib/embedded.h gives the headers: `std::span<const EmbeddedHeader> embedded_headers()` in namespace
//   pewter::compiler::stdlib, with `struct EmbeddedHeader { std::string_view name; std::string_view text; };` and names as they
//   are included ("metal_stdlib", "simd/simd.h"). The parse begins with <pewter/all.h> as a precompiled header, so all of it is
//   declared whatever the user includes.
// - All headers begin with `#pragma once`. Macros that users see (INFINITY, M_PI_F, CHAR_BIT, METAL_FUNC, ...) are in
//   <pewter/macros.h>, which is read before every source, as programs that include nothing expect; the __pewter_* words of the table above
//   are not macros then, and user macros of any name cannot reach the library's declarations.
// - half is _Float16, bfloat is __bf16, both native arithmetic types. Vectors are the class template metal::vec<T, N>: the
//   front end knows a vector kernel argument by that name. float3 and friends, uint, ushort, size_t... are also in the
//   global namespace: Metal knows them without `using namespace metal`.
// - Float literals without suffix arrive as float, `1.0h` as 1.0f16, `1.0bf` as bfloat(1.0f). The library writes suffixes.
// - A user's address-space qualified method `T f(A a) const device;` arrives as `T f(this const device S& __self, A a)`.
// - Calls into executors are `extern "C"` functions declared by the library as in model/intrinsics.def; mark the convergent
//   ones [[clang::convergent]]: the front end takes `convergent` off every other function that cannot reach one.
// - is_function_constant_defined(x) and every attribute are gone before the parse.
namespace pewter::compiler::frontend {

// Clang's cc1 arguments that hold for every parse; the precompiled header and its users must agree on all of them.
std::vector<std::string> dialect_flags(const Options& options);

// Predefined macros, name and value: those of Metal (`for_users`: seen by the preprocessing of user source) and, for the
// parse of the standard library, the address-space words above as well.
struct Predefine {
  std::string name;
  std::string value;
};
//   __METAL__=1 __METAL_VERSION__=<major*100+minor*10> __METAL_MACOS__=1 __AIR64__=1 __HAVE_BFLOAT__=1 (3.1 on)
//   __METAL_FAST_MATH__=1, __METAL_PRECISE_MATH__=0, __METAL_MAYBE_FAST_MATH__=1 or 0: arguments of __metal_* internals
//   __FAST_MATH__=1 with fast math; __pewter_fast_math=1 or 0: which of fast:: and precise:: plain metal:: names mean
std::vector<Predefine> predefines(const Options& options);

// Those that the standard library is parsed with, in one form for every version of the language, so that one precompiled header
// serves them all: it tests none but __pewter_fast_math and __METAL_ENABLE_LOGGING__ (stdlib_test checks that), and user source has
// its macros expanded before it meets the library.
std::vector<Predefine> library_predefines(const Options& options);

// The spellings of the table above.
inline constexpr std::string_view kDevice = "__attribute__((opencl_global_device))";
inline constexpr std::string_view kConstant = "__attribute__((opencl_global_host))";
inline constexpr std::string_view kThreadgroup = "__attribute__((opencl_local))";

// Prefix of the annotations that carry Metal's attributes from the pre-pass to the AST.
inline constexpr std::string_view kAnnotation = "msl:";

// Name of the explicit object parameter of a rewritten method.
inline constexpr std::string_view kSelf = "__pewter_self";

}  // namespace pewter::compiler::frontend
