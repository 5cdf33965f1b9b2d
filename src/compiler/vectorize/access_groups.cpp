// SPDX-License-Identifier: Apache-2.0
#include "compiler/vectorize/access_groups.h"

#include <llvm/Analysis/AliasAnalysis.h>
#include <llvm/Analysis/MemoryLocation.h>
#include <llvm/Analysis/ValueTracking.h>
#include <llvm/IR/Function.h>
#include <llvm/IR/IRBuilder.h>
#include <llvm/IR/Instructions.h>

#include <algorithm>
#include <map>

#include "compiler/vectorize/address_terms.h"
#include "compiler/vectorize/lane_value.h"
#include "compiler/vectorize/multiply_accumulate_by_value.h"

namespace pewter::compiler {
namespace {

using llvm::Instruction;

constexpr unsigned kMaxElements = 16;  // of a lane: more vectors than a machine has registers
constexpr std::uint64_t kMaxBytes = 64;
constexpr std::size_t kMaxBetween = 64;  // accesses to ask about aliases

struct Member {
  Instruction* access;
  std::int64_t offset;  // bytes, from where the group's sum of terms leads
  std::uint64_t bytes;
  llvm::Type* element;
  unsigned elements;
};

// Members in the order of the block, all with the same terms and the same size of elements.
using Group = std::vector<Member>;

llvm::Type* accessed_type(const Instruction& access) {
  return llvm::getLoadStoreType(const_cast<Instruction*>(&access));
}

class Joiner {
 public:
  Joiner(llvm::Function& function, const LaneShapes& shapes, llvm::AAResults& aliases)
      : function_(function), layout_(function.getDataLayout()), shapes_(shapes), aliases_(aliases), sums_(layout_) {}

  bool run() {
    for (llvm::BasicBlock& block : function_) {
      join(block, Instruction::Load);
      join(block, Instruction::Store);
    }
    return joined_;
  }

 private:
  void join(llvm::BasicBlock& block, unsigned opcode);
  bool is_candidate(const Instruction& access, unsigned opcode, Member& member);
  bool may_join(const Group& group, const Member& member, llvm::ArrayRef<Instruction*> between) const;
  void close(Group& group);
  void close_run(llvm::ArrayRef<Member> run);
  void join_loads(llvm::ArrayRef<Member> run);
  void join_stores(llvm::ArrayRef<Member> run);
  std::uint64_t distance_of_lanes(const Instruction& access) const;
  llvm::MDNode* common(llvm::ArrayRef<Member> run, unsigned kind,
                       llvm::MDNode* (*both)(llvm::MDNode*, llvm::MDNode*)) const;
  void describe(Instruction& joined, llvm::ArrayRef<Member> run) const;

