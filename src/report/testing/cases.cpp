// SPDX-License-Identifier: Apache-2.0
#include "report/testing/cases.h"

#include <csignal>

#include "report/testing/scene.h"
#include "support/check.h"

namespace pewter::report::testing {
namespace {

using model::ObjectClass;
using model::Severity;
using model::Verdict;

constexpr const char* kOpenLine =
    "-[AGXG16XFamilyCommandBuffer tryCoalescingPreviousComputeCommandEncoderWithConfig:nextEncoderClass:]:1091: failed "
    "assertion 'A "
    "command encoder is already encoding to this command buffer'";

Rule second_encoder() {
  return {"PW001",
          "second-encoder",
          Severity::error,
          "a second encoder on a command buffer that has one open",
          "A command buffer takes one encoder at a time. The next one may be made when endEncoding of the last has "
          "returned.",
          "Give each thread a command buffer of its own, or hold one lock from the creation of the encoder to its "
          "endEncoding."};
}

// Two threads, one command buffer: the crash of the log that Pewter began with.
Report race() {
  Scene scene("matmul", {"build/matmul", "--threads", "4", "--label", "it's fast"});
  Report& report = scene.report;
  report.mode = "abort";
  report.settings = {"MTL_CAPTURE_ENABLED=1", "PEWTER_CHECK=abort", "PEWTER_REPORT=json:/tmp/race.json",
                     "PEWTER_THREADS=2"};
  report.by_pewter_run = true;
  report.threads.push_back({4712, "worker 1", false, false});
  report.threads.push_back({4713, "worker 2", false, false});
  const auto queue = scene.object(ObjectClass::command_queue, 3);
  const auto buffer = scene.object(ObjectClass::command_buffer, 12, "frame", queue.id);
  scene.object(ObjectClass::compute_command_encoder, 14, "", buffer.id);
  const auto made = scene.stack({pewters("pewter_MTLCommandQueue_commandBuffer"),
                                 frame("Stream::buffer()", "/home/ada/matmul/src/stream.cpp", 41, 27),
                                 frame("main", "/home/ada/matmul/src/main.cpp", 63, 10),
                                 system("__libc_start_call_main", "/lib/x86_64-linux-gnu/libc.so.6")});
  const auto thread_frames = [](std::uint32_t line) {
    return model::Stack{
        pewters("pewter::runtime::CommandBuffer::open_encoder(pewter::runtime::DispatchType)"),
        pewters("pewter_MTLCommandBuffer_computeCommandEncoder"),
        frame("Stream::encoder()", "/home/ada/matmul/src/stream.cpp", 52, 21),
        frame("matmul(Stream&, Matrix const&, Matrix const&)", "/home/ada/matmul/src/matmul.cpp", line, 24),
        frame("worker(Stream&, int)", "/home/ada/matmul/src/main.cpp", 27, 9),
        frame("std::thread::_State_impl::_M_run()", "/usr/include/c++/12/bits/std_thread.h", 211),
        system("start_thread", "/lib/x86_64-linux-gnu/libc.so.6")};
  };
  const auto first = scene.stack(thread_frames(88)), second = scene.stack(thread_frames(94));

  model::Finding finding;
  finding.rule = "PW001";
  finding.cause = "one command buffer used by 2 threads";
  finding.message = kOpenLine;
  finding.object = buffer;
  finding.timeline = {
      scene.moment(512, 4711, buffer.id, "commandBuffer", "created", made),
      scene.moment(40, 4712, 14, "computeCommandEncoder", "computeCommandEncoder made MTLComputeCommandEncoder 14",
                   first),
      scene.moment(18, 4712, 14, "setComputePipelineState:", "setComputePipelineState: on MTLComputeCommandEncoder 14"),
      scene.moment(6, 4713, buffer.id, "computeCommandEncoder", "computeCommandEncoder asked for an encoder", second)};
  finding.sides = {{"the encoder that is open", finding.timeline[1]},
                   {"the call that came while it was open", finding.timeline[3]}};
  finding.threads = {4712, 4713};
  finding.missing_order = "nothing makes thread 4713 wait for thread 4712 before it calls computeCommandEncoder";
  finding.because = {"thread 4712 called computeCommandEncoder at 0.552 ms and has not called endEncoding.",
                     "thread 4713 called computeCommandEncoder on the same command buffer at 0.576 ms.",
                     "thread 4712 and thread 4713 are different threads: which of them came first was chance."};
  finding.fix = "give each thread a command buffer of its own, or hold one lock from Stream::encoder() to endEncoding";
  report.history = finding.timeline;
  report.findings = {finding};
  report.rules = {second_encoder()};
  report.crash = Crash{4713, SIGABRT, "SIGABRT", kOpenLine, 0, second};
  return report;
}

// One thread that forgot: not a race, and seen often.
Report misuse() {
  Scene scene("python3", {"python3", "train.py"});
  Report& report = scene.report;
  const auto buffer = scene.object(ObjectClass::command_buffer, 7);
  scene.object(ObjectClass::blit_command_encoder, 8, "upload", buffer.id);
  const auto at = [&](std::uint32_t line) {
    return scene.stack({pewters("pewter_MTLCommandBuffer_commit"),
                        python("Model.step", "/home/ada/matmul/train.py", line),
                        python("<module>", "/home/ada/matmul/train.py", 90)});
  };
  model::Finding finding;
  finding.rule = "PW002";
  finding.cause = "an encoder was left open";
  finding.message =
      "-[IOGPUMetalCommandBuffer validate]:216: failed assertion 'commit command buffer with uncommitted encoder'";
  finding.object = buffer;
  finding.timeline = {scene.moment(100, 4711, buffer.id, "commandBuffer", "created"),
                      scene.moment(5, 4711, 8, "blitCommandEncoder",
                                   "blitCommandEncoder made MTLBlitCommandEncoder 8 \"upload\"", at(31)),
                      scene.moment(900, 4711, buffer.id, "commit", "commit", at(44))};
  finding.sides = {{"the encoder that is open", finding.timeline[1]}, {"the commit", finding.timeline[2]}};
  finding.threads = {4711};
  finding.because = {"Both calls came from thread 4711: this is no race between threads."};
  finding.fix = "call endEncoding on the blit encoder before commit";
  finding.count = 120;
  report.findings = {finding};
  report.rules = {{"PW002", "commit-with-open-encoder", Severity::error,
                   "a command buffer committed with an encoder open", "", ""}};
  report.suppressed = 2;
  report.changes = {{"endEncoding was called on an encoder that was still open at commit", buffer, 120,
                     finding.sides[1].moment.stack}};
  return report;
}

// Two dispatches of one concurrent encoder: Metal says nothing, the numbers are wrong.
Report hazard() {
  Scene scene("matmul", {"build/matmul"});
  Report& report = scene.report;
  const auto encoder = scene.object(ObjectClass::compute_command_encoder, 20, "layer 3", 19);
  scene.object(ObjectClass::command_buffer, 19);
  const auto data = scene.object(ObjectClass::buffer, 5, "activations");
  const auto writes = scene.stack({pewters("pewter_MTLComputeCommandEncoder_dispatchThreads_threadsPerThreadgroup_"),
                                   frame("Layer::project(Encoder&)", "src/layer.cpp", 210)});
  const auto reads = scene.stack({pewters("pewter_MTLComputeCommandEncoder_dispatchThreads_threadsPerThreadgroup_"),
                                  frame("Layer::attend(Encoder&)", "src/layer.cpp", 233)});
  model::Finding finding;
  finding.rule = "PW201";
  finding.severity = Severity::warning;
  finding.verdict = Verdict::unknown;
  finding.message =
      "attend reads bytes 0 to 4096 of MTLBuffer 5 \"activations\", which project writes, and nothing orders the two "
      "dispatches";
  finding.object = data;
  finding.timeline = {
      scene.moment(10, 4711, 20, "computeCommandEncoderWithDispatchType:",
                   "computeCommandEncoderWithDispatchType: made MTLComputeCommandEncoder 20 \"layer 3\""),
      scene.moment(10, 4711, 20, "dispatchThreads:threadsPerThreadgroup:",
                   "dispatch of project, writes MTLBuffer 5 \"activations\"", writes),
      scene.moment(10, 4711, 20, "dispatchThreads:threadsPerThreadgroup:",
                   "dispatch of attend, reads MTLBuffer 5 \"activations\"", reads),
      scene.moment(10, 4711, 20, "endEncoding", "endEncoding of MTLComputeCommandEncoder 20 \"layer 3\"")};
  finding.sides = {{"the dispatch that writes", finding.timeline[1]}, {"the dispatch that reads", finding.timeline[2]}};
  finding.missing_order = "a concurrent encoder may run both at the same time";
  finding.because = {"project may write bytes 0 to 4096.", "attend may read bytes 0 to 4096."};
  finding.fix = "call memoryBarrier(MTL::BarrierScopeBuffers) between the dispatches of " + model::describe(encoder);
  finding.caveat = "the ranges are what the kernels may reach, not what they touched";
  report.findings = {finding};
  report.rules = {{"PW201", "missing-barrier", Severity::warning,
                   "dispatches of a concurrent encoder that need a barrier", "", ""}};
  report.caveat = "programs' own atomics are not seen";
  return report;
}

// The program's own fault; what its threads did last is all there is.
Report crash() {
  Scene scene("matmul", {"build/matmul", "--evict"});
  Report& report = scene.report;
  report.threads.push_back({4712, "evictor", false, false});
  scene.object(ObjectClass::buffer, 5, "cache");
  const auto use = scene.stack({pewters("pewter_MTLBuffer_contents"),
                                frame("Cache::at(unsigned long)", "/home/ada/matmul/src/cache.cpp", 77, 12)});
  const auto fault =
      scene.stack({frame("std::_Hashtable::find(unsigned long)", "/usr/include/c++/12/bits/hashtable.h", 1654),
                   frame("Cache::at(unsigned long)", "/home/ada/matmul/src/cache.cpp", 70, 5),
                   bare("/opt/plugins/libstripped.so", 0x7ffff0000000, 0x1234)});
  report.history = {scene.moment(100, 4711, 5, "contents", "contents of MTLBuffer 5 \"cache\"", use),
                    scene.moment(20, 4712, 5, "setPurgeableState:", "setPurgeableState:")};
  report.crash = Crash{4711, SIGSEGV, "SIGSEGV", "", 0x10, fault};
  return report;
}

Report clean() { return Scene("vector_add", {"./vector_add"}).report; }

// Every text is somebody else's.
Report hostile() {
  const std::string label = "</script><script>alert(1)</script>\"'&\x1b[31m\xff\xc3(\n\xe2\x80\xae]]>";
  Scene scene("</title>\x07", {"./a b", "--x=$(reboot)`id`", label});
  Report& report = scene.report;
  report.path = "/tmp/\xff/" + label;
  report.working_directory = "/tmp/it's here";
  report.settings = {"PEWTER_CHECK=a b", "broken"};
  report.time_zone = "zone";
  report.unix_seconds = -5;
  report.threads = {{1, label, true, false}, {2, "\xf0\x9f\x90\x9b \xe7\xb7\x9a", false, true}};
  const auto buffer = scene.object(ObjectClass::command_buffer, 1, label, 99);
  const auto stack = scene.stack({frame("operator<<" + label, "/tmp/it's here/<&>.cpp", 1, 1), bare("\n", 0, 0), {}});
  model::Finding finding;
  finding.rule = "PW<1>";
  finding.severity = Severity::note;
  finding.verdict = Verdict::likely_runtime_defect;
  finding.message = label;
  finding.object = buffer;
  finding.timeline = {scene.moment(1, 1, 1, label, label, stack), scene.moment(1, 2, 98, "", "", 77)};
  finding.sides = {{label, finding.timeline[0]}, {"", finding.timeline[1]}};
  finding.because = {label, ""};
  finding.fix = label;
  finding.count = 0;
  report.findings = {finding, {}};
  report.rules = {{"PW<1>", "<b>", Severity::note, label, label, label}};
  report.history = {finding.timeline[0]};
  report.crash = Crash{3, 99, label, label, ~std::uint64_t{0}, 78};
  return report;
}

}  // namespace

const std::vector<Case>& cases() {
  static const std::vector<Case> kCases = {{"race", race()},   {"misuse", misuse()}, {"hazard", hazard()},
                                           {"crash", crash()}, {"clean", clean()},   {"hostile", hostile()}};
  return kCases;
}

Report named(std::string_view name) {
  for (const Case& one : cases())
    if (one.name == name) return one.report;
  PEWTER_CHECK(!"a case of that name");
  return {};
}

}  // namespace pewter::report::testing
