// SPDX-License-Identifier: Apache-2.0
// SARIF 2.1.0: a result a finding, a code flow a side, so that a viewer steps through both threads.
#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "report/clock.h"
#include "report/fingerprint.h"
#include "report/lookup.h"
#include "report/renderer.h"
#include "report/text.h"

namespace pewter::report {
namespace {

using Json = nlohmann::ordered_json;
using model::Finding;
using model::Frame;
using model::Moment;

constexpr const char* kBase = "WORKINGDIRECTORY";  // the name that relative URIs use for it

Json message(std::string_view text) { return {{"text", visible(text)}}; }
std::string_view level(model::Severity severity) { return name_of(severity); }  // SARIF's own words

std::string uri(std::string_view path) {
  std::string out;
  for (const char c : path) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                       std::string_view("-._~/+@").find(c) != std::string_view::npos;
    out += plain ? std::string(1, c) : fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  return out;
}

class Sarif {
 public:
  explicit Sarif(const Report& report) : report_(report), lookup_(report) {}

  Json make() const {
    Json results = Json::array();
    for (const Finding& finding : report_.findings) results.push_back(result(finding));
    Json rules = Json::array();
    for (const Rule& rule : report_.rules) rules.push_back(descriptor(rule));
    Json run = {{"tool", {{"driver", {{"name", "Pewter"}, {"rules", std::move(rules)}}}}}};
    // Must have one character at least.
    if (!report_.pewter_version.empty()) run["tool"]["driver"]["version"] = visible(report_.pewter_version);
    run["invocations"] = Json::array({invocation()});
    if (!report_.working_directory.empty()) run["originalUriBaseIds"] = {{kBase, {{"uri", directory_uri()}}}};
    run["columnKind"] = "utf16CodeUnits";
    run["results"] = std::move(results);
    return {
        {"$schema", "https://json.schemastore.org/sarif-2.1.0.json"}, {"version", "2.1.0"}, {"runs", {std::move(run)}}};
  }

 private:
  std::string directory_uri() const {
    const std::string path = uri(report_.working_directory);
    return "file://" + path + (path.ends_with('/') ? "" : "/");
  }

  Json descriptor(const Rule& rule) const {
    Json out = {{"id", visible(rule.id)}};
    if (!rule.name.empty()) out["name"] = visible(rule.name);
    if (!rule.title.empty()) out["shortDescription"] = message(capitalised(sentence(rule.title)));
    if (!rule.explanation.empty()) out["fullDescription"] = message(sentence(rule.explanation));
    if (!rule.fix.empty()) out["help"] = message(sentence(rule.fix));
    out["defaultConfiguration"] = {{"level", level(rule.severity)}};
    return out;
  }

  Json invocation() const {
    Json arguments = Json::array();
    for (std::size_t i = 1; i < report_.arguments.size(); ++i) arguments.push_back(visible(report_.arguments[i]));
    Json out = {{"executionSuccessful", !report_.crash},
                {"arguments", std::move(arguments)},
                {"endTimeUtc", utc_time(report_)},
                {"processId", report_.pid}};
    if (!report_.path.empty()) out["executableLocation"] = {{"uri", "file://" + uri(report_.path)}};
    if (!report_.working_directory.empty()) out["workingDirectory"] = {{"uri", directory_uri()}};
    if (report_.crash) {
      out["exitSignalNumber"] = report_.crash->signal;
      out["exitSignalName"] = visible(report_.crash->signal_name);
    }
    return out;
  }

  Json artifact(const Frame& frame) const {
    const std::string path = lookup_.path(frame.file);
    if (path != frame.file) return {{"uri", uri(path)}, {"uriBaseId", kBase}};
    return {{"uri", path.starts_with('/') ? "file://" + uri(path) : uri(path)}};
  }

  Json location(const Frame& frame, std::string_view text) const {
    Json out = Json::object();
    if (!frame.file.empty()) {
      out["physicalLocation"] = {{"artifactLocation", artifact(frame)}};
      if (frame.line) {
        out["physicalLocation"]["region"] = {{"startLine", frame.line}};
        if (frame.column) out["physicalLocation"]["region"]["startColumn"] = frame.column;
      }
    }
    out["logicalLocations"] = {{{"fullyQualifiedName", visible(function_of(frame))}, {"kind", "function"}}};
    if (!text.empty()) out["message"] = message(text);
    return out;
  }

  // A side as SARIF steps through it: from the thread's beginning inwards to the call.
  Json flow(const model::Side& side) const {
    const Moment& moment = side.moment;
    model::Stack stack = program_frames(lookup_.stack(moment.stack));
    const std::string text = fmt::format("{}, {}: {}", lookup_.thread(moment.thread), side.role, what_happened(moment));
    if (stack.empty()) stack.emplace_back().function = moment.call.empty() ? what_happened(moment) : moment.call;
    Json locations = Json::array();
    for (std::size_t i = stack.size(); i-- > 0;) {
      locations.push_back({{"location", location(stack[i], i == 0 ? text : function_of(stack[i]))},
                           {"nestingLevel", stack.size() - 1 - i},
                           {"importance", i == 0 ? "essential" : "important"}});
      if (i == 0) locations.back()["executionOrder"] = moment.sequence;
    }
    return {{"message", message(text)},
            {"threadFlows",
             {{{"id", visible(lookup_.thread(moment.thread))},
               {"message", message(side.role)},
               {"locations", std::move(locations)}}}}};
  }

  Json result(const Finding& finding) const {
    std::string text = visible(finding.message);
    text += fmt::format("\nVerdict: {}{}{}.", name_of(finding.verdict), finding.cause.empty() ? "" : ", ",
                        visible(finding.cause));
    if (!finding.missing_order.empty()) text += "\nMissing order: " + sentence(finding.missing_order);
    if (!finding.fix.empty()) text += "\nFix: " + sentence(finding.fix);
    if (!finding.caveat.empty()) text += "\nIt could be wrong: " + sentence(finding.caveat);
    Json out = {{"ruleId", visible(finding.rule)}};
    for (std::size_t i = 0; i < report_.rules.size(); ++i)
      if (report_.rules[i].id == finding.rule) out["ruleIndex"] = i;
    out["level"] = level(finding.severity);
    out["message"] = {{"text", text}};
    // Where it shows is the last side; the others are related to it.
    Json locations = Json::array(), related = Json::array(), flows = Json::array();
    for (std::size_t i = 0; i < finding.sides.size(); ++i) {
      const model::Side& side = finding.sides[i];
      flows.push_back(flow(side));
      const Frame* frame = lookup_.own_frame(side.moment.stack);
      if (!frame) continue;
      if (i + 1 == finding.sides.size()) {
        locations.push_back(location(*frame, ""));
      } else {
        related.push_back(location(*frame, fmt::format("{}, {}", lookup_.thread(side.moment.thread), side.role)));
        related.back()["id"] = related.size() - 1;
      }
    }
    out["locations"] = std::move(locations);
    if (!related.empty()) out["relatedLocations"] = std::move(related);
    if (!flows.empty()) out["codeFlows"] = std::move(flows);
    out["partialFingerprints"] = {{"pewterFinding/v1", fingerprint(finding, report_.stacks)}};
    if (finding.count > 0) out["occurrenceCount"] = finding.count;
    out["properties"] = {{"verdict", name_of(finding.verdict)}, {"object", visible(describe(finding.object))}};
    return out;
  }

  const Report& report_;
  const Lookup lookup_;
};

}  // namespace

std::string render_sarif(const Report& report) { return Sarif(report).make().dump(1) + "\n"; }

}  // namespace pewter::report
