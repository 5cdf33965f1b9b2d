// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "report/testing/cases.h"
#include "report/testing/scene.h"

namespace pewter::report::testing {

using model::ObjectClass;

Report busy(int threads, int sessions, const std::string& source_directory) {
  Scene scene("matmul", {"build/matmul", "--threads", std::to_string(threads)});
  Report& report = scene.report;
  report.working_directory = source_directory;
  const auto buffer = scene.object(ObjectClass::command_buffer, 2, "frame", 1);
  const auto stack = scene.stack({pewters("pewter_MTLCommandBuffer_computeCommandEncoder"),
                                  frame("pewter::report::visible", source_directory + "/src/report/text.cpp", 80, 3),
                                  frame("worker(int)", "/home/ada/matmul/src/main.cpp", 27, 9)});
  std::vector<model::Moment> timeline = {scene.moment(50, 4711, 2, "commandBuffer", "created", stack)};
  for (int i = 0; i < threads; ++i)
    report.threads.push_back({4720u + static_cast<unsigned>(i), fmt::format("worker {}", i), false, false});
  for (int round = 0; round < sessions; ++round) {
    for (int i = 0; i < threads; ++i) {
      const auto thread = 4720u + static_cast<unsigned>(i);
      const auto encoder =
          scene.object(ObjectClass::compute_command_encoder, 10u + static_cast<unsigned>(round * threads + i), "", 2);
      timeline.push_back(scene.moment(7 + 90u * static_cast<unsigned>(round % 3), thread, encoder.id,
                                      "computeCommandEncoder", "computeCommandEncoder made " + model::describe(encoder),
                                      stack));
      timeline.push_back(
          scene.moment(3, thread, encoder.id, "dispatchThreads:threadsPerThreadgroup:", "dispatch of matmul", stack));
      // The last of all stays open, and another thread comes in between.
      if (round + 1 < sessions || i + 1 < threads)
        timeline.push_back(
            scene.moment(9, thread, encoder.id, "endEncoding", "endEncoding of " + model::describe(encoder)));
    }
  }
  const model::Moment opened = *(timeline.end() - 2);
  timeline.push_back(
      scene.moment(4, 4720, 2, "computeCommandEncoder", "computeCommandEncoder asked for an encoder", stack));
  model::Finding finding = named("race").findings[0];
  finding.object = buffer;
  finding.timeline = timeline;
  finding.sides = {{"the encoder that is open", opened}, {"the call that came while it was open", timeline.back()}};
  report.findings = {finding, named("hazard").findings[0]};
  report.findings[1].sides.clear();
  report.findings[1].timeline.clear();
  report.rules = named("race").rules;
  report.history = timeline;
  return report;
}

}  // namespace pewter::report::testing
