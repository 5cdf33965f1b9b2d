// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "../Foundation/Foundation.hpp"
#include "MTLDefines.hpp"
#include "MTLPrivate.hpp"

#include <cstdint>
#include <functional>

namespace MTL {

class AccelerationStructureCommandEncoder;
class AccelerationStructurePassDescriptor;
class BlitCommandEncoder;
class BlitPassDescriptor;
class CommandBuffer;
class CommandBufferDescriptor;
class CommandBufferEncoderInfo;
class CommandQueue;
class ComputeCommandEncoder;
class ComputePassDescriptor;
class Device;
class Drawable;
class Event;
class LogContainer;
class LogState;
class ParallelRenderCommandEncoder;
class RenderCommandEncoder;
class RenderPassDescriptor;
class ResidencySet;
class ResourceStateCommandEncoder;
class ResourceStatePassDescriptor;

/// How far a command buffer has come; it only grows.
_MTL_ENUM(NS::UInteger, CommandBufferStatus){
    CommandBufferStatusNotEnqueued = 0, CommandBufferStatusEnqueued = 1,  CommandBufferStatusCommitted = 2,
    CommandBufferStatusScheduled = 3,   CommandBufferStatusCompleted = 4, CommandBufferStatusError = 5,
};

/// Codes of errors in domain MTLCommandBufferErrorDomain.
_MTL_ENUM(NS::UInteger, CommandBufferError){
    CommandBufferErrorNone = 0,         CommandBufferErrorInternal = 1,       CommandBufferErrorTimeout = 2,
    CommandBufferErrorPageFault = 3,    CommandBufferErrorBlacklisted = 4,    CommandBufferErrorAccessRevoked = 4,
    CommandBufferErrorNotPermitted = 7, CommandBufferErrorOutOfMemory = 8,    CommandBufferErrorInvalidResource = 9,
    CommandBufferErrorMemoryless = 10,  CommandBufferErrorDeviceRemoved = 11, CommandBufferErrorStackOverflow = 12,
};

/// What became of an encoder in a command buffer that failed.
_MTL_ENUM(NS::Integer, CommandEncoderErrorState){
    CommandEncoderErrorStateUnknown = 0, CommandEncoderErrorStateCompleted = 1, CommandEncoderErrorStateAffected = 2,
    CommandEncoderErrorStatePending = 3, CommandEncoderErrorStateFaulted = 4,
};

/// Serial: each dispatch sees the writes of those before. Concurrent: only memoryBarrier() orders them.
_MTL_ENUM(NS::UInteger, DispatchType){
    DispatchTypeSerial = 0,
    DispatchTypeConcurrent = 1,
};

/// What errors of a command buffer shall tell.
_MTL_OPTIONS(NS::UInteger, CommandBufferErrorOption){
    CommandBufferErrorOptionNone = 0,
    CommandBufferErrorOptionEncoderExecutionStatus = 1,
};

#ifdef __BLOCKS__
using CommandBufferHandler = void (^)(CommandBuffer*);
#endif

using HandlerFunction = std::function<void(CommandBuffer*)>;

}  // namespace MTL

PEWTER_IMPORT MTL::CommandBufferErrorOption pewter_MTLCommandBufferDescriptor_errorOptions(const void* self);
PEWTER_IMPORT void pewter_MTLCommandBufferDescriptor_setErrorOptions_(const void* self,
                                                                      MTL::CommandBufferErrorOption errorOptions);
PEWTER_IMPORT void* pewter_MTLCommandBufferDescriptor_logState(const void* self);
PEWTER_IMPORT void pewter_MTLCommandBufferDescriptor_setLogState_(const void* self, const void* logState);
PEWTER_IMPORT bool pewter_MTLCommandBufferDescriptor_retainedReferences(const void* self);
PEWTER_IMPORT void pewter_MTLCommandBufferDescriptor_setRetainedReferences_(const void* self, bool retainedReferences);
PEWTER_IMPORT void pewter_MTLCommandBuffer_addCompletedHandler_(const void* self,
                                                                void (*call)(void*, MTL::CommandBuffer*), void* context,
                                                                void (*destroy)(void*));
