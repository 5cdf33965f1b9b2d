// SPDX-License-Identifier: Apache-2.0
// One page that needs nothing else: what was found and what to do, then the timeline, then the run.
#include <fmt/format.h>

#include "report/clock.h"
#include "report/html/resources.h"
#include "report/html/sections.h"
#include "report/renderer.h"
#include "report/text.h"

namespace pewter::report {

std::string render_html(const Report& report) {
  const Lookup lookup(report);
  html::Sources sources(report.working_directory);
  std::string found = report.findings.empty() ? "no findings" : count_of(report.findings.size(), "finding");
  if (report.crash) found = fmt::format("ended by {}, {}", escape_markup(report.crash->signal_name), found);

  const std::string crash = html::crash(lookup, sources);
  std::string body;
  for (std::size_t i = 0; i < report.findings.size(); ++i) {
    body += html::finding(lookup, sources, i);
    // After the worst, which it shows first.
    if (i == 0) body += html::timeline_section();
  }
  body += crash;
  if (report.findings.empty())
    body += "<section><h2>No findings</h2>\n<p>" + escape_markup(nothing_found(report)) + "</p></section>\n" +
            html::timeline_section();
  body += html::process(lookup);
  const std::string json = html::data(lookup, sources);

  // The policy keeps the page what it promises to be: no request leaves it, whatever a label says.
  return fmt::format(R"(<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'">
<title>{0}: {1} - Pewter</title>
<style>
{4}</style>
</head>
<body>
<header>
<h1>{0}: {1}</h1>
<p class="soft">{2}{3}</p>
</header>
<main>
{5}</main>
<script type="application/json" id="data">{6}</script>
<script>
{7}{8}</script>
</body>
</html>
)",
                     escape_markup(report.process), found, escape_markup(date_and_time(report)),
                     report.suppressed ? fmt::format("; {} left out: suppressed, or known from the baseline",
                                                     count_of(report.suppressed, "finding"))
                                       : "",
                     html::kPageCss, body, json, html::kChartJs, html::kPageJs);
}

}  // namespace pewter::report
