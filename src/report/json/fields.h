// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "report/report.h"

// What of a report is in the file, and under which name: one list for the writer and the reader, so that they cannot
// disagree. A field added here is written, read, and part of the round-trip test. Names are never used for something
// else; a reader leaves a field that the file lacks as it is, and passes over fields that it does not know.
namespace pewter::report::json {

inline constexpr const char* kFormat = "pewter-report";
inline constexpr int kVersion = 1;  // grows when an older reader would understand a file wrongly

template <class A, class T>
void fields(A& a, T& frame)
  requires std::is_same_v<std::remove_const_t<T>, model::Frame>
{
  a("language", frame.language);
  a("function", frame.function);
  a("function_offset", frame.function_offset);
  a("file", frame.file);
  a("line", frame.line);
  a("column", frame.column);
  a("module", frame.module);
  a("module_offset", frame.module_offset);
  a("address", frame.address);
  a("inlined", frame.inlined);
  a("runtime", frame.runtime);
}

template <class A, class T>
void fields(A& a, T& object)
  requires std::is_same_v<std::remove_const_t<T>, model::ObjectName>
{
  a("id", object.id);
  a("class", object.object_class);
  a("label", object.label);
  a("parent", object.parent);
}

template <class A, class T>
void fields(A& a, T& moment)
  requires std::is_same_v<std::remove_const_t<T>, model::Moment>
{
  a("sequence", moment.sequence);
  a("nanoseconds", moment.nanoseconds);
  a("thread", moment.thread);
  a("object", moment.object);
  a("call", moment.call);
  a("text", moment.text);
  a("stack", moment.stack);
}

template <class A, class T>
void fields(A& a, T& side)
  requires std::is_same_v<std::remove_const_t<T>, model::Side>
{
  a("role", side.role);
  a("moment", side.moment);
}

template <class A, class T>
void fields(A& a, T& finding)
  requires std::is_same_v<std::remove_const_t<T>, model::Finding>
{
  a("rule", finding.rule);
  a("severity", finding.severity);
  a("verdict", finding.verdict);
  a("cause", finding.cause);
  a("message", finding.message);
  a("object", finding.object);
  a("sides", finding.sides);
  a("threads", finding.threads);
  a("missing_order", finding.missing_order);
  a("because", finding.because);
  a("fix", finding.fix);
  a("caveat", finding.caveat);
  a("count", finding.count);
  a("timeline", finding.timeline);
}

template <class A, class T>
void fields(A& a, T& thread)
  requires std::is_same_v<std::remove_const_t<T>, Thread>
{
  a("id", thread.id);
  a("name", thread.name);
  a("main", thread.main);
  a("runtime", thread.runtime);
}

template <class A, class T>
void fields(A& a, T& crash)
  requires std::is_same_v<std::remove_const_t<T>, Crash>
{
  a("thread", crash.thread);
  a("signal", crash.signal);
  a("signal_name", crash.signal_name);
  a("message", crash.message);
  a("address", crash.address);
  a("stack", crash.stack);
}

template <class A, class T>
void fields(A& a, T& change)
  requires std::is_same_v<std::remove_const_t<T>, Change>
{
  a("what", change.what);
  a("object", change.object);
  a("count", change.count);
  a("stack", change.stack);
}

template <class A, class T>
void fields(A& a, T& rule)
  requires std::is_same_v<std::remove_const_t<T>, Rule>
{
  a("id", rule.id);
  a("name", rule.name);
  a("severity", rule.severity);
  a("title", rule.title);
  a("explanation", rule.explanation);
  a("fix", rule.fix);
}

template <class A, class T>
void fields(A& a, T& report)
  requires std::is_same_v<std::remove_const_t<T>, Report>
{
  a("process", report.process);
  a("pid", report.pid);
  a("path", report.path);
  a("arguments", report.arguments);
  a("working_directory", report.working_directory);
  a("unix_seconds", report.unix_seconds);
  a("time_zone", report.time_zone);
  a("os_version", report.os_version);
  a("hardware", report.hardware);
  a("pewter_version", report.pewter_version);
  a("device", report.device);
  a("mode", report.mode);
  a("settings", report.settings);
  a("by_pewter_run", report.by_pewter_run);
  a("crash", report.crash);
  a("findings", report.findings);
  a("rules", report.rules);
  a("changes", report.changes);
  a("suppressed", report.suppressed);
  a("caveat", report.caveat);
  a("threads", report.threads);
  a("objects", report.objects);
  a("history", report.history);
  a("stacks", report.stacks);
}

}  // namespace pewter::report::json