PEWTER_IMPORT void pewter_MTLCommandBuffer_addScheduledHandler_(const void* self,
                                                                void (*call)(void*, MTL::CommandBuffer*), void* context,
                                                                void (*destroy)(void*));
PEWTER_IMPORT void* pewter_MTLCommandBuffer_blitCommandEncoder(const void* self);
PEWTER_IMPORT void* pewter_MTLCommandBuffer_blitCommandEncoderWithDescriptor_(const void* self,
                                                                              const void* blitPassDescriptor);
PEWTER_IMPORT void* pewter_MTLCommandBuffer_commandQueue(const void* self);
PEWTER_IMPORT void pewter_MTLCommandBuffer_commit(const void* self);
PEWTER_IMPORT void* pewter_MTLCommandBuffer_computeCommandEncoderWithDescriptor_(const void* self,
                                                                                 const void* computePassDescriptor);
PEWTER_IMPORT void* pewter_MTLCommandBuffer_computeCommandEncoder(const void* self);
PEWTER_IMPORT void* pewter_MTLCommandBuffer_computeCommandEncoderWithDispatchType_(const void* self,
                                                                                   MTL::DispatchType dispatchType);
PEWTER_IMPORT void* pewter_MTLCommandBuffer_device(const void* self);
PEWTER_IMPORT void pewter_MTLCommandBuffer_encodeSignalEvent_value_(const void* self, const void* event,
                                                                    uint64_t value);
PEWTER_IMPORT void pewter_MTLCommandBuffer_encodeWaitForEvent_value_(const void* self, const void* event,
                                                                     uint64_t value);
PEWTER_IMPORT void pewter_MTLCommandBuffer_enqueue(const void* self);
PEWTER_IMPORT void* pewter_MTLCommandBuffer_error(const void* self);
PEWTER_IMPORT MTL::CommandBufferErrorOption pewter_MTLCommandBuffer_errorOptions(const void* self);
PEWTER_IMPORT CFTimeInterval pewter_MTLCommandBuffer_GPUEndTime(const void* self);
PEWTER_IMPORT CFTimeInterval pewter_MTLCommandBuffer_GPUStartTime(const void* self);
PEWTER_IMPORT CFTimeInterval pewter_MTLCommandBuffer_kernelEndTime(const void* self);
PEWTER_IMPORT CFTimeInterval pewter_MTLCommandBuffer_kernelStartTime(const void* self);
PEWTER_IMPORT void* pewter_MTLCommandBuffer_label(const void* self);
PEWTER_IMPORT void pewter_MTLCommandBuffer_setLabel_(const void* self, const void* label);
PEWTER_IMPORT void pewter_MTLCommandBuffer_popDebugGroup(const void* self);
PEWTER_IMPORT void pewter_MTLCommandBuffer_pushDebugGroup_(const void* self, const void* string);
PEWTER_IMPORT bool pewter_MTLCommandBuffer_retainedReferences(const void* self);
PEWTER_IMPORT MTL::CommandBufferStatus pewter_MTLCommandBuffer_status(const void* self);
PEWTER_IMPORT void pewter_MTLCommandBuffer_useResidencySet_(const void* self, const void* residencySet);
PEWTER_IMPORT void pewter_MTLCommandBuffer_useResidencySets_count_(const void* self, const void* const* residencySets,
                                                                   NS::UInteger count);
PEWTER_IMPORT void pewter_MTLCommandBuffer_waitUntilCompleted(const void* self);
PEWTER_IMPORT void pewter_MTLCommandBuffer_waitUntilScheduled(const void* self);

namespace MTL {

/// What a command buffer is made from. Not thread-safe.
class CommandBufferDescriptor : public NS::Copying<CommandBufferDescriptor> {
 public:
  /// A new object, +1, for init().
  static CommandBufferDescriptor* alloc() {
    return Object::alloc<CommandBufferDescriptor>("MTLCommandBufferDescriptor");
  }

