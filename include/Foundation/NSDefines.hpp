// SPDX-License-Identifier: Apache-2.0
#pragma once

/// \file
/// The macros that every public header of Pewter stands on.
///
/// PEWTER_IMPORT declares a function of libpewter.so. Only C types cross that border, so a program may be built with
/// libstdc++ or libc++ whatever the library was built with. Null is a legal receiver for every such function.
#define PEWTER_IMPORT extern "C" __attribute__((visibility("default")))

#ifdef METALCPP_SYMBOL_VISIBILITY_HIDDEN
#define _NS_EXPORT __attribute__((visibility("hidden")))
#else
#define _NS_EXPORT __attribute__((visibility("default")))
#endif

#define _NS_WEAK_IMPORT __attribute__((weak))
#define _NS_EXTERN extern "C" _NS_EXPORT
#define _NS_INLINE inline __attribute__((always_inline))
#define _NS_PACKED __attribute__((packed))

/// An enumeration: its constants can be named with and without the name of the type.
#define _NS_ENUM(type, name) enum name : type

/// A set of flags: the type is the plain integer, so flags combine with | and no cast.
#define _NS_OPTIONS(type, name) \
  using name = type;            \
  enum : name

/// A string constant of the API, `symbol` being its Objective-C name. One object a process, never freed.
#define _PEWTER_STRING_CONST(type, name, symbol) \
  inline type const name = static_cast<type>(pewter_constant_string(symbol, sizeof(symbol) - 1))

#define _NS_CAST_TO_UINT(value) static_cast<NS::UInteger>(value)
