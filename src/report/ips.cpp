// SPDX-License-Identifier: Apache-2.0
// The two JSON objects of a macOS .ips file: a header on a line of its own, then the report.
#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "report/clock.h"
#include "report/fingerprint.h"
#include "report/lookup.h"
#include "report/renderer.h"
#include "report/signals.h"
#include "report/text.h"

namespace pewter::report {
namespace {

using Json = nlohmann::ordered_json;

// The two forms of one time that the format has.
std::string stamp(const Report& report) {
  std::string text = date_and_time(report);  // 2026-11-24 10:20:30 +0100
  return text.insert(text.rfind(' '), ".00");
}

// Like a UUID, but the same for the same report.
std::string incident(const Report& report) {
  model::Finding facts;
  facts.rule = fmt::format("{} {} {}", report.pid, report.unix_seconds, report.path);
  const std::string a = fingerprint(facts, {});
  facts.rule += "'";
  const std::string b = fingerprint(facts, {});
  std::string text =
      fmt::format("{}-{}-4{}-8{}-{}", a.substr(0, 8), a.substr(8, 4), a.substr(13, 3), b.substr(1, 3), b.substr(4, 12));
  std::transform(text.begin(), text.end(), text.begin(),
                 [](char c) { return c >= 'a' ? static_cast<char>(c - 'a' + 'A') : c; });
  return text;
}

class Images {
 public:
  int index(const model::Frame& frame) {
    const std::string path = frame.language == model::Frame::Language::python  ? "Python"
                             : frame.language == model::Frame::Language::metal ? "Metal kernel"
                                                                               : frame.module;
    const auto found = std::find_if(list_.begin(), list_.end(), [&](const Image& image) { return image.path == path; });
    if (found != list_.end()) return static_cast<int>(found - list_.begin());
    list_.push_back({path, frame.address >= frame.module_offset ? frame.address - frame.module_offset : 0});
    return static_cast<int>(list_.size()) - 1;
  }
  Json json() const {
    Json out = Json::array();
    for (const Image& image : list_) {
      out.push_back({{"source", "P"},
                     {"base", image.base},
                     {"name", visible(base_name(image.path))},
                     {"path", visible(image.path)}});
    }
    return out;
  }

 private:
  struct Image {
    std::string path;
    std::uint64_t base;
  };
  std::vector<Image> list_;
};

Json frames(const model::Stack& stack, Images& images) {
  Json out = Json::array();
  for (const model::Frame& frame : stack) {
    Json entry = {{"imageOffset", frame.module_offset}, {"imageIndex", images.index(frame)}};
    if (!frame.function.empty()) {
      entry["symbol"] = visible(frame.function);
      entry["symbolLocation"] = frame.function_offset;
    }
    if (!frame.file.empty()) entry["sourceFile"] = visible(base_name(frame.file));
    if (frame.line) entry["sourceLine"] = frame.line;
    if (frame.inlined) entry["inline"] = true;
    out.push_back(std::move(entry));
  }
  return out;
}

// The best stack that is known of a thread: of its crash, of its side in a finding, of its last call that has one.
model::StackId stack_of(const Report& report, std::uint32_t thread) {
  if (report.crash && report.crash->thread == thread && report.crash->stack) return report.crash->stack;
  for (const model::Finding& finding : report.findings)
    for (const model::Side& side : finding.sides)
      if (side.moment.thread == thread && side.moment.stack) return side.moment.stack;
  for (auto moment = report.history.rbegin(); moment != report.history.rend(); ++moment)
    if (moment->thread == thread && moment->stack) return moment->stack;
  return 0;
}

std::vector<std::uint32_t> thread_ids(const Report& report) {
  std::vector<std::uint32_t> ids;
  const auto add = [&](std::uint32_t id) {
    if (std::find(ids.begin(), ids.end(), id) == ids.end()) ids.push_back(id);
  };
  for (const Thread& thread : report.threads) add(thread.id);
  if (report.crash) add(report.crash->thread);
  for (const model::Finding& finding : report.findings)
    for (const model::Side& side : finding.sides) add(side.moment.thread);
  return ids;
}

Json body(const Report& report) {
  const Lookup lookup(report);
  Images images;
  Json threads = Json::array();
  int faulting = -1;
  for (const std::uint32_t id : thread_ids(report)) {
    Json thread = {{"id", id}};
    const auto known =
        std::find_if(report.threads.begin(), report.threads.end(), [&](const Thread& t) { return t.id == id; });
    if (known != report.threads.end() && !known->name.empty()) thread["name"] = visible(known->name);
    if (report.crash && report.crash->thread == id) {
      thread["triggered"] = true;
      faulting = static_cast<int>(threads.size());
    }
    thread["frames"] = frames(lookup.stack(stack_of(report, id)), images);
    threads.push_back(std::move(thread));
  }

  Json out = {{"pid", report.pid},
              {"procName", visible(report.process)},
              {"procPath", visible(report.path)},
              {"procRole", "Unspecified"},
              {"captureTime", stamp(report)},
              {"modelCode", visible(report.hardware)},
              {"osVersion", {{"train", visible(report.os_version)}}},
              {"incident", incident(report)}};
  Json lines = Json::array();
  if (report.crash) {
    const MachException mach = mach_exception(*report.crash);
    const std::string codes = fmt::format("{:#018x}, {:#018x}", mach.codes[0], mach.codes[1]);
    out["exception"] = {{"codes", codes},
                        {"rawCodes", {mach.codes[0], mach.codes[1]}},
                        {"type", mach.type},
                        {"signal", visible(report.crash->signal_name)}};
    if (!mach.subtype.empty())
      out["exception"]["subtype"] = fmt::format("{} at {:#018x}", mach.subtype, report.crash->address);
    out["termination"] = {{"flags", 0},
                          {"code", report.crash->signal},
                          {"namespace", "SIGNAL"},
                          {"indicator", describe_signal(report.crash->signal)},
                          {"byProc", visible(report.process)},
                          {"byPid", report.pid}};
    const auto told = [&](const model::Finding& finding) { return finding.message == report.crash->message; };
    if (!report.crash->message.empty() && std::none_of(report.findings.begin(), report.findings.end(), told))
      lines.push_back(visible(report.crash->message));
  }
  // Shown under 'Application Specific Information': what Pewter found.
  for (const model::Finding& finding : report.findings) {
    lines.push_back(fmt::format("{}: {}", visible(finding.rule), visible(finding.message)));
    for (const model::Side& side : finding.sides)
      lines.push_back(visible(fmt::format("{}: {} ({})", lookup.thread(side.moment.thread), what_happened(side.moment),
                                          lookup.place(side.moment.stack))));
  }
  if (!lines.empty()) out["asi"] = {{"libpewter.so", std::move(lines)}};
  if (faulting >= 0) out["faultingThread"] = faulting;
  out["threads"] = std::move(threads);
  out["usedImages"] = images.json();
  return out;
}

}  // namespace

std::string render_ips(const Report& report) {
  const Json header = {{"app_name", visible(report.process)},
                       {"timestamp", stamp(report)},
                       {"app_version", ""},
                       {"bug_type", "309"},
                       {"os_version", visible(report.os_version)},
                       {"incident_id", incident(report)},
                       {"name", visible(report.process)}};
  return header.dump() + "\n" + body(report).dump(2) + "\n";
}

}  // namespace pewter::report