  llvm::Function& function_;
  const llvm::DataLayout& layout_;
  const LaneShapes& shapes_;
  llvm::AAResults& aliases_;
  AddressSums sums_;
  const bool pairs_apart_ = has_matrix_products(*function_.getParent());
  std::vector<Instruction*> dead_;
  bool joined_ = false;
};

bool Joiner::is_candidate(const Instruction& access, unsigned opcode, Member& member) {
  if (access.getOpcode() != opcode) return false;
  if (opcode == Instruction::Load ? !llvm::cast<llvm::LoadInst>(access).isSimple()
                                  : !llvm::cast<llvm::StoreInst>(access).isSimple())
    return false;
  if (shapes_.of(llvm::getLoadStorePointerOperand(&access)).kind == LaneShape::Kind::uniform) return false;
  llvm::Type* type = accessed_type(access);
  if (type->isAggregateType()) return false;
  const auto types = element_types(type);
  if (!(types.front()->isIntegerTy() || types.front()->isFloatingPointTy()) ||
      !layout_.typeSizeEqualsStoreSize(types.front()))
    return false;
  const std::uint64_t size = layout_.getTypeStoreSize(types.front()).getFixedValue();
  if (!llvm::isPowerOf2_64(size) || size > 8) return false;
  member.element = types.front();
  member.elements = static_cast<unsigned>(types.size());
  member.bytes = size * types.size();
  return true;
}

// Whether the member can be one with those before it: a load where the first one is, a store where this one is.
bool Joiner::may_join(const Group& group, const Member& member, llvm::ArrayRef<Instruction*> between) const {
  const bool is_load = llvm::isa<llvm::LoadInst>(member.access);
  if (between.size() > kMaxBetween) return false;
  for (const Member& other : group)
    if (!is_load && member.offset < other.offset + static_cast<std::int64_t>(other.bytes) &&
        other.offset < member.offset + static_cast<std::int64_t>(member.bytes))
      return false;
  const auto place = llvm::MemoryLocation::get(member.access);
  for (Instruction* access : between) {
    if (is_load) {
      if (access->mayWriteToMemory() && llvm::isModSet(aliases_.getModRefInfo(access, place))) return false;
      continue;
    }
    // Members stay in order: they do not overlap.
    if (llvm::any_of(group, [&](const Member& other) { return other.access == access; })) continue;
    for (const Member& other : group)
      if (other.access->comesBefore(access) &&
          llvm::isModOrRefSet(aliases_.getModRefInfo(access, llvm::MemoryLocation::get(other.access))))
        return false;
  }
  return true;
}

void Joiner::join(llvm::BasicBlock& block, unsigned opcode) {
  using Key = std::pair<std::vector<std::pair<const void*, std::int64_t>>, std::uint64_t>;  // terms, size of an element
  std::map<Key, Group> open;
  std::vector<Instruction*> accesses;  // that may stand between members
  const auto close_all = [&] {
    for (auto& [key, group] : open) close(group);
    open.clear();
    accesses.clear();
  };
  for (Instruction& instruction : block) {
    Member member{&instruction, 0, 0, nullptr, 0};
    if (is_candidate(instruction, opcode, member)) {
      AddressSum sum = sums_.of(llvm::getLoadStorePointerOperand(&instruction));
      member.offset = sum.constant;
      Group& group = open[{std::move(sum.terms), member.bytes / member.elements}];
      if (!group.empty()) {
        const auto first = llvm::find_if(accesses, [&](Instruction* access) {
          return group.front().access == access || group.front().access->comesBefore(access);
        });
        if (!may_join(group, member,
                      llvm::ArrayRef(accesses).slice(static_cast<std::size_t>(first - accesses.begin()))))
          close(group);
      }
      group.push_back(member);
    }
    if (!llvm::isGuaranteedToTransferExecutionToSuccessor(&instruction)) {
      close_all();
    } else if (opcode == Instruction::Load ? instruction.mayWriteToMemory() : instruction.mayReadOrWriteMemory()) {
      accesses.push_back(&instruction);
    }
  }
  close_all();
  for (Instruction* instruction : dead_) instruction->eraseFromParent();
  dead_.clear();
}

// The smallest distance between two lanes of a row that are not at the same place, in bytes; 0 where all are. Where
// nobody knows, each lane loads or stores its own anyway: the more, the better.
std::uint64_t Joiner::distance_of_lanes(const Instruction& access) const {
  const LaneShape& shape = shapes_.of(llvm::getLoadStorePointerOperand(&access));
  if (!shape.is_rows()) return kMaxBytes;
  const unsigned length = shapes_.layout().row_length();
  llvm::SmallVector<std::int64_t, 32> sorted(shape.offset.begin(), shape.offset.begin() + length);
  llvm::sort(sorted);
  std::uint64_t distance = 0;
  for (unsigned lane = 1; lane < length; ++lane) {
    const auto step = static_cast<std::uint64_t>(sorted[lane] - sorted[lane - 1]);
    // Lanes that write the same place: a vector has no order for them.
    if (step == 0 && llvm::isa<llvm::StoreInst>(access)) return 0;
    if (step != 0 && (distance == 0 || step < distance)) distance = step;
  }
  return distance;
}

// Finds what lies side by side, and joins as much of it as a lane has to itself.
void Joiner::close(Group& group) {
  if (group.size() > 1) {
    llvm::stable_sort(group, [](const Member& a, const Member& b) { return a.offset < b.offset; });
    const std::uint64_t limit = std::min(kMaxBytes, distance_of_lanes(*group.front().access));
    std::size_t begin = 0;
    for (std::size_t end = 1; end <= group.size(); ++end) {
      const Member& last = group[end - 1];
      if (end < group.size() && group[end].offset == last.offset + static_cast<std::int64_t>(last.bytes)) {
        const auto bytes = static_cast<std::uint64_t>(group[end].offset - group[begin].offset) + group[end].bytes;
        if (bytes <= limit && bytes <= kMaxElements * last.bytes / last.elements) continue;
      }
      close_run(llvm::ArrayRef(group).slice(begin, end - begin));
      begin = end;
    }
  }
  group.clear();
}

void Joiner::close_run(llvm::ArrayRef<Member> run) {
  // Loads and stores for each lane are of a power of two.
  if (!shapes_.of(llvm::getLoadStorePointerOperand(run.front().access)).is_rows()) {
    unsigned elements = 0;
    for (const Member& member : run) elements += member.elements;
    if (!llvm::isPowerOf2_32(elements) && run.size() > 2) {
      const std::size_t most = llvm::bit_floor(run.size() - 1);
      close_run(run.take_front(most));
      return close_run(run.drop_front(most));
    }
  }
  if (run.size() < 2) return;
  const Member& last = run.back();
  if (pairs_apart_ && last.offset + static_cast<std::int64_t>(last.bytes) - run.front().offset ==
                          static_cast<std::int64_t>(2 * last.bytes / last.elements))
    return;
  llvm::isa<llvm::LoadInst>(run.front().access) ? join_loads(run) : join_stores(run);
  joined_ = true;
}

llvm::MDNode* Joiner::common(llvm::ArrayRef<Member> run, unsigned kind,
                             llvm::MDNode* (*both)(llvm::MDNode*, llvm::MDNode*)) const {
  llvm::MDNode* node = run.front().access->getMetadata(kind);
  for (const Member& member : run.drop_front()) node = node ? both(node, member.access->getMetadata(kind)) : nullptr;
  return node;
}

// What all members say of themselves.
void Joiner::describe(Instruction& joined, llvm::ArrayRef<Member> run) const {
  joined.setMetadata(llvm::LLVMContext::MD_alias_scope,
                     common(run, llvm::LLVMContext::MD_alias_scope, llvm::MDNode::getMostGenericAliasScope));
  joined.setMetadata(llvm::LLVMContext::MD_noalias,
                     common(run, llvm::LLVMContext::MD_noalias, llvm::MDNode::intersect));
  joined.setMetadata(llvm::LLVMContext::MD_tbaa,
                     common(run, llvm::LLVMContext::MD_tbaa, llvm::MDNode::getMostGenericTBAA));
  joined.setMetadata(llvm::LLVMContext::MD_invariant_load,
                     common(run, llvm::LLVMContext::MD_invariant_load,
                            [](llvm::MDNode* a, llvm::MDNode* b) { return b ? a : nullptr; }));
}

namespace {

// The vector that all members make together.
llvm::FixedVectorType* joined_type(llvm::ArrayRef<Member> run) {
  unsigned elements = 0;
  for (const Member& member : run) elements += member.elements;
  return llvm::FixedVectorType::get(run.front().element, elements);
}

// Where the first one lies in memory, from another one's pointer.
llvm::Value* pointer_from(llvm::IRBuilder<>& builder, llvm::ArrayRef<Member> run, const Member& member) {
  llvm::Value* pointer = llvm::getLoadStorePointerOperand(member.access);
  const std::int64_t distance = run.front().offset - member.offset;
  return distance == 0 ? pointer
                       : builder.CreatePtrAdd(pointer, builder.getInt64(static_cast<std::uint64_t>(distance)));
}

}  // namespace

void Joiner::join_loads(llvm::ArrayRef<Member> run) {
  const Member& first = *std::min_element(
      run.begin(), run.end(), [](const Member& a, const Member& b) { return a.access->comesBefore(b.access); });
  llvm::IRBuilder<> builder(first.access);
  llvm::LoadInst* whole = builder.CreateAlignedLoad(joined_type(run), pointer_from(builder, run, first),
                                                    llvm::getLoadStoreAlignment(run.front().access));
  describe(*whole, run);
  int at = 0;
  for (const Member& member : run) {
    builder.SetInsertPoint(member.access);
    llvm::Value* part = nullptr;
    if (member.access->getType()->isVectorTy()) {
      llvm::SmallVector<int, 16> from;
      for (unsigned e = 0; e < member.elements; ++e) from.push_back(at + static_cast<int>(e));
      part = builder.CreateShuffleVector(whole, from);
    } else {
      part = builder.CreateExtractElement(whole, builder.getInt64(static_cast<std::uint64_t>(at)));
    }
    at += static_cast<int>(member.elements);
    member.access->replaceAllUsesWith(builder.CreateBitCast(part, member.access->getType()));
    dead_.push_back(member.access);
  }
}

void Joiner::join_stores(llvm::ArrayRef<Member> run) {
  const Member& last = *std::max_element(
      run.begin(), run.end(), [](const Member& a, const Member& b) { return a.access->comesBefore(b.access); });
  llvm::IRBuilder<> builder(last.access);
  llvm::Value* whole = llvm::PoisonValue::get(joined_type(run));
  std::uint64_t at = 0;
  for (const Member& member : run) {
    llvm::Value* stored = member.access->getOperand(0);
    for (unsigned e = 0; e < member.elements; ++e) {
      llvm::Value* element =
          stored->getType()->isVectorTy() ? builder.CreateExtractElement(stored, builder.getInt64(e)) : stored;
      whole = builder.CreateInsertElement(whole, builder.CreateBitCast(element, run.front().element),
                                          builder.getInt64(at++));
    }
    dead_.push_back(member.access);
  }
  describe(*builder.CreateAlignedStore(whole, pointer_from(builder, run, last),
                                       llvm::getLoadStoreAlignment(run.front().access)),
           run);
}

}  // namespace

bool join_accesses(llvm::Function& function, const LaneShapes& shapes, llvm::AAResults& aliases) {
  return Joiner(function, shapes, aliases).run();
}

}  // namespace pewter::compiler
