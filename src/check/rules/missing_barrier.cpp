// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <utility>

#include "check/rules/rules.h"

namespace pewter::check {
namespace {

// "bytes 0 to 64", "12 bytes among 0 to 64"; ends are behind the last byte.
std::string range_of(const model::ByteSet& bytes) {
  const std::uint64_t first = bytes.first(), end = bytes.end(), count = bytes.count();
  if (count == end - first) return fmt::format("bytes {} to {}", first, end);
  return fmt::format("{} of bytes {} to {}", count, first, end);
}

std::string bound_at(const Touch& touch) {
  return touch.use.index < 0 ? std::string()
                             : fmt::format(", bound at index {} with offset {}", touch.use.index, touch.use.offset);
}

std::string as_bound(const Scene& scene, const Touch& touch) {
  const model::ResourceUse& use = touch.use;
  const std::string_view does = use.access == model::Access::read    ? "reads"
                                : use.access == model::Access::write ? "writes"
                                                                     : "reads and writes";
  const std::string index = use.index >= 0 ? fmt::format(", bound at index {}", use.index) : "";
  const std::string_view how = use.how == model::Touching::atomic ? ", some of it atomically" : "";
  return fmt::format("'{}' {} bytes {} to {} of {}{}{}.", touch.command, does, use.offset, use.offset + use.length,
                     scene.name(use.resource), index, how);
}

std::string as_seen(const Scene& scene, const Touch& touch, const model::TouchedBytes& bytes) {
  std::string did;
  const auto add = [&](const char* verb, const model::ByteSet& set) {
    if (set.empty()) return;
    did += fmt::format("{}{} {}", did.empty() ? "" : ", ", verb, range_of(set));
  };
  add("wrote", bytes.writes);
  add("read", bytes.reads);
  add("used atomically", bytes.atomics);
  return fmt::format("'{}' {} of {}{}.", touch.command, did, scene.name(touch.use.resource),
                     touch.reached ? ", through a pointer" : bound_at(touch));
}

// What the two rules about memory have in common.
model::Finding begin_hazard(const Scene& scene, const Rule& broken, ObjectState& object, const Hazard& hazard) {
  const Touch &earlier = hazard.earlier, &later = hazard.later;
  model::Finding finding = scene.begin(broken, object);
  finding.sides = {scene.side(fmt::format("'{}'", earlier.command), earlier.record),
                   scene.side(fmt::format("'{}'", later.command), later.record)};
  for (const Touch* touch : {&earlier, &later}) {
    const auto seen = touched_by(*touch);
    finding.because.push_back(seen ? as_seen(scene, *touch, *seen) : as_bound(scene, *touch));
  }
  if (hazard.bytes) {
    finding.because.push_back(fmt::format("Both touched {}.", range_of(*hazard.bytes)));
    if (!hazard.exact)
      finding.caveat =
          "What they touched has more holes than were kept: the smallest count as touched. Kernels that keep to parts "
          "that do not overlap are right as they are.";
  } else if (!earlier.use.exact || !later.use.exact) {
    finding.caveat =
        "Ranges are as bound, up to the end of the resource. Kernels that keep to parts that do not overlap are right "
        "as they are.";
  }
  return finding;
}

// "both touch MTLBuffer 5, 64 bytes of it"
std::string what_both_touch(const Hazard& hazard, const std::string& resource) {
  if (hazard.bytes) return fmt::format("both touched {} of {}", range_of(*hazard.bytes), resource);
  return fmt::format("both touch {} from byte {} on", resource, hazard.later.use.offset);
}

}  // namespace

model::Finding explain_missing_barrier(const Scene& scene, ObjectState& encoder, const Hazard& hazard) {
  const Touch &earlier = hazard.earlier, &later = hazard.later;
  model::Finding finding = begin_hazard(scene, rule(rules::missing_barrier), encoder, hazard);
  const std::string_view kind = hazard.kind();
  const std::string resource = scene.name(later.use.resource);
  finding.cause = fmt::format("{} without a barrier", kind);
  finding.message = fmt::format("{}: '{}' and '{}' {}, and nothing orders them in a concurrent encoder", kind,
                                earlier.command, later.command, what_both_touch(hazard, resource));
  finding.missing_order = fmt::format("no memoryBarrier stands between the dispatch of '{}' and that of '{}'",
                                      earlier.command, later.command);
  finding.fix = fmt::format(
      "Call memoryBarrier(MTL::BarrierScopeBuffers), or with {} alone, between the two dispatches; or use a serial "
      "encoder.",
      resource);
  return finding;
}

model::Finding explain_missing_fence(const Scene& scene, ObjectState& resource, const Hazard& as_begun) {
  // As they were encoded: in which order they began is chance.
  Hazard hazard = as_begun;
  if (hazard.later.record.sequence < hazard.earlier.record.sequence) std::swap(hazard.earlier, hazard.later);
  const Touch &earlier = hazard.earlier, &later = hazard.later;
  model::Finding finding = begin_hazard(scene, rule(rules::missing_fence), resource, hazard);
  const std::string_view kind = hazard.kind();
  const std::string name = model::describe(resource.name);
  const bool same_buffer = earlier.record.parent == later.record.parent;
  finding.cause = fmt::format("{} between encoders that nothing orders", kind);
  finding.message = fmt::format(
      "{}: '{}' and '{}' {}, which is not tracked, and no fence or event orders their encoders", kind, earlier.command,
      later.command, hazard.bytes ? what_both_touch(hazard, name) : fmt::format("both touch {}", name));
  finding.missing_order =
      fmt::format("{} of {} updates no fence that {} of {} waits for", scene.name(earlier.record.object),
                  scene.name(earlier.record.parent), scene.name(later.record.object), scene.name(later.record.parent));
  finding.because.push_back(fmt::format(
      "{} has hazard tracking mode 'untracked': the runtime puts no order between encoders that use it.", name));
  finding.because.push_back(same_buffer
                                ? std::string("The encoders of one command buffer may overlap.")
                                : fmt::format("{} was committed without waiting for {}.",
                                              scene.name(later.record.parent), scene.name(earlier.record.parent)));
  finding.fix = fmt::format(
      "Call updateFence on the first encoder and waitForFence on the second, or signal and wait for an event between "
      "the command "
      "buffers, or make {} with MTLHazardTrackingModeTracked.",
      name);
  return finding;
}

}  // namespace pewter::check
