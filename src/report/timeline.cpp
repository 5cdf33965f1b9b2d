// SPDX-License-Identifier: Apache-2.0
#include "report/timeline.h"

#include <algorithm>
#include <string_view>
#include <tuple>
#include <unordered_map>

#include "report/lookup.h"

namespace pewter::report {

using model::Moment;

std::vector<Moment> all_moments(const Report& report) {
  std::vector<Moment> moments = report.history;
  for (const model::Finding& finding : report.findings) {
    moments.insert(moments.end(), finding.timeline.begin(), finding.timeline.end());
    for (const model::Side& side : finding.sides) moments.push_back(side.moment);
  }
  // Of two records of one moment the one with a stack comes first, and stays.
  const auto order = [](const Moment& m) {
    return std::tuple(m.sequence, m.nanoseconds, m.thread, m.object, std::string_view(m.call), std::string_view(m.text),
                      m.stack == 0);
  };
  std::sort(moments.begin(), moments.end(), [&](const Moment& a, const Moment& b) { return order(a) < order(b); });
  // The sequence names a moment; 0: it was not given one.
  const auto same = [&](const Moment& a, const Moment& b) {
    return a.sequence ? a.sequence == b.sequence : order(a) == order(b);
  };
  moments.erase(std::unique(moments.begin(), moments.end(), same), moments.end());
  return moments;
}

std::vector<Session> sessions(const Report& report, const std::vector<Moment>& moments) {
  const Lookup lookup(report);
  std::vector<Session> found;
  std::unordered_map<model::ObjectId, std::size_t> of_encoder;
  for (const Moment& moment : moments) {
    const model::ObjectName* object = lookup.find(moment.object);
    if (!object || (object->object_class != model::ObjectClass::compute_command_encoder &&
                    object->object_class != model::ObjectClass::blit_command_encoder))
      continue;
    const auto [entry, fresh] = of_encoder.emplace(moment.object, found.size());
    if (fresh) found.push_back({moment.object, moment, std::nullopt});
    Session& session = found[entry->second];
    if (!session.ended && moment.call == "endEncoding") session.ended = moment;
  }
  return found;
}

}  // namespace pewter::report
