// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string>

#include "problem.h"
#include "support/result.h"

namespace pewter::bench {

// A problem compiled for one peer, with buffers of its own. One thread at a time.
class Program {
 public:
  virtual ~Program() = default;

  // Host memory of a buffer: the program's, valid as long as it lives, to be touched only while nothing runs.
  virtual std::span<std::byte> buffer(std::size_t index) = 0;

  // Submits the steps and waits for their end. Seconds from the submission of recorded commands to the end of the wait;
  // recording them is not in it, where the peer records.
  virtual Result<double, std::string> run(Portion portion) = 0;
};

// One implementation of the three that a kernel is run on.
class Peer {
 public:
  virtual ~Peer() = default;
  virtual const char* name() const = 0;     // as benchmarks are named: pewter, pocl, lavapipe
  virtual std::string version() const = 0;  // one line for the report
  // An error says why this peer has no such program: no twin, no such feature, a compiler's message.
  virtual Result<std::unique_ptr<Program>, std::string> prepare(const Problem& problem) = 0;
};

// The error says what is missing. Libraries are loaded here, so that the environment set before counts.
Result<std::unique_ptr<Peer>, std::string> make_pewter();
Result<std::unique_ptr<Peer>, std::string> make_pocl();
Result<std::unique_ptr<Peer>, std::string> make_lavapipe();

// The text of kernels/<source>.<extension>.
Result<std::string, std::string> read_kernel(const std::string& source, const std::string& extension);
// Where it lies.
std::string kernel_path(const std::string& source, const std::string& extension);

}  // namespace pewter::bench
