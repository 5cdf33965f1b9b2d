// SPDX-License-Identifier: Apache-2.0
#include "model/finding.h"

#include <fmt/format.h>

namespace pewter::model {

std::string_view name_of(Severity severity) {
  switch (severity) {
    case Severity::error:
      return "error";
    case Severity::warning:
      return "warning";
    case Severity::note:
      return "note";
  }
  return "?";
}

std::string_view name_of(Verdict verdict) {
  switch (verdict) {
    case Verdict::application_misuse:
      return "application misuse";
    case Verdict::likely_runtime_defect:
      return "likely runtime defect";
    case Verdict::unknown:
      return "unknown";
  }
  return "?";
}

std::string describe(const ObjectName& object) {
  if (object.label.empty()) return fmt::format("{} {}", name_of(object.object_class), object.id);
  return fmt::format("{} {} \"{}\"", name_of(object.object_class), object.id, object.label);
}

}  // namespace pewter::model
