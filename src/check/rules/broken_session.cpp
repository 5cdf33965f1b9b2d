// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "check/rules/rules.h"

namespace pewter::check {

model::Finding explain_broken_session(const Scene& scene, ObjectState& buffer, const Record& now) {
  const Session& session = *buffer.last_session;
  model::Finding finding = scene.begin(rule(rules::session_not_atomic), buffer);
  finding.cause = shared_by(buffer);
  finding.message =
      fmt::format("{} lets go of its lock while {} is open on {}; {} opens the next encoder under the same lock",
                  thread_name(session.opened.thread), scene.name(session.encoder), model::describe(buffer.name),
                  thread_name(now.thread));
  finding.sides = {scene.side("the encoder that was opened under the lock", session.opened),
                   scene.side("where it ended, after the lock had been let go", *session.ended),
                   scene.side("the encoder that could have come in between", now)};
  finding.missing_order = fmt::format(
      "the lock orders the calls of {} and {}, not their encoders: it was free between the creation of {} and its "
      "endEncoding",
      thread_name(session.opened.thread), thread_name(now.thread), scene.name(session.encoder));
  finding.because.push_back(fmt::format("{} held a lock when it called {}, and had let it go before endEncoding.",
                                        thread_name(session.opened.thread), session.opened.call));
  finding.because.push_back(fmt::format(
      "{} called {} under the same lock. Had it been given the lock a little earlier, {} would still have been open.",
      thread_name(now.thread), now.call, scene.name(session.encoder)));
  finding.caveat =
      "If the second thread is given the command buffer by what the lock guards, and only after endEncoding, it could "
      "not "
      "have come in between: that it could is taken from its having known the command buffer before.";
  return finding;
}

}  // namespace pewter::check
