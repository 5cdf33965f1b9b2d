// SPDX-License-Identifier: Apache-2.0
#include "runtime/recording/recording.h"

#include <atomic>
#include <cstring>

#include "runtime/device.h"
#include "runtime/event.h"
#include "runtime/storage.h"

namespace pewter::runtime {
namespace {

// Numbers for recordings and passes. Relaxed: only uniqueness matters.
std::uint64_t next_tag() {
  static std::atomic<std::uint64_t> next{1};
  return next.fetch_add(1, std::memory_order_relaxed);
}

}  // namespace

Recording::Recording(Device* device, bool retained_references)
    : id(next_tag()), device(device), retained_references(retained_references), coalesce(device->coalesces()) {}

Recording::~Recording() {
  for (Kept* kept = kept_; kept; kept = kept->next) {
    if (kept->object) kept->object->release();
    if (kept->storage) kept->storage->release();
  }
}

Pass* Recording::open_pass(Pass::Type type, DispatchType dispatch_type) {
  ++encoders;
  Pass* last_pass = open_to_coalescing;
  if (coalesce && last_pass && type == Pass::Type::compute && last_pass->dispatch_type == dispatch_type) {
    ++coalesced;
    ++last_pass->encoders;
    // What tracked hazards would have ordered between two passes, a barrier orders inside one.
    if (dispatch_type == DispatchType::concurrent && last_pass->last) append(last_pass, arena.make<Command>(0, nullptr, Op::barrier));
    return last_pass;
  }
  Pass* pass = arena.make<Pass>(0);
  pass->kind = Item::Kind::pass;
  pass->type = type;
  pass->dispatch_type = dispatch_type;
  pass->tag = next_tag();
  pass->number = passes++;
  (last ? last->next : first) = pass;
  last = pass;
  open_to_coalescing = type == Pass::Type::compute ? pass : nullptr;
  return pass;
}

void Recording::append(Item* item) {
  (last ? last->next : first) = item;
  last = item;
  open_to_coalescing = nullptr;
  if (item->kind == Item::Kind::pass) {
    static_cast<Pass*>(item)->number = passes++;
    ++encoders;
  }
}

Recording& Recording::add_child() {
  children.push_back(std::make_unique<Recording>(device, retained_references));
  return *children.back();
}

void Recording::add_event(Item::Kind kind, Event* event, std::uint64_t value) {
  keep(event);
  EventItem* item = arena.make<EventItem>(0);
  item->kind = kind;
  item->event = event;
  item->value = value;
  (last ? last->next : first) = item;
  last = item;
  open_to_coalescing = nullptr;
}

const char* Recording::copy_text(std::string_view text) {
  auto* copy = static_cast<char*>(arena.allocate(text.size() + 1));
  if (!text.empty()) std::memcpy(copy, text.data(), text.size());
  copy[text.size()] = 0;
  return copy;
}

void Recording::keep(Storage* storage, foundation::Object* object) {
  if (storage->keep_tag.load(std::memory_order_relaxed) == id) return;
  storage->keep_tag.store(id, std::memory_order_relaxed);
  storage->retain();
  if (retained_references) object->retain();
  kept_ = arena.make<Kept>(0, kept_, storage, retained_references ? object : nullptr);
}

void Recording::keep(foundation::Object* object) {
  // The same pipeline comes again and again; others may be kept twice, which does no harm.
  if (object == last_kept_) return;
  last_kept_ = object;
  object->retain();
  kept_ = arena.make<Kept>(0, kept_, nullptr, object);
}

void Recording::use(Pass* pass, Storage* storage, bool writes) {
  storage = storage->hazard_root();
  if (!storage->tracked) return;
  const std::uint64_t seen = storage->use_tag.load(std::memory_order_relaxed);
  if (seen >> 1 == pass->tag && (!writes || (seen & 1))) return;
  storage->use_tag.store(pass->tag * 2 + writes, std::memory_order_relaxed);
  pass->uses = arena.make<Use>(0, pass->uses, storage, writes);
}

}  // namespace pewter::runtime
