// SPDX-License-Identifier: Apache-2.0
// Chrome's trace events, which Perfetto reads too: threads as rows, encoders as bars, calls as marks, and an arrow from
// the first side of each finding to the last.
#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "report/lookup.h"
#include "report/renderer.h"
#include "report/text.h"
#include "report/timeline.h"

namespace pewter::report {
namespace {

using Json = nlohmann::ordered_json;
using model::Moment;

double microseconds(std::uint64_t nanoseconds) { return static_cast<double>(nanoseconds) / 1000; }

class Trace {
 public:
  explicit Trace(const Report& report) : report_(report), lookup_(report), moments_(all_moments(report)) {}

  Json make() {
    names();
    bars();
    marks();
    for (std::size_t i = 0; i < report_.findings.size(); ++i) collision(i, report_.findings[i]);
    return {{"displayTimeUnit", "ms"},
            {"otherData", {{"process", visible(report_.process)}, {"pewter", visible(report_.pewter_version)}}},
            {"traceEvents", std::move(events_)}};
  }

 private:
  Json& add(const char* phase, std::string_view name, std::uint32_t thread, std::uint64_t nanoseconds) {
    events_.push_back({{"ph", phase},
                       {"name", visible(name)},
                       {"pid", report_.pid},
                       {"tid", thread},
                       {"ts", microseconds(nanoseconds)}});
    return events_.back();
  }

  void names() {
    Json& process = add("M", "process_name", 0, 0);
    process["args"] = {{"name", visible(report_.process)}};
    for (const Thread& thread : report_.threads)
      add("M", "thread_name", thread.id, 0)["args"] = {{"name", visible(lookup_.thread(thread.id))}};
  }

  Json arguments(const Moment& moment) const {
    Json out = {{"object", visible(lookup_.object(moment.object))}};
    if (const std::string place = lookup_.place(moment.stack); !place.empty()) out["at"] = visible(place);
    Json stack = Json::array();
    for (const model::Frame& frame : program_frames(lookup_.stack(moment.stack)))
      stack.push_back(visible(fmt::format("{} {}", function_of(frame), lookup_.place(frame))));
    if (!stack.empty()) out["stack"] = std::move(stack);
    return out;
  }

  void bars() {
    const std::uint64_t end = moments_.empty() ? 0 : moments_.back().nanoseconds;
    for (const Session& session : sessions(report_, moments_)) {
      const std::uint64_t until =
          std::max(session.ended ? session.ended->nanoseconds : end, session.opened.nanoseconds);
      Json& bar = add("X", lookup_.object(session.encoder) + (session.ended ? "" : " (not ended)"),
                      session.opened.thread, session.opened.nanoseconds);
      bar["cat"] = "encoder";
      bar["dur"] = microseconds(until - session.opened.nanoseconds);
      bar["args"] = arguments(session.opened);
    }
  }

  void marks() {
    for (const Moment& moment : moments_) {
      Json& mark = add("i", what_happened(moment), moment.thread, moment.nanoseconds);
      mark["s"] = "t";
      mark["cat"] = "call";
      mark["args"] = arguments(moment);
    }
  }

  // Arrows begin and end in bars: each side gets one, as short as can be seen.
  void collision(std::size_t number, const model::Finding& finding) {
    for (std::size_t i = 0; i < finding.sides.size(); ++i) {
      const model::Side& side = finding.sides[i];
      Json& bar = add("X", finding.rule + ": " + side.role, side.moment.thread, side.moment.nanoseconds);
      bar["cat"] = "finding";
      bar["dur"] = 1;
      bar["args"] = arguments(side.moment);
      bar["args"]["message"] = visible(finding.message);
      if (finding.sides.size() < 2) continue;
      Json& arrow = add(i == 0                          ? "s"
                        : i + 1 == finding.sides.size() ? "f"
                                                        : "t",
                        finding.rule, side.moment.thread, side.moment.nanoseconds);
      arrow["cat"] = "finding";
      arrow["id"] = number + 1;
      if (i > 0) arrow["bp"] = "e";
    }
  }

  const Report& report_;
  const Lookup lookup_;
  const std::vector<Moment> moments_;
  Json events_ = Json::array();
};

}  // namespace

std::string render_trace(const Report& report) { return Trace(report).make().dump(1) + "\n"; }

}  // namespace pewter::report
