// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "report/report.h"

// When the report was made, in the time zone that it was made in.
namespace pewter::report {

std::string date_and_time(const Report& report);  // "2026-11-24 10:20:30 +0100"
std::string iso_time(const Report& report);       // "2026-11-24T10:20:30+01:00"
std::string utc_time(const Report& report);       // "2026-11-24T09:20:30Z"

}  // namespace pewter::report
