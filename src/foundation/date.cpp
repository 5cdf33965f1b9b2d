// SPDX-License-Identifier: Apache-2.0
#include "foundation/date.h"

#include <fmt/chrono.h>

#include <algorithm>

#include "foundation/class_registry.h"

namespace pewter::foundation {
namespace {

const Date* as_date(const Object* object) { return static_cast<const Date*>(object); }

std::string describe(const Object* object) {
  return fmt::format("{:%Y-%m-%d %H:%M:%S} +0000",
                     fmt::gmtime(std::chrono::system_clock::to_time_t(as_date(object)->time())));
}
bool equal(const Object* a, const Object* b) { return as_date(a)->time() == as_date(b)->time(); }
std::uint64_t hash_of(const Object* object) {
  return static_cast<std::uint64_t>(as_date(object)->time().time_since_epoch().count());
}

const AllocatableClass kAlloc(Date::kClass, []() -> Object* { return new Date(std::chrono::system_clock::now()); });

}  // namespace

constinit const ClassRecord Date::kClass{"NSDate", &kObjectClass, destroy<Date>, describe,
                                         equal,    hash_of,       copy_by_retain};

Date::Time Date::from_now(double seconds) {
  constexpr double kCentury = 100.0 * 366 * 24 * 3600;  // far inside of what nanoseconds since 1970 can say
  const double bounded = seconds != seconds ? 0 : std::clamp(seconds, -kCentury / 2, kCentury);
  return std::chrono::system_clock::now() +
         std::chrono::duration_cast<Time::duration>(std::chrono::duration<double>(bounded));
}

}  // namespace pewter::foundation
