// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "../Foundation/Foundation.hpp"
#include "MTLDefines.hpp"
#include "MTLPrivate.hpp"

#include <cstdint>
#include <functional>

namespace MTL {

class CaptureDescriptor;
class CaptureManager;
class CaptureScope;
class CommandQueue;
class Device;

/// Codes of errors in domain MTLCaptureErrorDomain.
_MTL_ENUM(NS::Integer, CaptureError){
    CaptureErrorNotSupported = 1,
    CaptureErrorAlreadyCapturing = 2,
    CaptureErrorInvalidDescriptor = 3,
};

/// Where a capture goes: only GPU trace documents are supported.
_MTL_ENUM(NS::Integer, CaptureDestination){
    CaptureDestinationDeveloperTools = 1,
    CaptureDestinationGPUTraceDocument = 2,
};

}  // namespace MTL

PEWTER_IMPORT void* pewter_MTLCaptureDescriptor_captureObject(const void* self);
PEWTER_IMPORT void pewter_MTLCaptureDescriptor_setCaptureObject_(const void* self, const void* captureObject);
PEWTER_IMPORT MTL::CaptureDestination pewter_MTLCaptureDescriptor_destination(const void* self);
PEWTER_IMPORT void pewter_MTLCaptureDescriptor_setDestination_(const void* self, MTL::CaptureDestination destination);
PEWTER_IMPORT void* pewter_MTLCaptureDescriptor_outputURL(const void* self);
PEWTER_IMPORT void pewter_MTLCaptureDescriptor_setOutputURL_(const void* self, const void* outputURL);
PEWTER_IMPORT void* pewter_MTLCaptureManager_sharedCaptureManager();
PEWTER_IMPORT void* pewter_MTLCaptureManager_defaultCaptureScope(const void* self);
PEWTER_IMPORT void pewter_MTLCaptureManager_setDefaultCaptureScope_(const void* self, const void* defaultCaptureScope);
PEWTER_IMPORT bool pewter_MTLCaptureManager_isCapturing(const void* self);
PEWTER_IMPORT void* pewter_MTLCaptureManager_newCaptureScopeWithDevice_(const void* self, const void* device);
PEWTER_IMPORT void* pewter_MTLCaptureManager_newCaptureScopeWithCommandQueue_(const void* self,
                                                                              const void* commandQueue);
PEWTER_IMPORT bool pewter_MTLCaptureManager_startCaptureWithDescriptor_error_(const void* self, const void* descriptor,
                                                                              void** error);
PEWTER_IMPORT void pewter_MTLCaptureManager_startCaptureWithDevice_(const void* self, const void* device);
PEWTER_IMPORT void pewter_MTLCaptureManager_startCaptureWithCommandQueue_(const void* self, const void* commandQueue);
PEWTER_IMPORT void pewter_MTLCaptureManager_startCaptureWithScope_(const void* self, const void* captureScope);
PEWTER_IMPORT void pewter_MTLCaptureManager_stopCapture(const void* self);
PEWTER_IMPORT bool pewter_MTLCaptureManager_supportsDestination_(const void* self, MTL::CaptureDestination destination);

namespace MTL {

/// What a capture records. Not thread-safe.
class CaptureDescriptor : public NS::Copying<CaptureDescriptor> {
 public:
  /// A new object, +1, for init().
  static CaptureDescriptor* alloc() { return Object::alloc<CaptureDescriptor>("MTLCaptureDescriptor"); }

  /// The object, ready to use.
  CaptureDescriptor* init() { return Object::init<CaptureDescriptor>(); }

  /// A device, queue or capture scope; borrowed.
  NS::Object* captureObject() const {
    return static_cast<NS::Object*>(pewter_MTLCaptureDescriptor_captureObject(this));
  }

  /// Sets captureObject(), which is retained.
  void setCaptureObject(NS::Object* captureObject) {
    pewter_MTLCaptureDescriptor_setCaptureObject_(this, captureObject);
  }

