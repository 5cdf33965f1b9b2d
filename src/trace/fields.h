// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "trace/entry.h"

namespace pewter::trace {

// The fields of an entry in the order of the file, said once for both directions. A Stream has number(value),
// growing(value, which) for numbers that are near the last one, one_of(value, last), flag(value), text(value) and
// list(values, each).
template <class Stream>
void fields(Stream& stream, Entry& entry) {
  stream.one_of(entry.kind, EntryKind::stood_still);
  stream.number(entry.thread);
  stream.number(entry.number);
  stream.growing(entry.nanoseconds, 0);
  stream.number(entry.stack);
  const auto threads = [&] { stream.list(entry.live_threads, [&](std::uint32_t& id) { stream.number(id); }); };
  if (entry.kind == EntryKind::looked) {
    stream.number(entry.event.value);
    return threads();
  }
  if (entry.kind == EntryKind::stood_still) {
    stream.list(entry.still.sleepers, [&](model::Sleeper& sleeper) {
      stream.number(sleeper.thread);
      stream.flag(sleeper.service);
      stream.number(sleeper.stack);
    });
    return stream.list(entry.still.signals, [&](std::uint32_t& signal) { stream.number(signal); });
  }
  if (entry.kind == EntryKind::synchronised) {
    stream.one_of(entry.sync.kind, model::kLastSyncKind);
    stream.number(entry.sync.object);
    stream.text(entry.sync.call);
    return;
  }
  model::Event& event = entry.event;
  stream.one_of(event.kind, model::kLastEventKind);
  stream.one_of(event.object_class, model::ObjectClass::mps_kernel);
  stream.flag(event.writes);
  stream.flag(event.by_gpu);
  stream.number(event.object);
  stream.number(event.parent);
  stream.number(event.value);
  stream.number(event.aux);
  stream.text(event.call);
  stream.text(event.text);
  stream.text(event.rule);
  stream.text(event.why);
  stream.growing(event.sequence, 1);
  threads();
  if (event.kind == model::EventKind::bytes_touched) {
    stream.flag(entry.touched.known);
    stream.flag(entry.touched.exact);
    for (auto& runs : entry.touched_runs)
      stream.list(runs, [&](model::ByteSet::Run& run) {
        stream.number(run.first);
        stream.number(run.count);
        stream.number(run.bits);
      });
  }
  stream.flag(entry.has_command);
  if (!entry.has_command) return;
  model::Command& command = entry.command;
  stream.one_of(command.kind, model::CommandKind::signpost);
  stream.text(command.text);
  stream.number(command.pipeline);
  stream.number(command.object);
  stream.number(command.value);
  stream.number(command.number);
  for (std::uint32_t& extent : command.threads_per_grid) stream.number(extent);
  for (std::uint32_t& extent : command.threads_per_threadgroup) stream.number(extent);
  stream.list(entry.uses, [&](model::ResourceUse& use) {
    stream.number(use.resource);
    stream.number(use.offset);
    stream.number(use.length);
    stream.one_of(use.access, model::Access::read_write);
    stream.one_of(use.how, model::Touching::atomic);
    stream.number(use.index);
    stream.flag(use.tracked);
    stream.flag(use.exact);
  });
  stream.list(entry.bound, [&](model::ObjectId& id) { stream.number(id); });
  stream.list(entry.pointers, [&](model::Pointer& pointer) {
    stream.number(pointer.table);
    stream.number(pointer.offset);
    stream.number(pointer.address);
    stream.number(pointer.index);
    stream.number(pointer.array);
  });
}

}  // namespace pewter::trace
