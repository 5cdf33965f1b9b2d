// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>

#include "foundation/object.h"

namespace pewter::foundation {

// NSDate: a point of wall-clock time. Immutable.
class Date final : public Object {
 public:
  static const ClassRecord kClass;
  using Time = std::chrono::system_clock::time_point;

  explicit Date(Time time) : Object(kClass), time_(time) {}
  // Times that the clock cannot hold become the nearest that it can.
  static Time from_now(double seconds);

  Time time() const { return time_; }

 private:
  const Time time_;
};

}  // namespace pewter::foundation
