// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <initializer_list>
#include <string>

#include "report/report.h"

// Short words for making a report by hand.
namespace pewter::report::testing {

model::Frame bare(std::string module, std::uint64_t base, std::uint64_t offset);  // no symbols
model::Frame frame(std::string function, std::string file, std::uint32_t line,
                   std::uint32_t column = 0);  // of the program
model::Frame pewters(std::string function);    // of libpewter.so
model::Frame system(std::string function, std::string module);
model::Frame python(std::string function, std::string file, std::uint32_t line);

// A process, its threads, and a stack a place.
class Scene {
 public:
  Scene(std::string process, std::initializer_list<std::string> arguments);

  model::StackId stack(model::Stack frames);
  model::ObjectName object(model::ObjectClass object_class, model::ObjectId id, std::string label = "",
                           model::ObjectId parent = 0);
  // The next moment: `after` microseconds later than the one before.
  model::Moment moment(std::uint64_t after, std::uint32_t thread, model::ObjectId object, std::string call,
                       std::string text, model::StackId stack = 0);

  Report report;

 private:
  std::uint64_t sequence_ = 0, nanoseconds_ = 0;
};

}  // namespace pewter::report::testing
