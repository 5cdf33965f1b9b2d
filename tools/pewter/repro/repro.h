// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "repro/matmul.h"

// The reproduction of a crash that MLX 0.30.0 programs met: several threads encode matrix products, and two of them
// meet on one command buffer. Written against the public headers only, as any Metal program is.
namespace pewter::repro {

inline constexpr unsigned kMaxThreads = 256;

// How the threads of the child meet on the one command buffer.
enum class Meeting {
  together,  // each has an encoder open when the next one asks: the crash
  apart,     // one after the other, in time only: nothing orders them, and nothing happens
};

struct Settings {
  unsigned threads = 4;
  std::uint32_t size = 1024;  // rows and columns of the matrices
  unsigned iterations = 20;   // products a thread
  Kernel kernel = Kernel::mps;
  std::uint64_t seed = 1;     // of the matrices' contents
  unsigned runs = 1;          // of shared mode, each in a process of its own
  bool json = false;
  Meeting meeting = Meeting::together;
  bool verify = false;  // the child compares its products
  // The child runs under the checker: its mode, what sees the locks of programs, and where reports go. Empty: without.
  std::string check, preload_library, report_directory;
};

// In the environment of the child: the number of the open file that Facts are in. Its command line is what a user
// types.
inline constexpr const char* kFactsVariable = "PEWTER_REPRO_FACTS";

// What the child process of shared mode leaves for its driver in memory that both map: the child does not get to say it
// otherwise, since it ends in abort(). Written by the child's threads, read after its end. Lock-free, so also from a
// signal handler.
struct Facts {
  enum State : std::uint32_t { idle, asking, encoding };  // asking: inside computeCommandEncoder()
  std::array<std::atomic<std::uint32_t>, kMaxThreads> state{};
  std::atomic<std::int32_t> aborted_thread{-1};
  std::atomic<std::uint64_t> command_buffer{0};  // address
  std::atomic<std::uint64_t> verified{0};        // products found right
};

// Shared mode's child: by Settings::meeting, all threads encode on one command buffer, in this process, which the
// assertion ends. Returns an exit status when it does not: 0 when every product was encoded and nothing complained, 3
// when Metal could not be set up.
int encode_on_one_buffer(const Settings& settings, Facts* facts);

// How one child of shared mode ended.
struct SharedRun {
  bool asserted = false;  // the assertion was printed and the process ended by SIGABRT
  std::string line;       // the assertion, as printed
  std::string ending;     // "ended by SIGABRT", "exited with status 0", ...
  std::string output;     // all that the child wrote to standard error
  double seconds = 0;
  std::uint64_t command_buffer = 0;
  int holder = -1;   // the thread whose encoder was open; -1: not known
  int aborted = -1;  // the thread that asked for another one; -1: not known
  std::uint64_t verified = 0;  // products that the child found right
  int exit_status = -1;        // -1: ended by a signal
  std::string report;          // the checker's, as JSON; empty: there is none
};

// Runs encode_on_one_buffer() in a process of its own (this executable again) and waits for its end.
SharedRun drive_shared(const Settings& settings);

struct PerThreadResult {
  std::string setup_error;  // not empty: Metal could not be set up, and nothing ran
  std::string device;
  std::size_t products = 0;
  std::size_t verified = 0;           // every element within its error bound
  double worst_error = 0;             // of the verified products, as a part of the bound
  double seconds = 0;                 // from the first encode to the last result compared
  double busy_seconds = 0;            // GPUEndTime - GPUStartTime, summed over the command buffers
  double gflops = 0;                  // floating-point operations (2 n^3 a product) a second, in 10^9
  std::vector<std::string> problems;  // one a product that failed
};

// Each thread has a queue and command buffers of its own, and every product is compared with one made on the host.
PerThreadResult run_per_thread(const Settings& settings);

}  // namespace pewter::repro
