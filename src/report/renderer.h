// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "report/report.h"

// The formats that a report can be written in. A new one is a row of formats.def, a file, and a golden file for each
// case of tests/report.
namespace pewter::report {

struct Renderer {
  std::string_view name;       // as --format takes it
  std::string_view extension;  // ".crash"
  std::string_view summary;
  std::string (*render)(const Report&);  // the whole file. Never fails: what a report does not say is left out
};

std::span<const Renderer> renderers();
const Renderer* find_renderer(std::string_view name);      // null: there is none
const Renderer* renderer_for_file(std::string_view path);  // by its extension, the longest that fits

#define PEWTER_REPORT_FORMAT(name, extension, summary) std::string render_##name(const Report& report);
#include "report/formats.def"

}  // namespace pewter::report
