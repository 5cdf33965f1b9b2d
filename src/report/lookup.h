// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>

#include "report/report.h"

// What the numbers in a report stand for. Texts are as recorded: whoever writes them out escapes them.
namespace pewter::report {

class Lookup {
 public:
  explicit Lookup(const Report& report);  // must outlive it

  const Report& report() const { return report_; }
  std::string thread(std::uint32_t id) const;    // thread 4712 "worker 1"; main thread 4711
  std::string object(model::ObjectId id) const;  // MTLCommandBuffer 12 "frame"; empty for 0
  // What happened, and to which object where the words do not say so and the reader does not know: created (MTLBuffer 5
  // "weights").
  std::string tell(const model::Moment& moment, model::ObjectId known = 0) const;
  const model::ObjectName* find(model::ObjectId id) const;
  const model::Stack& stack(model::StackId id) const;  // empty where there is none
  const Rule* rule(std::string_view id) const;

  std::string path(std::string_view file) const;       // relative to the working directory where it lies below; no x/..
  std::string place(const model::Frame& frame) const;  // src/matmul.cpp:88:12; empty where it is not known
  std::string place(model::StackId stack) const;       // of the innermost frame that is the program's
  const model::Frame* own_frame(model::StackId stack) const;

 private:
  const Report& report_;
  std::unordered_map<std::uint32_t, const Thread*> threads_;
  std::unordered_map<model::ObjectId, const model::ObjectName*> objects_;
};

// The frames that a programmer looks at: neither Pewter's own, nor of the C and C++ libraries. All but Pewter's where
// nothing else is left.
model::Stack program_frames(const model::Stack& stack);
std::string function_of(const model::Frame& frame);  // its name, or what else there is to say

// What can be said of a report without findings.
std::string nothing_found(const Report& report);

// "computeCommandEncoder made MTLComputeCommandEncoder 14"
std::string_view what_happened(const model::Moment& moment);

}  // namespace pewter::report
