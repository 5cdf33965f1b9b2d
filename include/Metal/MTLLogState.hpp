// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "../Foundation/Foundation.hpp"
#include "MTLDefines.hpp"
#include "MTLPrivate.hpp"

#include <cstdint>
#include <functional>

namespace MTL {

class LogState;
class LogStateDescriptor;

/// Levels of os_log.
_MTL_ENUM(NS::Integer, LogLevel){
    LogLevelUndefined = 0, LogLevelDebug = 1, LogLevelInfo = 2,
    LogLevelNotice = 3,    LogLevelError = 4, LogLevelFault = 5,
};

_MTL_ENUM(NS::UInteger, LogStateError){
    LogStateErrorInvalidSize = 1,
    LogStateErrorInvalid = 2,
};

using LogHandlerFunction =
    std::function<void(NS::String* subsystem, NS::String* category, LogLevel logLevel, NS::String* message)>;

_PEWTER_STRING_CONST(NS::ErrorDomain, LogStateErrorDomain, "MTLLogStateErrorDomain");

}  // namespace MTL

PEWTER_IMPORT void pewter_MTLLogState_addLogHandler_(const void* self,
                                                     void (*call)(void*, NS::String*, NS::String*, MTL::LogLevel,
                                                                  NS::String*),
                                                     void* context, void (*destroy)(void*));
PEWTER_IMPORT NS::Integer pewter_MTLLogStateDescriptor_bufferSize(const void* self);
PEWTER_IMPORT void pewter_MTLLogStateDescriptor_setBufferSize_(const void* self, NS::Integer bufferSize);
PEWTER_IMPORT MTL::LogLevel pewter_MTLLogStateDescriptor_level(const void* self);
PEWTER_IMPORT void pewter_MTLLogStateDescriptor_setLevel_(const void* self, MTL::LogLevel level);

namespace MTL {

/// Receives the lines that kernels write with os_log. Thread-safe.
class LogState : public NS::Referencing<LogState> {
 public:
#ifdef __BLOCKS__
  /// Adds a function that gets every line, on a thread of the library; its strings are borrowed. Without any, lines
  /// go to standard error.
  void addLogHandler(void (^block)(NS::String*, NS::String*, LogLevel, NS::String*)) {
    pewter_MTLLogState_addLogHandler_(
        this, Private::Handler<NS::String*, NS::String*, LogLevel, NS::String*>::callBlock,
        Private::Handler<NS::String*, NS::String*, LogLevel, NS::String*>::keepBlock(block),
        Private::Handler<NS::String*, NS::String*, LogLevel, NS::String*>::destroyBlock);
  }
#endif

  void addLogHandler(const LogHandlerFunction& handler) {
    pewter_MTLLogState_addLogHandler_(this, Private::Handler<NS::String*, NS::String*, LogLevel, NS::String*>::call,
                                      Private::Handler<NS::String*, NS::String*, LogLevel, NS::String*>::keep(handler),
                                      Private::Handler<NS::String*, NS::String*, LogLevel, NS::String*>::destroy);
  }
};

/// What a log state is made from. Not thread-safe.
class LogStateDescriptor : public NS::Copying<LogStateDescriptor> {
 public:
  /// A new object, +1, for init().
  static LogStateDescriptor* alloc() { return Object::alloc<LogStateDescriptor>("MTLLogStateDescriptor"); }

  /// The object, ready to use.
  LogStateDescriptor* init() { return Object::init<LogStateDescriptor>(); }

  /// Bytes of the log buffer; lines are never dropped here whatever it is.
  NS::Integer bufferSize() const { return pewter_MTLLogStateDescriptor_bufferSize(this); }

  /// Sets bufferSize().
  void setBufferSize(NS::Integer bufferSize) { pewter_MTLLogStateDescriptor_setBufferSize_(this, bufferSize); }

  /// Lines below this level are left out.
  LogLevel level() const { return pewter_MTLLogStateDescriptor_level(this); }

  /// Sets level().
  void setLevel(LogLevel level) { pewter_MTLLogStateDescriptor_setLevel_(this, level); }
};

}  // namespace MTL
