// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <vector>

#include "report/report.h"

// A report's moments as one line of time, for the formats that draw one.
namespace pewter::report {

// Everything that the findings and the history tell, once each, oldest first.
std::vector<model::Moment> all_moments(const Report& report);

// An encoder from the moment that it was made to its endEncoding: the unit in which a command buffer is written.
struct Session {
  model::ObjectId encoder = 0;
  model::Moment opened;
  std::optional<model::Moment> ended;  // none: it was open when the report was made, or its end is no longer known
};
std::vector<Session> sessions(const Report& report, const std::vector<model::Moment>& moments);

}  // namespace pewter::report
