/* SPDX-License-Identifier: Apache-2.0 */
/* What Apple's compiler says otherwise than stock Clang. Read before every source, for its macros only: nothing but macros
 * may stand here. */

/* The macOS whose interfaces are there, as sw_vers says it: 100 * major + minor. */
#define PEWTER_MACOS_VERSION 1505

/* Stock Clang takes '*' for Linux and says yes to every version. The list is text here: "macOS 15.2, iOS 18, *". */
#define PEWTER_IS_AVAILABLE(text)                                                                                        \
  const char* at = text;                                                                                                 \
  int asked = 0, dot = 0;                                                                                                \
  for (; *at && !asked; ++at) {                                                                                          \
    if ((at[0] != 'm' && at[0] != 'M') || at[1] != 'a' || at[2] != 'c') continue;                                        \
    while (*at && *at != ' ' && *at != ',') ++at;                                                                        \
    while (*at == ' ') ++at;                                                                                             \
    for (; *at >= '0' && *at <= '9'; ++at) asked = 10 * asked + (*at - '0');                                             \
    asked *= 100;                                                                                                        \
    if (*at == '.')                                                                                                      \
      for (++at; *at >= '0' && *at <= '9'; ++at) dot = 10 * dot + (*at - '0');                                           \
    asked += dot;                                                                                                        \
    if (!*at) break;                                                                                                     \
  }

#if defined(__cpp_constexpr) && __cpp_constexpr >= 201603L
#define __builtin_available(...)                                  \
  ([] {                                                           \
    constexpr bool pewter_available = [](const char* text) {      \
      PEWTER_IS_AVAILABLE(text)                                   \
      return asked <= PEWTER_MACOS_VERSION;                       \
    }(#__VA_ARGS__);                                              \
    return pewter_available;                                      \
  }())
#else
#define __builtin_available(...)                 \
  (__extension__({                               \
    PEWTER_IS_AVAILABLE(#__VA_ARGS__)            \
    asked <= PEWTER_MACOS_VERSION;               \
  }))
#endif
