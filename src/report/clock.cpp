// SPDX-License-Identifier: Apache-2.0
#include "report/clock.h"

#include <fmt/format.h>
#include <time.h>

#include <algorithm>

namespace pewter::report {
namespace {

// Seconds east of Greenwich of "+0130"; 0 for what is no such thing.
int offset_of(const std::string& zone) {
  if (zone.size() != 5 || (zone[0] != '+' && zone[0] != '-')) return 0;
  if (!std::all_of(zone.begin() + 1, zone.end(), [](char c) { return c >= '0' && c <= '9'; })) return 0;
  const int seconds = ((zone[1] - '0') * 10 + zone[2] - '0') * 3600 + ((zone[3] - '0') * 10 + zone[4] - '0') * 60;
  return zone[0] == '-' ? -seconds : seconds;
}

// Not strftime: the program's locale is its own affair.
std::string format(std::int64_t seconds, char between) {
  const time_t time = seconds;
  tm parts{};
  if (!gmtime_r(&time, &parts)) return "?";
  return fmt::format("{:04}-{:02}-{:02}{}{:02}:{:02}:{:02}", parts.tm_year + 1900LL, parts.tm_mon + 1, parts.tm_mday,
                     between, parts.tm_hour, parts.tm_min, parts.tm_sec);
}

// A hostile file may say any number; the years that people live in are enough.
std::int64_t clamped(std::int64_t seconds) { return std::clamp<std::int64_t>(seconds, 0, 253402214400); }

}  // namespace

std::string date_and_time(const Report& report) {
  const int offset = offset_of(report.time_zone);
  return fmt::format("{} {}", format(clamped(report.unix_seconds) + offset, ' '), offset ? report.time_zone : "+0000");
}

std::string iso_time(const Report& report) {
  const int offset = offset_of(report.time_zone);
  const std::string zone = offset ? report.time_zone.substr(0, 3) + ":" + report.time_zone.substr(3) : "+00:00";
  return format(clamped(report.unix_seconds) + offset, 'T') + zone;
}

std::string utc_time(const Report& report) { return format(clamped(report.unix_seconds), 'T') + "Z"; }

}  // namespace pewter::report
