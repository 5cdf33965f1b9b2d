// SPDX-License-Identifier: Apache-2.0
#include "session/check_settings.h"

#include <fmt/format.h>
#include <unistd.h>

#include <charconv>
#include <cstdlib>
#include <string_view>

#include "report/renderer.h"

namespace pewter::session {
namespace {

using Mode = CheckSettings::Mode;
constexpr std::string_view kModes[] = {"off", "report", "abort", "serialise"};

std::string_view variable(const char* name) {
  const char* value = std::getenv(name);
  return value ? value : "";
}

// What Metal does with values that it does not know is not documented: they are taken for the default.
void read_debug_layer(CheckSettings& settings) {
  const std::string_view on = variable("MTL_DEBUG_LAYER");
  if (on.empty() || on == "0") return;
  const std::string_view errors = variable("MTL_DEBUG_LAYER_ERROR_MODE");
  const std::string_view warnings = variable("MTL_DEBUG_LAYER_WARNING_MODE");
  const bool tells_errors = errors != "ignore", tells_warnings = warnings == "nslog" || warnings == "assert";
  if (!tells_errors && !tells_warnings) return;
  settings.mode = tells_errors && errors != "nslog" ? Mode::abort : Mode::report;
  settings.warnings_end = warnings == "assert";
  if (!tells_errors) settings.unwanted.push_back({report::Suppression::Kind::severity, "error"});
  if (!tells_warnings) settings.unwanted.push_back({report::Suppression::Kind::severity, "warning"});
}

std::string with_process_number(std::string_view path) {
  std::string result;
  for (std::size_t i = 0; i < path.size(); ++i) {
    if (path.substr(i, 2) == "%p") {
      result += std::to_string(::getpid());
      ++i;
    } else {
      result += path[i];
    }
  }
  return result;
}

}  // namespace

std::string_view name_of(Mode mode) { return kModes[static_cast<unsigned>(mode)]; }

Result<CheckSettings, std::string> check_settings_from_environment() {
  CheckSettings settings;
  if (const std::string_view wish = variable("PEWTER_CHECK"); wish.empty()) {
    read_debug_layer(settings);
  } else {
    bool known = false;
    for (unsigned i = 0; i < std::size(kModes); ++i) {
      if (wish != kModes[i]) continue;
      settings.mode = static_cast<Mode>(i);
      known = true;
    }
    if (!known) return Failure{fmt::format("PEWTER_CHECK={}: must be off, report, abort or serialise", wish)};
  }
  settings.record = with_process_number(variable("PEWTER_RECORD"));
  settings.directory = variable("PEWTER_REPORT_DIR");
  settings.suppressions = variable("PEWTER_SUPPRESSIONS");
  settings.baseline = variable("PEWTER_BASELINE");
  if (const std::string_view wish = variable("PEWTER_CHECK_WAIT"); !wish.empty()) {
    const auto [end, error] = std::from_chars(wish.data(), wish.data() + wish.size(), settings.wait_seconds);
    if (error != std::errc() || end != wish.data() + wish.size() ||
        !(settings.wait_seconds >= 0 && settings.wait_seconds <= 1e6))
      return Failure{fmt::format("PEWTER_CHECK_WAIT={}: must be a number of seconds; 0 means never", wish)};
  }
  if (const std::string_view wish = variable("PEWTER_CHECK_MEMORY"); !wish.empty()) {
    if (wish != "0" && wish != "1") return Failure{fmt::format("PEWTER_CHECK_MEMORY={}: must be 0 or 1", wish)};
    settings.memory = wish == "1";
  }
  std::string_view rest = variable("PEWTER_REPORT");
  while (!rest.empty()) {
    const std::string_view entry = rest.substr(0, rest.find(';'));
    rest.remove_prefix(std::min(entry.size() + 1, rest.size()));
    if (entry.empty()) continue;
    const std::size_t colon = entry.find(':');
    if (colon == std::string_view::npos || !report::find_renderer(entry.substr(0, colon)))
      return Failure{fmt::format(
          "PEWTER_REPORT: '{}' must be FORMAT:PATH with a format that 'pewter report --list-formats' shows", entry)};
    settings.outputs.push_back({std::string(entry.substr(0, colon)), with_process_number(entry.substr(colon + 1))});
  }
  return settings;
}

}  // namespace pewter::session
