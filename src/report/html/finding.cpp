// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>

#include "report/fingerprint.h"
#include "report/html/sections.h"
#include "report/text.h"

namespace pewter::report::html {
namespace {

using model::Finding;

std::string source(const Excerpt& excerpt) {
  std::string out = "<pre class=\"source\">";
  for (std::size_t i = 0; i < excerpt.lines.size(); ++i) {
    const std::size_t number = excerpt.first + i;
    out += fmt::format("<span{}>{:>5}  {}</span>", number == excerpt.hit ? " class=\"hit\"" : "", number,
                       escape_markup(excerpt.lines[i]));
  }
  return out + "</pre>\n";
}

std::string frame_list(const Lookup& lookup, const model::Stack& stack) {
  std::string out = "<ol class=\"frames code\">\n";
  for (const model::Frame& frame : stack) {
    std::string place = lookup.place(frame);
    if (place.empty() && !frame.function.empty()) place = base_name(frame.module);
    out += fmt::format("<li{}>{} <span class=\"place\">{}</span></li>\n", frame.runtime ? " class=\"other\"" : "",
                       escape_markup(function_of(frame)), escape_markup(place));
  }
  return out + "</ol>\n";
}

std::string side(const Lookup& lookup, Sources& sources, const model::Side& side) {
  std::string out = fmt::format("<div class=\"side\"><h3>{}: {}</h3>\n<p>{} <span class=\"soft\">at {} ms</span></p>\n",
                                escape_markup(capitalised(lookup.thread(side.moment.thread))), escape_markup(side.role),
                                escape_markup(what_happened(side.moment)), milliseconds(side.moment.nanoseconds));
  return out + stack(lookup, sources, side.moment.stack) + "</div>\n";
}

std::string timeline_table(const Lookup& lookup, const Finding& finding) {
  if (finding.timeline.empty()) return {};
  std::string out = fmt::format(
      "<details><summary>Timeline of {} as a table ({})</summary>\n<div class=\"scroll\"><table>\n"
      "<thead><tr><th scope=\"col\">ms</th><th scope=\"col\">Thread</th><th scope=\"col\">What</th><th "
      "scope=\"col\">Where</th></tr></thead>\n<tbody>\n",
      escape_markup(describe(finding.object)), count_of(finding.timeline.size(), "moment"));
  for (const model::Moment& moment : finding.timeline) {
    const bool marked = std::any_of(finding.sides.begin(), finding.sides.end(),
                                    [&](const model::Side& s) { return s.moment.sequence == moment.sequence; });
    out +=
        fmt::format("<tr{}><td class=\"time\">{}</td><td>{}</td><td>{}</td><td class=\"code\">{}</td></tr>\n",
                    marked ? " class=\"marked\"" : "", milliseconds(moment.nanoseconds),
                    escape_markup(lookup.thread(moment.thread)), escape_markup(lookup.tell(moment, finding.object.id)),
                    escape_markup(lookup.place(moment.stack)));
  }
  return out + "</tbody></table></div></details>\n";
}

}  // namespace

std::string stack(const Lookup& lookup, Sources& sources, model::StackId id) {
  const model::Stack& all = lookup.stack(id);
  if (all.empty()) return "<p class=\"soft\">No stack was recorded.</p>\n";
  const model::Stack own = program_frames(all);
  std::string out;
  if (const model::Frame* frame = lookup.own_frame(id))
    if (const Excerpt* excerpt = sources.find(*frame))
      out += fmt::format("<p class=\"code soft\">{}</p>\n", escape_markup(lookup.place(*frame))) + source(*excerpt);
  out += frame_list(lookup, own);
  if (own.size() < all.size())
    out +=
        fmt::format("<details><summary>All {} frames</summary>\n{}</details>\n", all.size(), frame_list(lookup, all));
  return out;
}

std::string finding(const Lookup& lookup, Sources& sources, std::size_t index) {
  const Finding& finding = lookup.report().findings[index];
  const Rule* rule = lookup.rule(finding.rule);
  const std::string print = fingerprint(finding, lookup.report().stacks);
  std::string out = fmt::format(
      "<article class=\"{}\" id=\"finding-{}\">\n<div class=\"badges\"><span class=\"badge\">{}</span><span "
      "class=\"badge\">{}</span>",
      name_of(finding.severity), index + 1, name_of(finding.severity), name_of(finding.verdict));
  if (finding.count > 1) out += fmt::format("<span class=\"badge\">seen {} times</span>", finding.count);
  out += fmt::format("</div>\n<h2>{}{}{}</h2>\n<p class=\"message code\">{}</p>\n", escape_markup(finding.rule),
                     rule ? ": " : "", rule ? escape_markup(rule->title) : "", escape_markup(finding.message));
  out += fmt::format("<p><strong>Verdict:</strong> {}{}{}. <span class=\"soft\">{}</span></p>\n",
                     name_of(finding.verdict), finding.cause.empty() ? "" : ": ", escape_markup(finding.cause),
                     escape_markup(describe(finding.object)));
  if (!finding.fix.empty())
    out += fmt::format("<p class=\"fix\"><strong>Fix:</strong> {}</p>\n", escape_markup(sentence(finding.fix)));
  if (!finding.missing_order.empty())
    out += fmt::format("<p><strong>Missing order:</strong> {}</p>\n", escape_markup(sentence(finding.missing_order)));
  if (!finding.caveat.empty())
    out += fmt::format("<p class=\"caveat\"><strong>It could be wrong:</strong> {}</p>\n",
                       escape_markup(sentence(finding.caveat)));
  if (!finding.sides.empty()) out += "<div class=\"sides\">\n";
  for (const model::Side& one : finding.sides) out += side(lookup, sources, one);
  if (!finding.sides.empty()) out += "</div>\n";
  if (!finding.because.empty()) {
    out += "<details open><summary>Why</summary>\n<ol>\n";
    for (const std::string& reason : finding.because)
      if (!reason.empty()) out += fmt::format("<li>{}</li>\n", escape_markup(sentence(reason)));
    out += "</ol></details>\n";
  }
  if (rule && !rule->explanation.empty())
    out += fmt::format("<details><summary>The rule</summary>\n<p>{}</p></details>\n",
                       escape_markup(sentence(rule->explanation)));
  out += timeline_table(lookup, finding);
  return out + fmt::format(
                   "<p class=\"soft\"><a href=\"#timeline\" data-finding=\"{}\">Show in the timeline</a>; fingerprint "
                   "<code>{}</code></p>\n</article>\n",
                   index, print);
}

}  // namespace pewter::report::html