  /// The object, ready to use.
  CommandBufferDescriptor* init() { return Object::init<CommandBufferDescriptor>(); }

  /// Remembered: errors do not say yet how far each encoder came.
  CommandBufferErrorOption errorOptions() const { return pewter_MTLCommandBufferDescriptor_errorOptions(this); }

  /// Sets errorOptions().
  void setErrorOptions(CommandBufferErrorOption errorOptions) {
    pewter_MTLCommandBufferDescriptor_setErrorOptions_(this, errorOptions);
  }

  /// Where kernels' os_log lines go; null: the queue's. Borrowed.
  LogState* logState() const { return static_cast<LogState*>(pewter_MTLCommandBufferDescriptor_logState(this)); }

  /// Sets logState(), which is retained.
  void setLogState(const LogState* logState) { pewter_MTLCommandBufferDescriptor_setLogState_(this, logState); }

  /// Whether the buffer keeps alive what its commands use; default true.
  bool retainedReferences() const { return pewter_MTLCommandBufferDescriptor_retainedReferences(this); }

  /// Sets retainedReferences().
  void setRetainedReferences(bool retainedReferences) {
    pewter_MTLCommandBufferDescriptor_setRetainedReferences_(this, retainedReferences);
  }
};

/// What became of one encoder of a command buffer that failed. Not supported: errors do not carry it, pointers to it
/// are null.
class CommandBufferEncoderInfo : public NS::Referencing<CommandBufferEncoderInfo> {
 public:
  NS::Array* debugSignposts() const { return {}; }

  CommandEncoderErrorState errorState() const { return {}; }

  NS::String* label() const { return {}; }
};

/// Commands for a queue, encoded by one encoder after another and then committed once. For one thread at a time until
/// commit(); status(), error(), the times and the wait functions are thread-safe after it. Misuse that Metal asserts
/// on ends the process with Metal's message.
class CommandBuffer : public NS::Referencing<CommandBuffer> {
 public:
  /// Not supported: null.
  AccelerationStructureCommandEncoder* accelerationStructureCommandEncoder() {
    return static_cast<AccelerationStructureCommandEncoder*>(
        pewter_unsupported_call(this, "-[MTLCommandBuffer accelerationStructureCommandEncoder]"));
  }

  /// Not supported: null.
  AccelerationStructureCommandEncoder* accelerationStructureCommandEncoder(
      const AccelerationStructurePassDescriptor* /*descriptor*/) {
    return static_cast<AccelerationStructureCommandEncoder*>(
        pewter_unsupported_call(this, "-[MTLCommandBuffer accelerationStructureCommandEncoderWithDescriptor:]"));
  }

#ifdef __BLOCKS__
  /// Runs the function after the commands have ended, on a thread of the library, in the order in which handlers were
  /// added and buffers committed. Only before commit().
  void addCompletedHandler(const CommandBufferHandler block) {
    pewter_MTLCommandBuffer_addCompletedHandler_(this, Private::Handler<CommandBuffer*>::callBlock,
                                                 Private::Handler<CommandBuffer*>::keepBlock(block),
                                                 Private::Handler<CommandBuffer*>::destroyBlock);
  }
#endif

  void addCompletedHandler(const HandlerFunction& function) {
    pewter_MTLCommandBuffer_addCompletedHandler_(this, Private::Handler<CommandBuffer*>::call,
                                                 Private::Handler<CommandBuffer*>::keep(function),
                                                 Private::Handler<CommandBuffer*>::destroy);
  }

#ifdef __BLOCKS__
  /// Runs the function once the buffer is scheduled to run, on a thread of the library. Only before commit().
  void addScheduledHandler(const CommandBufferHandler block) {
    pewter_MTLCommandBuffer_addScheduledHandler_(this, Private::Handler<CommandBuffer*>::callBlock,
                                                 Private::Handler<CommandBuffer*>::keepBlock(block),
                                                 Private::Handler<CommandBuffer*>::destroyBlock);
  }
#endif

