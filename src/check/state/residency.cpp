// SPDX-License-Identifier: Apache-2.0
#include "check/state/residency.h"

#include <algorithm>

namespace pewter::check {

using model::ObjectId;

void Residency::placed(ObjectId buffer, ObjectId heap, std::uint64_t address, std::uint64_t length) {
  (heap ? pieces_ : wholes_).add(buffer, address, length);
  if (heap) heaps_[buffer] = heap;
}

void Residency::destroyed(ObjectId object) {
  wholes_.remove(object);
  pieces_.remove(object);
  heaps_.erase(object);
  taken_.erase(object);
  tables_.erase(object);
  ever_written_.erase(object);
  sets_.erase(object);
  attached_.erase(object);
}

void Residency::argument_written(ObjectId table, std::uint64_t offset, ObjectId resource, const Record& record) {
  tables_[table][offset] = {resource, record};
  if (resource) ever_written_.insert(resource);
}

void Residency::allocation_added(ObjectId set, ObjectId allocation, const Record& record) {
  sets_[set].asked.try_emplace(allocation, record);
}

void Residency::allocation_removed(ObjectId set, ObjectId allocation) {
  if (allocation)
    sets_[set].asked.erase(allocation);
  else
    sets_[set].asked.clear();
}

void Residency::set_committed(ObjectId id) {
  Set& set = sets_[id];
  set.resident.clear();
  for (const auto& [allocation, added] : set.asked) set.resident.insert(allocation);
}

void Residency::set_added(ObjectId holder, ObjectId set) {
  std::vector<ObjectId>& sets = attached_[holder];
  if (std::ranges::find(sets, set) == sets.end()) sets.push_back(set);
}

void Residency::set_removed(ObjectId holder, ObjectId set) { std::erase(attached_[holder], set); }

void Residency::used(ObjectId buffer, ObjectId allocation, const Record& record) {
  encodings_[buffer].uses[record.object].try_emplace(allocation, record);
}

void Residency::dispatched(ObjectId buffer, std::uint64_t number, PointerDispatch dispatch) {
  encodings_[buffer].dispatches.emplace(number, std::move(dispatch));
}

void Residency::buffer_over(ObjectId buffer) {
  encodings_.erase(buffer);
  attached_.erase(buffer);
}

const PointerDispatch* Residency::dispatch(ObjectId buffer, std::uint64_t number) const {
  const auto encoding = encodings_.find(buffer);
  if (encoding == encodings_.end()) return nullptr;
  const auto found = encoding->second.dispatches.find(number);
  return found == encoding->second.dispatches.end() ? nullptr : &found->second;
}

std::vector<ObjectId> Residency::at(std::uint64_t address) const {
  std::vector<ObjectId> found = wholes_.at(address);
  const std::vector<ObjectId> pieces = pieces_.at(address);
  found.insert(found.end(), pieces.begin(), pieces.end());
  // A number that looks like an address is none if nobody ever had the address.
  std::erase_if(found, [&](ObjectId id) { return !taken_.contains(id) && !ever_written_.contains(id); });
  return found;
}

ObjectId Residency::heap_of(ObjectId resource) const {
  const auto found = heaps_.find(resource);
  return found == heaps_.end() ? 0 : found->second;
}

const Record* Residency::first_use(const Encoding& encoding, ObjectId encoder, ObjectId resource) const {
  const auto uses = encoding.uses.find(encoder);
  if (uses == encoding.uses.end()) return nullptr;
  const Record* first = nullptr;
  for (ObjectId allocation : {resource, heap_of(resource)}) {
    const auto use = uses->second.find(allocation);
    if (use != uses->second.end() && (!first || use->second.sequence < first->sequence)) first = &use->second;
  }
  return first;
}

bool Residency::is_in_set(ObjectId holder, ObjectId resource, ObjectId heap) const {
  const auto sets = attached_.find(holder);
  if (sets == attached_.end()) return false;
  return std::ranges::any_of(sets->second, [&](ObjectId id) {
    const auto set = sets_.find(id);
    return set != sets_.end() &&
           (set->second.resident.contains(resource) || (heap && set->second.resident.contains(heap)));
  });
}

bool Residency::is_attached(ObjectId set, ObjectId buffer, ObjectId queue) const {
  return std::ranges::any_of(std::initializer_list<ObjectId>{buffer, queue}, [&](ObjectId holder) {
    const auto sets = attached_.find(holder);
    return sets != attached_.end() && std::ranges::find(sets->second, set) != sets->second.end();
  });
}

bool Residency::is_resident(ObjectId resource, ObjectId buffer, ObjectId queue, const PointerDispatch& dispatch) const {
  if (dispatch.bound.contains(resource)) return true;
  const ObjectId heap = heap_of(resource);
  if (is_in_set(queue, resource, heap) || is_in_set(buffer, resource, heap)) return true;
  const auto encoding = encodings_.find(buffer);
  if (encoding == encodings_.end()) return false;
  const Record* use = first_use(encoding->second, dispatch.record.object, resource);
  return use && use->sequence < dispatch.record.sequence;
}

Absence Residency::absence(ObjectId resource, const model::Pointer& pointer, ObjectId buffer, ObjectId queue,
                           const PointerDispatch& dispatch) const {
  Absence absence{.resource = resource, .heap = heap_of(resource), .pointer = pointer};
  const auto table = tables_.find(pointer.table);
  if (table != tables_.end())
    if (const auto slot = table->second.find(pointer.offset);
        slot != table->second.end() && slot->second.resource == resource)
      absence.written = slot->second.record;
  if (const auto taken = taken_.find(resource); !absence.written && taken != taken_.end())
    absence.taken = taken->second;
  if (const auto encoding = encodings_.find(buffer); encoding != encodings_.end()) {
    if (const Record* use = first_use(encoding->second, dispatch.record.object, resource)) absence.used_too_late = *use;
    for (const auto& [encoder, uses] : encoding->second.uses)
      if (encoder != dispatch.record.object)
        if (const Record* use = first_use(encoding->second, encoder, resource)) absence.used_elsewhere = *use;
  }
  for (const auto& [id, set] : sets_) {
    auto added = set.asked.find(resource);
    if (added == set.asked.end() && absence.heap) added = set.asked.find(absence.heap);
    if (added == set.asked.end()) continue;
    const bool attached = is_attached(id, buffer, queue);
    // One that is attached says more.
    if (!absence.in_set || (attached && !absence.in_set->attached))
      absence.in_set = Absence::InSet{id, added->second, set.resident.contains(added->first), attached};
  }
  return absence;
}

}  // namespace pewter::check
