// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>

#include "check/rules/rules.h"

namespace pewter::check {
namespace {

using Ending = Chain::Ending;

// The same circle is the same finding, whoever of it was looked at first.
std::vector<Link> circle(const Chain& chain) {
  std::vector<Link> links(chain.links.begin() + static_cast<std::ptrdiff_t>(chain.back), chain.links.end());
  const auto first =
      std::ranges::min_element(links, {}, [](const Link& link) { return std::pair(link.kind, link.id); });
  std::ranges::rotate(links, first);
  return links;
}

rules::Number rule_of(const Chain& chain, const std::string& call) {
  switch (chain.ending) {
    case Ending::cycle:
      return rules::deadlock;
    case Ending::unsignaled:
      return rules::never_signaled;
    default:
      return call.starts_with("commandBuffer") ? rules::queue_exhausted : rules::never_committed;
  }
}

// What to name the finding after: the object that something should have been done with.
model::ObjectId object_of(const std::vector<Link>& links, Ending ending) {
  const auto is_object = [](const Link& link) {
    return link.kind == Link::Kind::buffer || link.kind == Link::Kind::event || link.kind == Link::Kind::queue;
  };
  if (ending == Ending::cycle) {
    const auto found = std::ranges::find_if(links, is_object);
    return found == links.end() ? 0 : found->id;
  }
  const auto found = std::find_if(links.rbegin(), links.rend(), is_object);
  return found == links.rend() ? 0 : found->id;
}

}  // namespace

model::Finding explain_stuck(const Scene& scene, const Chain& chain, bool certain) {
  const bool is_circle = chain.ending == Ending::cycle;
  const std::vector<Link> links = is_circle ? circle(chain) : chain.links;
  const Record& wait = chain.links.front().where;
  const rules::Number number = rule_of(chain, wait.call);
  const model::ObjectId id = object_of(links, chain.ending);
  ObjectState none;
  ObjectState* object = scene.objects().find(id ? id : wait.object);
  model::Finding finding = scene.begin(rule(number), object ? *object : none);
  finding.cause = is_circle                          ? "waits in a circle"
                  : number == rules::never_signaled  ? "an event that nothing signals"
                  : number == rules::queue_exhausted ? "command buffers that were made and never committed"
                                                     : "a command buffer that was never committed";
  for (const Link& link : links) finding.because.push_back(link.text + ".");
  if (is_circle) finding.because.push_back(fmt::format("Which closes the circle of {}.", links.size()));
  std::string path;
  for (const Link& link : links) path += (path.empty() ? "" : "; ") + link.text;
  finding.message = fmt::format("{}: {}", rule(number).title, path);
  // Every party with its stack. Who waits stands last: it is what came.
  for (const Link& link : links)
    if (link.where.stack != 0 || *link.where.call) finding.sides.push_back(scene.side(link.text, link.where));
  if (finding.sides.empty()) finding.sides.push_back(scene.side("the wait", wait));
  if (!is_circle) std::ranges::reverse(finding.sides);
  for (const Link& link : links)
    if (link.kind == Link::Kind::thread &&
        std::ranges::find(finding.threads, static_cast<std::uint32_t>(link.id)) == finding.threads.end())
      finding.threads.push_back(static_cast<std::uint32_t>(link.id));
  if (certain) return finding;
  if (chain.others_may_help)
    finding.caveat =
        "Another thread of the program may still commit or signal what is waited for: it had not after the time that "
        "PEWTER_CHECK_WAIT gives.";
  else if (!is_circle)
    finding.caveat = "No thread is known to have what is waited for, but the program has others that run.";
  return finding;
}

}  // namespace pewter::check
