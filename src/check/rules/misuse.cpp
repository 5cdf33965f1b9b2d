// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>

#include "check/rules/rules.h"

namespace pewter::check {
namespace {

double milliseconds(const Record& record) { return static_cast<double>(record.nanoseconds) * 1e-6; }

// The encoder that stands in the way: open on the command buffer, or about to be.
const Record* encoder_in_the_way(const ObjectState& buffer, const Record& now) {
  if (buffer.open) return &buffer.open->opened;
  for (const Record& asking : buffer.asking)
    if (asking.thread != now.thread) return &asking;
  return nullptr;
}

// Says whether this is a race: two threads, or one that forgot.
void tell_threads_apart(const Scene& scene, model::Finding& finding, const ObjectState& object, const Record& earlier,
                        const Record& now, std::string_view forgotten) {
  if (earlier.thread == now.thread) {
    finding.cause = std::string(forgotten);
    finding.because.push_back(
        fmt::format("Both calls came from {}: this is no race between threads.", thread_name(now.thread)));
    return;
  }
  finding.cause = shared_by(object);
  finding.because.push_back(fmt::format("{} and {} are different threads: which of them came first was chance.",
                                        thread_name(earlier.thread), thread_name(now.thread)));
  if (scene.sees_synchronisation())
    finding.missing_order = fmt::format("nothing makes {} wait for {} before it calls {}", thread_name(now.thread),
                                        thread_name(earlier.thread), now.call);
}

void second_encoder(const Scene& scene, model::Finding& finding, ObjectState& buffer, const Record& now) {
  const Record* open = encoder_in_the_way(buffer, now);
  if (!open) {
    finding.sides = {scene.side("the call that found an encoder open", now)};
    return;
  }
  finding.sides = {scene.side("the encoder that is open", *open),
                   scene.side("the call that came while it was open", now)};
  finding.because.push_back(fmt::format("{} called {} at {:.3f} ms and has not called endEncoding.",
                                        thread_name(open->thread), open->call, milliseconds(*open)));
  finding.because.push_back(fmt::format("{} called {} on the same command buffer at {:.3f} ms.",
                                        thread_name(now.thread), now.call, milliseconds(now)));
  tell_threads_apart(scene, finding, buffer, *open, now, "an encoder was left open");
  // What becomes of it later is the same fault.
  if (buffer.open && open->thread == now.thread)
    scene.objects().of(buffer.open->encoder, open->object_class).told_open = true;
}

void after_commit(const Scene& scene, model::Finding& finding, ObjectState& buffer, const Record& now) {
  if (!buffer.committed) {
    finding.sides = {scene.side("the call", now)};
    return;
  }
  const Record& commit = *buffer.committed;
  finding.sides = {scene.side("the commit", commit), scene.side("the call that came after it", now)};
  finding.because.push_back(fmt::format("{} committed {} at {:.3f} ms; {} called {} {:.3f} ms later.",
                                        thread_name(commit.thread), model::describe(buffer.name), milliseconds(commit),
                                        thread_name(now.thread), now.call, milliseconds(now) - milliseconds(commit)));
  tell_threads_apart(scene, finding, buffer, commit, now, "the command buffer was committed already");
}

void on_encoder(const Scene& scene, model::Finding& finding, ObjectState& encoder, const Record& now) {
  const std::vector<Record> timeline = encoder.timeline.records();
  const Record* before = encoder.ended ? &*encoder.ended : timeline.empty() ? nullptr : &timeline.front();
  if (!before) {
    finding.sides = {scene.side("the call", now)};
    return;
  }
  finding.sides = {scene.side(encoder.ended ? "endEncoding" : "where it was made", *before),
                   scene.side(encoder.ended ? "the call after it" : "its last release", now)};
  tell_threads_apart(scene, finding, encoder, *before, now,
                     encoder.ended ? "the encoder had ended" : "the encoder was not ended");
}

// Arguments: the call, then what the runtime says of them.
void arguments(model::Finding& finding, const ObjectState& object, const Record& now, std::string_view why) {
  if (why.empty()) return;
  finding.because.push_back(
      fmt::format("{} called {} on {}.", thread_name(now.thread), now.call, model::describe(object.name)));
  for (std::size_t end = 0; !why.empty(); why.remove_prefix(std::min(why.size(), end + 1))) {
    end = std::min(why.find('\n'), why.size());
    finding.because.emplace_back(why.substr(0, end));
  }
}

struct Explanation {
  std::string_view id;
  void (*explain)(const Scene&, model::Finding&, ObjectState&, const Record&);
};
constexpr Explanation kExplanations[] = {
    {"PW001", second_encoder}, {"PW002", second_encoder}, {"PW003", after_commit}, {"PW004", after_commit},
    {"PW005", after_commit},   {"PW006", second_encoder}, {"PW007", on_encoder},   {"PW008", on_encoder},
};

}  // namespace

model::Finding explain_misuse(const Scene& scene, const Rule& rule, ObjectState& object, const Record& now,
                              std::string_view line, std::string_view why) {
  model::Finding finding = scene.begin(rule, object);
  finding.message = line;
  for (const Explanation& row : kExplanations)
    if (row.id == rule.id) row.explain(scene, finding, object, now);
  arguments(finding, object, now, why);
  if (finding.sides.empty()) finding.sides = {scene.side("the call", now)};
  if (finding.cause.empty()) finding.cause = rule.title;
  return finding;
}

}  // namespace pewter::check
