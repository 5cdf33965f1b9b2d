// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "check/rules/rules.h"

namespace pewter::check {
namespace {

std::string what_it_does(const Scene& scene, const Touch& touch) {
  const model::ResourceUse& use = touch.use;
  const std::string_view does = use.access == model::Access::read    ? "reads"
                                : use.access == model::Access::write ? "writes"
                                                                     : "reads and writes";
  const std::string index = use.index >= 0 ? fmt::format(", bound at index {}", use.index) : "";
  const std::string_view how = use.how == model::Touching::atomic ? ", some of it atomically" : "";
  return fmt::format("'{}' {} bytes {} to {} of {}{}{}.", touch.command, does, use.offset, use.offset + use.length,
                     scene.name(use.resource), index, how);
}

// What the two rules about memory have in common.
model::Finding begin_hazard(const Scene& scene, const Rule& broken, ObjectState& object, const Touch& earlier,
                            const Touch& later) {
  model::Finding finding = scene.begin(broken, object);
  finding.sides = {scene.side(fmt::format("'{}'", earlier.command), earlier.record),
                   scene.side(fmt::format("'{}'", later.command), later.record)};
  finding.because = {what_it_does(scene, earlier), what_it_does(scene, later)};
  if (!earlier.use.exact || !later.use.exact)
    finding.caveat =
        "Ranges are as bound, up to the end of the resource. Kernels that keep to parts that do not overlap are right "
        "as they are.";
  return finding;
}

}  // namespace

model::Finding explain_missing_barrier(const Scene& scene, ObjectState& encoder, const Touch& earlier,
                                       const Touch& later) {
  model::Finding finding = begin_hazard(scene, rule(rules::missing_barrier), encoder, earlier, later);
  const std::string_view kind = hazard(earlier.use, later.use);
  const std::string resource = scene.name(later.use.resource);
  finding.cause = fmt::format("{} without a barrier", kind);
  finding.message =
      fmt::format("{}: '{}' and '{}' both touch {} from byte {} on, and nothing orders them in a concurrent encoder",
                  kind, earlier.command, later.command, resource, later.use.offset);
  finding.missing_order = fmt::format("no memoryBarrier stands between the dispatch of '{}' and that of '{}'",
                                      earlier.command, later.command);
  finding.fix = fmt::format(
      "Call memoryBarrier(MTL::BarrierScopeBuffers), or with {} alone, between the two dispatches; or use a serial "
      "encoder.",
      resource);
  return finding;
}

model::Finding explain_missing_fence(const Scene& scene, ObjectState& resource, const Touch& one, const Touch& other) {
  // As they were encoded: in which order they began is chance.
  const bool in_order = one.record.sequence < other.record.sequence;
  const Touch& earlier = in_order ? one : other;
  const Touch& later = in_order ? other : one;
  model::Finding finding = begin_hazard(scene, rule(rules::missing_fence), resource, earlier, later);
  const std::string_view kind = hazard(earlier.use, later.use);
  const std::string name = model::describe(resource.name);
  const bool same_buffer = earlier.record.parent == later.record.parent;
  finding.cause = fmt::format("{} between encoders that nothing orders", kind);
  finding.message =
      fmt::format("{}: '{}' and '{}' both touch {}, which is not tracked, and no fence or event orders their encoders",
                  kind, earlier.command, later.command, name);
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
