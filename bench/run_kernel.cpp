// SPDX-License-Identifier: Apache-2.0
#include "run_kernel.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <optional>

#include "limits/limits.h"

namespace pewter::bench {
namespace {

// A go of a slow peer takes about this long: it gets the part of the grid that fits.
constexpr double kSecondsOfAPart = 0.06;

// The problem's data, in host memory.
class HostCopy {
 public:
  explicit HostCopy(const KernelCase& kernel) {
    for (const std::size_t bytes : kernel.problem.buffers) blocks_.emplace_back(bytes);
    for (auto& block : blocks_) memory_.push_back(block);
    kernel.fill(memory_);
  }
  const Memory& memory() const { return memory_; }
  void copy_to(Program& program) const {
    for (std::size_t i = 0; i < blocks_.size(); ++i)
      std::memcpy(program.buffer(i).data(), blocks_[i].data(), blocks_[i].size());
  }

 private:
  std::vector<std::vector<std::byte>> blocks_;
  Memory memory_;
};

// A peer's program that computed the right thing, and how much of the grid it is given.
struct Candidate {
  std::unique_ptr<Program> program;
  Portion portion;
};

// Doubles the portion until it takes long enough or is the whole. Each is run twice: peers compile in the first.
Result<Portion, std::string> choose_portion(Program& program, const Problem& problem) {
  const std::uint32_t slices = problem.slices();
  // Steps that run whole whatever the portion must stay small beside it: times are scaled by the portion.
  const bool has_fixed_steps = !std::ranges::all_of(problem.steps, &Step::scales);
  Portion portion = {has_fixed_steps ? std::max(1u, slices / 64) : 1, slices};
  while (true) {
    auto seconds = program.run(portion);
    if (seconds) seconds = program.run(portion);
    if (!seconds) return Failure{seconds.error()};
    if (portion.slices == slices || *seconds * 2 > kSecondsOfAPart) return portion;
    const double factor = std::clamp(kSecondsOfAPart / std::max(*seconds, 1e-9) / 1.5, 2.0, 16.0);
    portion.slices = static_cast<std::uint32_t>(std::min<double>(slices, portion.slices * factor));
    // A problem without much less than the whole left is run whole.
    if (portion.slices * 4 > slices * 3) portion.slices = slices;
  }
}

Result<Candidate, Entry> prepare(const KernelCase& kernel, Peer& peer, const HostCopy& host) {
  const auto absent = [](std::string reason) { return Failure{Entry{.samples = {}, .absent = std::move(reason)}}; };
  if (const auto reason = kernel.absent.find(peer.name()); reason != kernel.absent.end()) return absent(reason->second);
  auto program = peer.prepare(kernel.problem);
  if (!program) return absent(program.error());
  Candidate candidate{*std::move(program), {}};
  host.copy_to(*candidate.program);
  const auto portion = choose_portion(*candidate.program, kernel.problem);
  if (!portion) return absent(portion.error());
  candidate.portion = *portion;

  host.copy_to(*candidate.program);
  if (const auto ran = candidate.program->run(candidate.portion); !ran) return absent(ran.error());
  Memory after;
  for (std::size_t i = 0; i < kernel.problem.buffers.size(); ++i) after.push_back(candidate.program->buffer(i));
  const std::string fault = kernel.check(host.memory(), after, candidate.portion);
  if (!fault.empty()) return Failure{Entry{.samples = {}, .absent = "wrong result: " + fault, .wrong = true}};
  return candidate;
}

struct Scaled {
  Yardstick yardstick;
  double goes;  // how many goes of it the whole problem corresponds to
};

Result<Scaled, std::string> yardstick_of(const Bound& bound, unsigned threads) {
  // The arrays of the triad are large: one set for all kernels.
  static const Yardstick memory = memory_bandwidth(threads);
  static const Yardstick fma = fma_peak(threads);
  if (bound.kind == Bound::Kind::memory) return Scaled{memory, bound.work / memory.work};
  if (bound.kind == Bound::Kind::fma) return Scaled{fma, bound.work / fma.work};
  auto gemm = openblas_gemm(static_cast<std::size_t>(bound.work));
  if (!gemm) return Failure{gemm.error()};
  return Scaled{*gemm, 1};
}

const char* name_of(Bound::Kind kind) {
  switch (kind) {
    case Bound::Kind::none:
      return "";
    case Bound::Kind::memory:
      return "memory";
    case Bound::Kind::fma:
      return "fma";
    case Bound::Kind::openblas:
      return "openblas";
  }
  return "";
}

}  // namespace

Peers load_peers(unsigned threads) {
  Peers peers;
  peers.threads = threads;
  const std::pair<const char*, Result<std::unique_ptr<Peer>, std::string> (*)()> makers[] = {
      {"pewter", make_pewter}, {"pocl", make_pocl}, {"lavapipe", make_lavapipe}};
  for (const auto& [name, make] : makers) {
    auto peer = make();
    if (peer)
      peers.loaded.push_back(*std::move(peer));
    else
      peers.absent[name] = peer.error();
  }
  return peers;
}

std::vector<std::string> names_of(const KernelCase& kernel) {
  std::vector<std::string> names;
  for (const char* peer : {"pewter", "pocl", "lavapipe", name_of(kernel.bound.kind)}) {
    if (*peer) names.push_back(kernel.name + "/" + peer);
  }
  return names;
}

Row run_kernel(const KernelCase& kernel, const Peers& peers, const Wanted& wanted, Collected* collected) {
  Row row;
  row.name = kernel.name;
  row.unit = kernel.unit;
  row.work = kernel.work;
  row.targets = kernel.targets;
  row.limit_name = name_of(kernel.bound.kind);

  const HostCopy host(kernel);
  std::vector<Candidate> candidates;
  candidates.reserve(peers.loaded.size());  // measurements keep references to them
  std::vector<Measurement> measurements;
  for (const auto& peer : peers.loaded) {
    const std::string name = kernel.name + "/" + peer->name();
    if (!wanted(name)) continue;
    auto prepared = prepare(kernel, *peer, host);
    if (!prepared) {
      row.peers[peer->name()] = prepared.error();
      continue;
    }
    Candidate& candidate = candidates.emplace_back(*std::move(prepared));
    measurements.push_back(
        {name, [&candidate] { return candidate.program->run(candidate.portion); }, candidate.portion.fraction()});
  }
  const std::string limit = kernel.name + "/" + row.limit_name;
  if (kernel.bound.kind != Bound::Kind::none && !measurements.empty() && wanted(limit)) {
    if (auto scaled = yardstick_of(kernel.bound, peers.threads))
      measurements.push_back(
          {limit, [run = scaled->yardstick.run]() -> Result<double, std::string> { return run(); }, 1 / scaled->goes});
    else
      row.limit.absent = scaled.error();
  }

  auto entries = measure(measurements, collected);
  for (auto& [name, entry] : entries) {
    const std::string peer = name.substr(kernel.name.size() + 1);
    const bool is_limit = peer == row.limit_name;
    if (is_limit) entry.fraction = 1;  // a yardstick is no smaller problem
    (is_limit ? row.limit : row.peers[peer]) = std::move(entry);
  }
  if (auto own = row.peers.extract("pewter")) row.pewter = std::move(own.mapped());
  return row;
}

}  // namespace pewter::bench
