// SPDX-License-Identifier: Apache-2.0
// The parts of the page about the run: the timeline's frame, the crash, the process.
#include <fmt/format.h>

#include "report/html/sections.h"
#include "report/reproduce.h"
#include "report/signals.h"
#include "report/text.h"

namespace pewter::report::html {
namespace {

std::string row(std::string_view name, std::string_view value) {
  return value.empty() ? std::string() : fmt::format("<dt>{}</dt><dd>{}</dd>\n", name, escape_markup(value));
}

}  // namespace

std::string timeline_section() {
  return R"(<section id="timeline" hidden>
<h2>Timeline</h2>
<div class="tools">
<label>Show <select id="finding"></select></label>
<label>Rows <select id="rows"><option value="threads">threads</option><option value="objects">objects</option></select></label>
<label>Spacing <select id="scale"><option value="order">one step a call</option><option value="time">by time</option></select></label>
<span><button type="button" data-do="out" aria-label="Zoom out">&#8722;</button> <button type="button" data-do="in" aria-label="Zoom in">+</button> <button type="button" data-do="fit">Fit</button></span>
<span><button type="button" data-do="previous">Previous</button> <button type="button" data-do="next">Next</button></span>
</div>
<svg id="chart" tabindex="0" role="application" aria-label="Timeline of calls. The tables of the findings say the same." aria-describedby="keys"></svg>
<p class="soft" id="keys">Drag to move, Ctrl and wheel to zoom; when focused: arrows choose a call, + and - zoom, 0 fits.</p>
<div id="detail" aria-live="polite"></div>
</section>
<noscript><p class="soft">The timeline needs JavaScript; the tables above say the same.</p></noscript>
)";
}

std::string crash(const Lookup& lookup, Sources& sources) {
  const Report& report = lookup.report();
  if (!report.crash) return {};
  const Crash& crash = *report.crash;
  std::string out =
      fmt::format("<section>\n<h2>How the process ended</h2>\n<p>{} ({}) on {}</p>\n", escape_markup(crash.signal_name),
                  escape_markup(describe_signal(crash.signal)), escape_markup(lookup.thread(crash.thread)));
  if (!crash.message.empty()) out += fmt::format("<p class=\"message code\">{}</p>\n", escape_markup(crash.message));
  if (crash.address) out += fmt::format("<p>Address touched: <code>{:#x}</code></p>\n", crash.address);
  return out + stack(lookup, sources, crash.stack) + "</section>\n";
}

std::string process(const Lookup& lookup) {
  const Report& report = lookup.report();
  std::string out = "<section>\n<h2>The run</h2>\n<dl>\n";
  out += row("Process", fmt::format("{} [{}]", report.process, report.pid)) + row("Path", report.path) +
         row("OS", report.os_version) + row("Hardware", report.hardware);
  out += row("Metal device", report.device) +
         row("Pewter", report.mode.empty() ? report.pewter_version
                                           : fmt::format("{}, mode {}", report.pewter_version, report.mode));
  out += row("Not seen", report.caveat) + "</dl>\n";
  if (!report.changes.empty()) {
    out += "<h3>Changed to make it safe</h3>\n<ul>\n";
    for (const Change& change : report.changes) {
      const std::string place = lookup.place(change.stack);
      out += fmt::format("<li>{} {}{}{}{}</li>\n", escape_markup(sentence(change.what)),
                         change.object.id ? escape_markup(describe(change.object)) + ", " : "",
                         count_of(change.count, "time"), place.empty() ? "" : ", first at ", escape_markup(place));
    }
    out += "</ul>\n";
  }
  std::string commands;
  for (const std::string& step : steps_to_reproduce(report))
    commands += (commands.empty() ? "" : "\n") + escape_markup(step);
  if (!commands.empty()) out += "<h3>How to reproduce</h3>\n<pre class=\"command\">" + commands + "</pre>\n";
  return out + "</section>\n";
}

}  // namespace pewter::report::html