  /// Developer tools, or a document at outputURL().
  CaptureDestination destination() const { return pewter_MTLCaptureDescriptor_destination(this); }

  /// Sets destination().
  void setDestination(CaptureDestination destination) {
    pewter_MTLCaptureDescriptor_setDestination_(this, destination);
  }

  /// Where the document goes: a folder named ....gputrace, with a JSON trace of the commands in it; autoreleased.
  NS::URL* outputURL() const { return static_cast<NS::URL*>(pewter_MTLCaptureDescriptor_outputURL(this)); }

  /// Sets outputURL().
  void setOutputURL(const NS::URL* outputURL) { pewter_MTLCaptureDescriptor_setOutputURL_(this, outputURL); }
};

/// Records the commands of a stretch of the program's run into a trace. As on a Mac, captures are off unless
/// MTL_CAPTURE_ENABLED=1 is in the environment. Thread-safe.
class CaptureManager : public NS::Referencing<CaptureManager> {
 public:
  /// A new object, +1, for init().
  static CaptureManager* alloc() { return Object::alloc<CaptureManager>("MTLCaptureManager"); }

  /// The object, ready to use.
  CaptureManager* init() { return Object::init<CaptureManager>(); }

  /// The manager of the process; borrowed.
  static CaptureManager* sharedCaptureManager() {
    return static_cast<CaptureManager*>(pewter_MTLCaptureManager_sharedCaptureManager());
  }

  /// The scope set as default, or null; borrowed.
  CaptureScope* defaultCaptureScope() const {
    return static_cast<CaptureScope*>(pewter_MTLCaptureManager_defaultCaptureScope(this));
  }

  /// Sets defaultCaptureScope(), which is retained.
  void setDefaultCaptureScope(const CaptureScope* defaultCaptureScope) {
    pewter_MTLCaptureManager_setDefaultCaptureScope_(this, defaultCaptureScope);
  }

  /// Whether a capture is under way.
  bool isCapturing() const { return pewter_MTLCaptureManager_isCapturing(this); }

  /// A scope around the commands of the device or queue, +1.
  CaptureScope* newCaptureScope(const Device* device) {
    return static_cast<CaptureScope*>(pewter_MTLCaptureManager_newCaptureScopeWithDevice_(this, device));
  }

  CaptureScope* newCaptureScope(const CommandQueue* commandQueue) {
    return static_cast<CaptureScope*>(pewter_MTLCaptureManager_newCaptureScopeWithCommandQueue_(this, commandQueue));
  }

  /// Starts to record. False with an error (domain MTLCaptureError) when captures are off, one is under way, the
  /// destination is not supported, or the output exists or cannot be written.
  bool startCapture(const CaptureDescriptor* descriptor, NS::Error** error) {
    return pewter_MTLCaptureManager_startCaptureWithDescriptor_error_(this, descriptor,
                                                                      reinterpret_cast<void**>(error));
  }

  /// Starts to record all commands of the device, queue or scope. Only documents can be captured, so this says so in
  /// the log and does nothing.
  void startCapture(const Device* device) { pewter_MTLCaptureManager_startCaptureWithDevice_(this, device); }

  void startCapture(const CommandQueue* commandQueue) {
    pewter_MTLCaptureManager_startCaptureWithCommandQueue_(this, commandQueue);
  }

  void startCapture(const CaptureScope* captureScope) {
    pewter_MTLCaptureManager_startCaptureWithScope_(this, captureScope);
  }

  /// Ends the capture and writes the trace.
  void stopCapture() { pewter_MTLCaptureManager_stopCapture(this); }

  /// True for GPU trace documents, where captures are on.
  bool supportsDestination(CaptureDestination destination) {
    return pewter_MTLCaptureManager_supportsDestination_(this, destination);
  }
};

}  // namespace MTL
