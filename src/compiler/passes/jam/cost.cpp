// SPDX-License-Identifier: Apache-2.0
#include "compiler/passes/jam/cost.h"

#include <llvm/Analysis/ScalarEvolution.h>
#include <llvm/IR/DataLayout.h>
#include <llvm/IR/Module.h>
#include <llvm/Support/MathExtras.h>

#include <algorithm>

#include "compiler/passes/jam/footprint.h"

namespace pewter::compiler {
namespace {

constexpr unsigned kWidest = 8;
// Instructions in the loop that is made: what it costs to compile, and to have beside the loop of one SIMD-group.
constexpr std::size_t kMostInstructions = 320;
// The same for the ways to the loop, a copy for each SIMD-group, most of which the optimiser finds to be equal.
constexpr std::size_t kMostBefore = 1000;
// Below that many trips what is done once, before and after, is more than what is won.
constexpr unsigned kFewestTrips = 64;
// Accesses of whole vectors: below that neighbours are in the same line of the cache as often as not.
constexpr std::uint64_t kVectorBytes = 64;

unsigned registers_of(const llvm::Type* type, const RegisterFile& file, const llvm::DataLayout& layout) {
  if (!type->isVectorTy() || type->isIntOrIntVectorTy(1)) return 0;
  return static_cast<unsigned>(
      llvm::divideCeil(layout.getTypeSizeInBits(const_cast<llvm::Type*>(type)).getFixedValue(), file.bits));
}

// The vector registers that a SIMD-group's values need from trip to trip.
unsigned carried(const JamCandidate& jam, const FullTrip& trip, const RegisterFile& file) {
  const llvm::DataLayout& layout = jam.body->getModule()->getDataLayout();
  unsigned registers = 0;
  for (llvm::PHINode& phi : jam.body->phis())
    if (trip.next(phi) != &phi) registers += registers_of(phi.getType(), file, layout);
  return registers;
}

// In how many pieces of memory the first `width` SIMD-groups are in one trip.
unsigned pieces(const Footprint& footprint, unsigned width) {
  if (!footprint.offsets) return width;
  llvm::SmallVector<std::int64_t, 8> offsets(footprint.offsets->begin(), footprint.offsets->begin() + width);
  llvm::sort(offsets);
  unsigned count = 1;
  for (unsigned i = 1; i < width; ++i)
    if (offsets[i] > offsets[i - 1] + static_cast<std::int64_t>(footprint.bytes)) ++count;
  return count;
}

// Jamming pays where SIMD-groups that go through memory in strides lie side by side: what they do at once is then one
// long piece, or the same one, instead of a short piece at the distance of a stride. Where each goes its own way they
// would only be in more places at once.
bool pays(llvm::ArrayRef<Footprint> footprints, unsigned width) {
  bool any = false;
  for (const Footprint& footprint : footprints) {
    if (!footprint.moves || footprint.bytes < kVectorBytes) continue;
    const bool together = pieces(footprint, width) * 2 <= width;
    if (!together) return false;
    any |= footprint.strides;
  }
  return any;
}

}  // namespace

unsigned choose_width(const JamCandidate& jam, const FullTrip& trip, const RegisterFile& file,
                      llvm::ScalarEvolution& evolution) {
  const unsigned trips = evolution.getSmallConstantMaxTripCount(jam.inner);
  if (trips != 0 && trips < kFewestTrips) return 1;
  unsigned width = std::min(kWidest, 1U << llvm::countr_zero(jam.count));
  const unsigned each = carried(jam, trip, file);
  std::size_t before = 0;
  for (const llvm::BasicBlock* block : jam.before) before += block->size();
  while (width > 1 && (jam.body->size() * width > kMostInstructions || before * width > kMostBefore ||
                       each * width * 2 > file.registers))
    width /= 2;
  if (width < 2) return 1;
  const auto footprints = find_footprints(jam, width, evolution);
  while (width > 1 && !pays(footprints, width)) width /= 2;
  return width;
}

}  // namespace pewter::compiler
