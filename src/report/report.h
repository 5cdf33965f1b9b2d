// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "model/finding.h"

// A report is plain data; what is in this folder turns it into formats, and reads one of them back. Nothing here knows
// how findings come about.
namespace pewter::report {

struct Thread {
  std::uint32_t id = 0;  // gettid()
  std::string name;
  bool main = false;
  bool runtime = false;  // one of Pewter's own

  bool operator==(const Thread&) const = default;
};

// Why the process ended, where it did not end by itself.
struct Crash {
  std::uint32_t thread = 0;
  int signal = 0;             // SIGABRT
  std::string signal_name;    // "SIGABRT"
  std::string message;        // the assertion's line; empty for other faults
  std::uint64_t address = 0;  // SIGSEGV, SIGBUS: what was touched
  model::StackId stack = 0;   // of that thread

  bool operator==(const Crash&) const = default;
};

// What mode `serialise` did to make the program safe.
struct Change {
  std::string what;  // one sentence
  model::ObjectName object;
  std::uint64_t count = 1;
  model::StackId stack = 0;  // where it was needed first

  bool operator==(const Change&) const = default;
};

// What is known of a rule whatever the program.
struct Rule {
  std::string id;    // "PW001"
  std::string name;  // "second-encoder"
  model::Severity severity{};
  std::string title;        // one line
  std::string explanation;  // a paragraph
  std::string fix;          // a paragraph

  bool operator==(const Rule&) const = default;
};

struct Report {
  // The process.
  std::string process;  // "python3"
  std::uint32_t pid = 0;
  std::string path;
  std::vector<std::string> arguments;
  std::string working_directory;
  std::int64_t unix_seconds = 0;  // when the report was made
  std::string time_zone;          // "+0000"
  std::string os_version;         // "Debian GNU/Linux 12 (bookworm), Linux 6.1.0"
  std::string hardware;           // processor, cores, memory
  std::string pewter_version;
  std::string device;                 // name of the Metal device
  std::string mode;                   // report, abort, serialise
  std::vector<std::string> settings;  // NAME=value of the environment that mattered
  bool by_pewter_run = false;         // 'pewter run' started it: the checker saw its locks and threads

  std::optional<Crash> crash;
  std::vector<model::Finding> findings;  // one a cause, the worst first
  std::vector<Rule> rules;               // that they break
  std::vector<Change> changes;
  std::uint64_t suppressed = 0;  // findings that suppressions or the baseline took out
  std::string caveat;            // what could not be seen in this run; empty: nothing

  std::vector<Thread> threads;
  std::vector<model::ObjectName> objects;         // those that findings and the history name
  std::vector<model::Moment> history;             // the last calls of all threads, oldest first
  std::map<model::StackId, model::Stack> stacks;  // all that are named above

  bool operator==(const Report&) const = default;
};

}  // namespace pewter::report
