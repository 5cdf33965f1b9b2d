// SPDX-License-Identifier: Apache-2.0
#include "runtime/trace.h"

#include <nlohmann/json.hpp>

#include "runtime/compute_pipeline_state.h"
#include "runtime/device.h"
#include "runtime/event.h"
#include "runtime/fence.h"
#include "runtime/function.h"
#include "runtime/log_state.h"
#include "runtime/recording/recording.h"
#include "runtime/storage.h"

namespace pewter::runtime {
namespace {

using nlohmann::json;

json extent(const exec::Extent& extent) { return {extent.x, extent.y, extent.z}; }
ObjectId id_of(const Storage* storage) { return storage->owner.load(std::memory_order_relaxed); }
std::string_view name_of(model::Access access) {
  return access == model::Access::read ? "read" : access == model::Access::write ? "write" : "read_write";
}

json command_json(const DispatchCommand& command) {
  json buffers = json::array();
  const auto used = command.pipeline->used_buffers();
  for (std::uint32_t i = 0; i < command.bindings->buffer_count; ++i) {
    const BoundBuffer& bound = command.bindings->buffers()[i];
    json entry = {{"index", used[i].index}, {"access", name_of(used[i].access)}};
    if (bound.storage) {
      entry["buffer"] = id_of(bound.storage);
      entry["offset"] = bound.address - bound.storage->base;
      entry["length"] = bound.storage->length;
    } else {
      entry[bound.address ? "bytes" : "missing"] = true;
    }
    buffers.push_back(std::move(entry));
  }
  json threadgroup = json::array();
  for (std::uint32_t i = 0; i < command.bindings->threadgroup_count; ++i) {
    const auto& memory = command.bindings->threadgroup_memory()[i];
    threadgroup.push_back({{"index", memory.index}, {"length", memory.bytes}});
  }
  json out = {{"command", command.indirect ? "dispatch_indirect" : "dispatch"}, {"kernel", command.pipeline->info().host_name},
              {"pipeline", command.pipeline->id()}, {"threads_per_threadgroup", extent(command.threads_per_threadgroup)}, {"buffers", std::move(buffers)}};
  if (!threadgroup.empty()) out["threadgroup_memory"] = std::move(threadgroup);
  if (command.indirect) {
    out["arguments"] = {{"buffer", id_of(command.indirect)}, {"offset", command.indirect_offset}};
  } else {
    out["threads_per_grid"] = extent(command.threads_per_grid);
  }
  return out;
}

json command_json(const Command& command) {
  switch (command.op) {
    case Op::dispatch: return command_json(static_cast<const DispatchCommand&>(command));
    case Op::barrier: return {{"command", "memory_barrier"}};
    case Op::copy: {
      const auto& copy = static_cast<const CopyCommand&>(command);
      return {{"command", "copy_buffer"}, {"source", id_of(copy.source)}, {"source_offset", copy.source_offset},
              {"destination", id_of(copy.destination)}, {"destination_offset", copy.destination_offset}, {"size", copy.size}};
    }
    case Op::fill: {
      const auto& fill = static_cast<const FillCommand&>(command);
      return {{"command", "fill_buffer"}, {"buffer", id_of(fill.storage)}, {"offset", fill.offset}, {"size", fill.size}, {"value", fill.value}};
    }
    case Op::text: {
      const auto& text = static_cast<const TextCommand&>(command);
      return {{"command", model::name_of(text.kind)}, {"text", std::string_view(text.text, text.length)}};
    }
  }
  return {};
}

json fences(const FenceUse* use) {
  json ids = json::array();
  for (; use; use = use->next) ids.push_back(use->fence->id());
  return ids;
}

json pass_json(const Pass& pass) {
  json out = {{"pass", pass.type == Pass::Type::compute ? "compute" : "blit"}, {"number", pass.number}, {"encoders", pass.encoders}};
  if (pass.type == Pass::Type::compute) out["dispatch_type"] = pass.dispatch_type == DispatchType::serial ? "serial" : "concurrent";
  if (pass.label) out["label"] = std::string_view(pass.label, pass.label_length);
  if (pass.waits) out["waits_for_fences"] = fences(pass.waits);
  if (pass.updates) out["updates_fences"] = fences(pass.updates);
  json commands = json::array();
  for (const Command* command = pass.first; command; command = command->next) commands.push_back(command_json(*command));
  out["commands"] = std::move(commands);
  return out;
}

}  // namespace

json trace_of(const Recording& recording) {
  json items = json::array();
  for (const Item* item = recording.first; item; item = item->next) {
    if (item->kind == Item::Kind::pass) {
      items.push_back(pass_json(static_cast<const Pass&>(*item)));
    } else {
      const auto& event = static_cast<const EventItem&>(*item);
      items.push_back({{item->kind == Item::Kind::wait ? "wait" : "signal", event.event->id()}, {"value", event.value}});
    }
  }
  return {{"items", std::move(items)}};
}

}  // namespace pewter::runtime
