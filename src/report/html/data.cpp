// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <nlohmann/json.hpp>
#include <unordered_map>

#include "report/html/sections.h"
#include "report/text.h"
#include "report/timeline.h"

namespace pewter::report::html {
namespace {

using Json = nlohmann::ordered_json;
using model::Moment;

class Data {
 public:
  Data(const Lookup& lookup, Sources& sources)
      : lookup_(lookup), sources_(sources), moments_(all_moments(lookup.report())) {
    for (std::size_t i = 0; i < moments_.size(); ++i)
      if (moments_[i].sequence) by_sequence_.emplace(moments_[i].sequence, i);
  }

  Json make() {
    Json out = {{"threads", Json::object()}, {"objects", Json::object()}, {"moments", Json::array()},
                {"sessions", Json::array()}, {"findings", Json::array()}, {"stacks", Json::object()}};
    for (const Moment& moment : moments_) {
      out["threads"][std::to_string(moment.thread)] = visible(lookup_.thread(moment.thread));
      if (moment.object) out["objects"][std::to_string(moment.object)] = visible(lookup_.object(moment.object));
      out["moments"].push_back({{"t", moment.nanoseconds},
                                {"thread", moment.thread},
                                {"object", moment.object},
                                {"text", visible(what_happened(moment))},
                                {"stack", moment.stack}});
      if (const model::Stack& frames = lookup_.stack(moment.stack);
          !frames.empty() && !out["stacks"].contains(std::to_string(moment.stack)))
        out["stacks"][std::to_string(moment.stack)] = stack(frames);
    }
    for (const Session& session : sessions(lookup_.report(), moments_)) {
      out["sessions"].push_back({{"object", session.encoder},
                                 {"from", index(session.opened)},
                                 {"to", session.ended ? index(*session.ended) : -1}});
    }
    for (const model::Finding& finding : lookup_.report().findings) out["findings"].push_back(one(finding));
    out["sources"] = Json::object();
    for (const auto& [key, excerpt] : sources_.excerpts())
      out["sources"][key] = {{"first", excerpt.first}, {"hit", excerpt.hit}, {"lines", excerpt.lines}};
    return out;
  }

 private:
  int index(const Moment& moment) const {
    if (const auto found = by_sequence_.find(moment.sequence); found != by_sequence_.end())
      return static_cast<int>(found->second);
    const auto found = std::find(moments_.begin(), moments_.end(), moment);
    return found == moments_.end() ? -1 : static_cast<int>(found - moments_.begin());
  }

  Json stack(const model::Stack& frames) {
    const model::Stack own = program_frames(frames);
    Json out = Json::array();
    for (const model::Frame& frame : frames) {
      const bool is_own = std::find(own.begin(), own.end(), frame) != own.end();
      Json entry = {
          {"function", visible(function_of(frame))}, {"place", visible(lookup_.place(frame))}, {"own", is_own}};
      if (frame.file.empty() && !frame.function.empty()) entry["module"] = visible(base_name(frame.module));
      if (is_own && sources_.find(frame)) entry["source"] = Sources::key(frame);
      out.push_back(std::move(entry));
    }
    return out;
  }

  Json one(const model::Finding& finding) const {
    std::vector<int> shown;
    for (const Moment& moment : finding.timeline) shown.push_back(index(moment));
    Json sides = Json::array(), roles = Json::array();
    for (const model::Side& side : finding.sides) {
      shown.push_back(index(side.moment));
      sides.push_back(index(side.moment));
      roles.push_back(visible(side.role));
    }
    std::sort(shown.begin(), shown.end());
    shown.erase(std::unique(shown.begin(), shown.end()), shown.end());
    return {{"rule", visible(finding.rule)},
            {"name", visible(describe(finding.object))},
            {"sides", sides},
            {"roles", roles},
            {"moments", shown}};
  }

  const Lookup& lookup_;
  Sources& sources_;
  const std::vector<Moment> moments_;
  std::unordered_map<std::uint64_t, std::size_t> by_sequence_;
};

}  // namespace

std::string data(const Lookup& lookup, Sources& sources) {
  const std::string json = Data(lookup, sources).make().dump();
  // "</script" and "<!--" would end or change the element that holds this.
  std::string out;
  out.reserve(json.size());
  for (const char c : json) c == '<' ? out += "\\u003c" : out += c;
  return out;
}

}  // namespace pewter::report::html