  void addScheduledHandler(const HandlerFunction& function) {
    pewter_MTLCommandBuffer_addScheduledHandler_(this, Private::Handler<CommandBuffer*>::call,
                                                 Private::Handler<CommandBuffer*>::keep(function),
                                                 Private::Handler<CommandBuffer*>::destroy);
  }

  /// Opens an encoder for copies and fills, autoreleased. No other encoder may be open.
  BlitCommandEncoder* blitCommandEncoder() {
    return static_cast<BlitCommandEncoder*>(pewter_MTLCommandBuffer_blitCommandEncoder(this));
  }

  BlitCommandEncoder* blitCommandEncoder(const BlitPassDescriptor* blitPassDescriptor) {
    return static_cast<BlitCommandEncoder*>(
        pewter_MTLCommandBuffer_blitCommandEncoderWithDescriptor_(this, blitPassDescriptor));
  }

  /// The queue that made it; borrowed.
  CommandQueue* commandQueue() const { return static_cast<CommandQueue*>(pewter_MTLCommandBuffer_commandQueue(this)); }

  /// Hands the commands to the queue. Once only, with no encoder open.
  void commit() { pewter_MTLCommandBuffer_commit(this); }

  /// Opens an encoder for dispatches, autoreleased; serial unless told otherwise. No other encoder may be open.
  ComputeCommandEncoder* computeCommandEncoder(const ComputePassDescriptor* computePassDescriptor) {
    return static_cast<ComputeCommandEncoder*>(
        pewter_MTLCommandBuffer_computeCommandEncoderWithDescriptor_(this, computePassDescriptor));
  }

  ComputeCommandEncoder* computeCommandEncoder() {
    return static_cast<ComputeCommandEncoder*>(pewter_MTLCommandBuffer_computeCommandEncoder(this));
  }

  ComputeCommandEncoder* computeCommandEncoder(DispatchType dispatchType) {
    return static_cast<ComputeCommandEncoder*>(
        pewter_MTLCommandBuffer_computeCommandEncoderWithDispatchType_(this, dispatchType));
  }

  /// The device; borrowed.
  Device* device() const { return static_cast<Device*>(pewter_MTLCommandBuffer_device(this)); }

  /// Sets the event to `value` once the commands before this have ended. No encoder may be open.
  void encodeSignalEvent(const Event* event, uint64_t value) {
    pewter_MTLCommandBuffer_encodeSignalEvent_value_(this, event, value);
  }

  /// Holds the commands after this back until the event has reached `value`. No encoder may be open.
  void encodeWait(const Event* event, uint64_t value) {
    pewter_MTLCommandBuffer_encodeWaitForEvent_value_(this, event, value);
  }

  /// Takes the buffer's place in the queue's order ahead of commit().
  void enqueue() { pewter_MTLCommandBuffer_enqueue(this); }

  /// Why the buffer failed (domain MTLCommandBufferErrorDomain), or null; autoreleased.
  NS::Error* error() const { return static_cast<NS::Error*>(pewter_MTLCommandBuffer_error(this)); }

  /// The options of the descriptor.
  CommandBufferErrorOption errorOptions() const { return pewter_MTLCommandBuffer_errorOptions(this); }

  /// Seconds, on the clock of GPUStartTime(), at which the last command ended; 0 before that.
  CFTimeInterval GPUEndTime() const { return pewter_MTLCommandBuffer_GPUEndTime(this); }

  /// Seconds since an arbitrary start (monotonic) at which the first command began; 0 before that.
  CFTimeInterval GPUStartTime() const { return pewter_MTLCommandBuffer_GPUStartTime(this); }

  /// Seconds at which the driver ended work on the buffer: the same as GPUEndTime() here.
  CFTimeInterval kernelEndTime() const { return pewter_MTLCommandBuffer_kernelEndTime(this); }

