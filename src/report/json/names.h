// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "model/event.h"
#include "model/finding.h"

// Enumerators as the file names them.
namespace pewter::report::json {

inline std::string_view name_of(model::Frame::Language language) {
  constexpr std::string_view kNames[] = {"native", "python", "metal"};
  return kNames[static_cast<unsigned>(language)];
}
using model::name_of;

template <class E>
inline constexpr E kLast{};
template <>
inline constexpr auto kLast<model::Frame::Language> = model::Frame::Language::metal;
template <>
inline constexpr auto kLast<model::Severity> = model::Severity::note;
template <>
inline constexpr auto kLast<model::Verdict> = model::Verdict::unknown;
template <>
inline constexpr auto kLast<model::ObjectClass> = model::ObjectClass::mps_kernel;

// False: no enumerator has that name.
template <class E>
bool value_of(std::string_view name, E* value) {
  for (unsigned i = 0; i <= static_cast<unsigned>(kLast<E>); ++i) {
    if (name_of(static_cast<E>(i)) != name) continue;
    *value = static_cast<E>(i);
    return true;
  }
  return false;
}

}  // namespace pewter::report::json
