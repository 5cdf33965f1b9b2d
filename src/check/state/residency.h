// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "check/state/address_map.h"
#include "check/state/record.h"
#include "model/command.h"

namespace pewter::check {

// A dispatch whose kernel follows addresses.
struct PointerDispatch {
  Record record;
  std::string kernel;
  std::unordered_set<model::ObjectId> bound;  // at the time
};

// Why a resource that a dispatch reaches is not resident: what was done about it, and was not enough.
struct Absence {
  model::ObjectId resource = 0;
  model::ObjectId heap = 0;  // that it is of; 0: of none
  model::Pointer pointer;
  std::optional<Record> written;         // where an argument encoder wrote the address
  std::optional<Record> taken;           // else: where the program asked for it last
  std::optional<Record> used_too_late;   // useResource after the dispatch
  std::optional<Record> used_elsewhere;  // useResource on another encoder of the command buffer
  struct InSet {
    model::ObjectId set = 0;
    Record added;
    bool committed = false;  // since then
    bool attached = false;   // to the queue or the command buffer
  };
  std::optional<InSet> in_set;
};

// What is resident for whom, and how addresses came to be where kernels find them. Guarded by the checker's lock.
class Residency {
 public:
  // `heap`: that a buffer is of; 0: of none. A heap's own memory is that of its buffers.
  void placed(model::ObjectId buffer, model::ObjectId heap, std::uint64_t address, std::uint64_t length);
  void destroyed(model::ObjectId object);
  void address_taken(const Record& record) { taken_[record.object] = record; }
  void argument_written(model::ObjectId table, std::uint64_t offset, model::ObjectId resource, const Record& record);

  // Sets. `holder` is a queue or a command buffer.
  void allocation_added(model::ObjectId set, model::ObjectId allocation, const Record& record);
  void allocation_removed(model::ObjectId set, model::ObjectId allocation);  // 0: all
  void set_committed(model::ObjectId set);
  void set_added(model::ObjectId holder, model::ObjectId set);
  void set_removed(model::ObjectId holder, model::ObjectId set);

  // Encoders of a command buffer, until its commit.
  void used(model::ObjectId buffer, model::ObjectId allocation, const Record& record);
  void dispatched(model::ObjectId buffer, std::uint64_t number, PointerDispatch dispatch);
  void buffer_over(model::ObjectId buffer);

  const PointerDispatch* dispatch(model::ObjectId buffer, std::uint64_t number) const;
  // Buffers that the address is one of, as far as the program can have got it from them. Empty: it is no address that
  // matters.
  std::vector<model::ObjectId> at(std::uint64_t address) const;
  model::ObjectId heap_of(model::ObjectId resource) const;
  // By the encoder, by sets, or because it is bound; what commands before it bound is for the caller to know.
  bool is_resident(model::ObjectId resource, model::ObjectId buffer, model::ObjectId queue,
                   const PointerDispatch& dispatch) const;
  Absence absence(model::ObjectId resource, const model::Pointer& pointer, model::ObjectId buffer,
                  model::ObjectId queue, const PointerDispatch& dispatch) const;

 private:
  struct Set {
    std::unordered_map<model::ObjectId, Record> asked;  // added, from the next commit on
    std::unordered_set<model::ObjectId> resident;       // as of the last commit
  };
  struct Written {
    model::ObjectId resource = 0;
    Record record;
  };
  using Uses = std::unordered_map<model::ObjectId, Record>;  // the first of each resource or heap
  struct Encoding {
    std::unordered_map<model::ObjectId, Uses> uses;  // by encoder
    std::unordered_map<std::uint64_t, PointerDispatch> dispatches;
  };

  const Record* first_use(const Encoding& encoding, model::ObjectId encoder, model::ObjectId resource) const;
  bool is_attached(model::ObjectId set, model::ObjectId buffer, model::ObjectId queue) const;
  bool is_in_set(model::ObjectId holder, model::ObjectId resource, model::ObjectId heap) const;

  AddressMap wholes_, pieces_;                                  // pieces: of heaps
  std::unordered_map<model::ObjectId, model::ObjectId> heaps_;  // by buffer
  std::unordered_map<model::ObjectId, Record> taken_;
  std::unordered_map<model::ObjectId, std::unordered_map<std::uint64_t, Written>> tables_;  // by offset
  std::unordered_set<model::ObjectId> ever_written_;  // resources whose address an argument encoder wrote
  std::unordered_map<model::ObjectId, Set> sets_;
  std::unordered_map<model::ObjectId, std::vector<model::ObjectId>> attached_;  // sets, by holder
  std::unordered_map<model::ObjectId, Encoding> encodings_;                     // by command buffer
};

}  // namespace pewter::check
