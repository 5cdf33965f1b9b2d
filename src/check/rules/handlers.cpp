// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "check/rules/rules.h"

namespace pewter::check {

model::Finding explain_wait_in_handler(const Scene& scene, ObjectState& buffer, const ObjectState& handled,
                                       const Record& registered, const Record& now) {
  const bool own = &buffer == &handled;
  model::Finding finding = scene.begin(rule(own ? rules::wait_in_handler : rules::wait_behind_handler), buffer);
  finding.cause = own ? "a handler that waits for itself" : "a handler that waits for what comes after it";
  finding.message = fmt::format("{} for {} from a handler of {}", now.call, model::describe(buffer.name),
                                own ? "its own" : model::describe(handled.name));
  if (*registered.call) finding.sides.push_back(scene.side("where the handler was added", registered));
  finding.sides.push_back(scene.side("the wait inside of the handler", now));
  finding.because.push_back(fmt::format("{} runs a handler of {}, and calls {} on {} there.", thread_name(now.thread),
                                        model::describe(handled.name), now.call, model::describe(buffer.name)));
  return finding;
}

model::Finding explain_handler_threw(const Scene& scene, ObjectState& object, const Record& registered,
                                     const Record& now, std::string_view what) {
  model::Finding finding = scene.begin(rule(rules::handler_threw), object);
  finding.cause = "a handler that throws";
  finding.message = fmt::format("A handler of {} threw{}{}", model::describe(object.name),
                                what.empty() ? " an exception" : ": ", what);
  if (*registered.call) finding.sides.push_back(scene.side("where the handler was added", registered));
  finding.sides.push_back(scene.side("where it threw", now));
  finding.because.push_back(fmt::format("{} ran the handler; nobody catches there, so std::terminate ends the process.",
                                        thread_name(now.thread)));
  return finding;
}

}  // namespace pewter::check