  /// Seconds at which the driver began work on the buffer: when it was scheduled.
  CFTimeInterval kernelStartTime() const { return pewter_MTLCommandBuffer_kernelStartTime(this); }

  /// The program's name for it, or null; autoreleased.
  NS::String* label() const { return static_cast<NS::String*>(pewter_MTLCommandBuffer_label(this)); }

  /// Sets label(); the string is copied.
  void setLabel(const NS::String* label) { pewter_MTLCommandBuffer_setLabel_(this, label); }

  /// Not supported: null.
  LogContainer* logs() const {
    return static_cast<LogContainer*>(pewter_unsupported_call(this, "-[MTLCommandBuffer logs]"));
  }

  /// Not supported: null.
  ParallelRenderCommandEncoder* parallelRenderCommandEncoder(const RenderPassDescriptor* /*renderPassDescriptor*/) {
    return static_cast<ParallelRenderCommandEncoder*>(
        pewter_unsupported_call(this, "-[MTLCommandBuffer parallelRenderCommandEncoderWithDescriptor:]"));
  }

  /// Ends the innermost debug group.
  void popDebugGroup() { pewter_MTLCommandBuffer_popDebugGroup(this); }

  /// Nothing is drawn: does nothing.
  void presentDrawable(const Drawable* /*drawable*/) {}

  /// Nothing is drawn: does nothing.
  void presentDrawableAfterMinimumDuration(const Drawable* /*drawable*/, CFTimeInterval /*duration*/) {}

  /// Nothing is drawn: does nothing.
  void presentDrawableAtTime(const Drawable* /*drawable*/, CFTimeInterval /*presentationTime*/) {}

  /// Begins a named group of commands, for captures; groups nest.
  void pushDebugGroup(const NS::String* string) { pewter_MTLCommandBuffer_pushDebugGroup_(this, string); }

  /// Not supported: null.
  RenderCommandEncoder* renderCommandEncoder(const RenderPassDescriptor* /*renderPassDescriptor*/) {
    return static_cast<RenderCommandEncoder*>(
        pewter_unsupported_call(this, "-[MTLCommandBuffer renderCommandEncoderWithDescriptor:]"));
  }

  /// Not supported: null.
  ResourceStateCommandEncoder* resourceStateCommandEncoder() {
    return static_cast<ResourceStateCommandEncoder*>(
        pewter_unsupported_call(this, "-[MTLCommandBuffer resourceStateCommandEncoder]"));
  }

  /// Not supported: null.
  ResourceStateCommandEncoder* resourceStateCommandEncoder(
      const ResourceStatePassDescriptor* /*resourceStatePassDescriptor*/) {
    return static_cast<ResourceStateCommandEncoder*>(
        pewter_unsupported_call(this, "-[MTLCommandBuffer resourceStateCommandEncoderWithDescriptor:]"));
  }

  /// Whether it keeps alive what its commands use.
  bool retainedReferences() const { return pewter_MTLCommandBuffer_retainedReferences(this); }

  /// How far the buffer has come. Reaches Completed or Error whether or not anyone waits. Thread-safe.
  CommandBufferStatus status() const { return pewter_MTLCommandBuffer_status(this); }

  /// Retains the set until the buffer has completed; all memory is resident anyway.
  void useResidencySet(const ResidencySet* residencySet) {
    pewter_MTLCommandBuffer_useResidencySet_(this, residencySet);
  }

  /// Retains `count` sets until the buffer has completed.
  void useResidencySets(const ResidencySet* const residencySets[], NS::UInteger count) {
    pewter_MTLCommandBuffer_useResidencySets_count_(this, reinterpret_cast<const void* const*>(residencySets), count);
  }

  /// Blocks until the commands have ended. Completed handlers may still be running.
  void waitUntilCompleted() { pewter_MTLCommandBuffer_waitUntilCompleted(this); }

  /// Blocks until the buffer is scheduled.
  void waitUntilScheduled() { pewter_MTLCommandBuffer_waitUntilScheduled(this); }
};

}  // namespace MTL
