// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <string.h>

#include "check/rules/rules.h"

namespace pewter::check {
namespace {

std::string names_of(const std::vector<std::uint32_t>& signals) {
  std::string names;
  for (std::uint32_t signal : signals) {
    const char* name = ::sigabbrev_np(static_cast<int>(signal));
    names += names.empty() ? "" : ", ";
    names += name ? fmt::format("SIG{}", name) : fmt::format("signal {}", signal);
  }
  return names;
}

}  // namespace

model::Finding explain_all_asleep(const Scene& scene, const Asleep& asleep) {
  const Asleep::Unreached* first = asleep.unreached.empty() ? nullptr : &asleep.unreached.front();
  ObjectState none;
  ObjectState* object = first ? scene.objects().find(first->object) : nullptr;
  model::Finding finding = scene.begin(rule(rules::all_asleep), object ? *object : none);
  const std::string all =
      asleep.parties.size() == 1 ? "the only thread waits" : fmt::format("all {} threads wait", asleep.parties.size());
  if (first) {
    const std::size_t more = asleep.unreached.size() - 1;
    finding.cause = "what would wake them is never called";
    finding.message = fmt::format("{}{} is never called: {}; {}", first->what,
                                  more ? fmt::format(" (and {} more like it)", more) : "", first->why, all);
  } else {
    finding.cause = "threads that wait for each other";
    finding.message = fmt::format("{}, and nothing is left that could wake one", all);
  }
  constexpr std::size_t kMost = 8;
  for (std::size_t i = 0; i < std::min(asleep.unreached.size(), kMost); ++i)
    finding.because.push_back(
        fmt::format("{} is never called: {}.", asleep.unreached[i].what, asleep.unreached[i].why));
  for (const Asleep::Party& party : asleep.parties) finding.because.push_back(party.text + ".");
  finding.because.push_back("None of these waits ends by itself, no other thread is left, and no timer is set.");
  if (first) {
    finding.sides.push_back(scene.side(fmt::format("where {} was added", first->what), first->added));
    for (const Link& link : first->links)
      if (link.where.stack != 0 || *link.where.call) finding.sides.push_back(scene.side(link.text, link.where));
  }
  for (const Asleep::Party& party : asleep.parties) {
    finding.sides.push_back(scene.side(party.text, party.where));
    if (std::ranges::find(finding.threads, party.where.thread) == finding.threads.end())
      finding.threads.push_back(party.where.thread);
  }
  if (!asleep.signals.empty())
    finding.caveat = fmt::format("A handler of a signal could still wake one of them: the program handles {}.",
                                 names_of(asleep.signals));
  return finding;
}

}  // namespace pewter::check
