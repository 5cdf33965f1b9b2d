// SPDX-License-Identifier: Apache-2.0
#include "report/suppressions.h"

#include <fmt/format.h>

#include <algorithm>

#include "report/glob.h"
#include "report/lookup.h"
#include "report/text.h"

namespace pewter::report {
namespace {

struct Name {
  std::string_view text;
  Suppression::Kind kind;
};
constexpr Name kNames[] = {{"rule", Suppression::Kind::rule},         {"fingerprint", Suppression::Kind::fingerprint},
                           {"function", Suppression::Kind::function}, {"file", Suppression::Kind::file},
                           {"object", Suppression::Kind::object},     {"severity", Suppression::Kind::severity}};

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view kSpace = " \t\r";
  const std::size_t begin = text.find_first_not_of(kSpace);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(kSpace) - begin + 1);
}

bool file_matches(std::string_view pattern, std::string_view path) {
  if (path.empty()) return false;
  for (;;) {
    if (glob_matches(pattern, path)) return true;
    const std::size_t slash = path.find('/');
    if (slash == std::string_view::npos) return false;
    path.remove_prefix(slash + 1);
  }
}

template <class Match>
bool any_frame(const model::Finding& finding, const Stacks& stacks, Match match) {
  for (const model::Side& side : finding.sides) {
    const auto stack = stacks.find(side.moment.stack);
    if (stack == stacks.end()) continue;
    const model::Stack frames = program_frames(stack->second);
    if (std::any_of(frames.begin(), frames.end(), match)) return true;
  }
  return false;
}

}  // namespace

Result<std::vector<Suppression>, std::string> read_suppressions(std::string_view text) {
  std::vector<Suppression> suppressions;
  for (int number = 1; !text.empty(); ++number) {
    const std::size_t end = text.find('\n');
    const std::string_view line = trimmed(text.substr(0, end));
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    if (line.empty() || line[0] == '#') continue;

    const std::size_t colon = line.find(':');
    const std::string_view kind = line.substr(0, colon);
    const auto name =
        std::find_if(std::begin(kNames), std::end(kNames), [&](const Name& one) { return one.text == kind; });
    if (colon == std::string_view::npos || name == std::end(kNames))
      return Failure{
          fmt::format("line {}: expected rule:, fingerprint:, function:, file:, object: or severity:, found '{}'",
                      number, visible(line))};
    const std::string_view pattern = trimmed(line.substr(colon + 1));
    if (pattern.empty()) return Failure{fmt::format("line {}: nothing follows '{}:'", number, kind)};
    if (name->kind == Suppression::Kind::fingerprint &&
        (pattern.size() != 16 || pattern.find_first_not_of("0123456789abcdef") != std::string_view::npos))
      return Failure{
          fmt::format("line {}: a fingerprint has 16 hexadecimal digits, '{}' has not", number, visible(pattern))};
    if (name->kind == Suppression::Kind::severity && pattern != "error" && pattern != "warning" && pattern != "note")
      return Failure{fmt::format("line {}: '{}' is no severity: error, warning, note", number, visible(pattern))};
    suppressions.push_back({name->kind, std::string(pattern)});
  }
  return suppressions;
}

bool is_suppressed(const model::Finding& finding, const Stacks& stacks, const std::vector<Suppression>& suppressions) {
  return std::any_of(suppressions.begin(), suppressions.end(), [&](const Suppression& one) {
    switch (one.kind) {
      case Suppression::Kind::rule:
        return glob_matches(one.pattern, finding.rule);
      case Suppression::Kind::fingerprint:
        return one.pattern == fingerprint(finding, stacks);
      case Suppression::Kind::severity:
        return one.pattern == model::name_of(finding.severity);
      case Suppression::Kind::object:
        return glob_matches(one.pattern, finding.object.label);
      case Suppression::Kind::function:
        return any_frame(finding, stacks,
                         [&](const model::Frame& frame) { return glob_matches(one.pattern, frame.function); });
      case Suppression::Kind::file:
        return any_frame(finding, stacks,
                         [&](const model::Frame& frame) { return file_matches(one.pattern, frame.file); });
    }
    return false;
  });
}

void apply(Report* report, const std::vector<Suppression>& suppressions) {
  leave_out(report,
            [&](const model::Finding& finding) { return is_suppressed(finding, report->stacks, suppressions); });
}

}  // namespace pewter::report
