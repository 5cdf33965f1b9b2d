// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "NSDefines.hpp"
#include "NSObject.hpp"
#include "NSPrivate.hpp"
#include "NSTypes.hpp"

PEWTER_IMPORT void* pewter_NSURL_fileURLWithPath_(const void* path);
PEWTER_IMPORT void* pewter_NSURL_initWithString_(void* self, const void* string);
PEWTER_IMPORT void* pewter_NSURL_initFileURLWithPath_(void* self, const void* path);
PEWTER_IMPORT const char* pewter_NSURL_fileSystemRepresentation(const void* self);

namespace NS {

/// The address of a file. Immutable and thread-safe.
class URL : public Copying<URL> {
 public:
  /// A relative path starts at the working directory of this moment. Autoreleased; null for a null path.
  static URL* fileURLWithPath(const class String* pPath) {
    return static_cast<URL*>(pewter_NSURL_fileURLWithPath_(pPath));
  }

  /// A new URL for one of the init methods. The caller owns it.
  static URL* alloc() { return Object::alloc<URL>("NSURL"); }
  URL* init() { return Object::init<URL>(); }
  /// From text such as "file:///tmp/a.metallib". On a null string the receiver is released and null returned.
  URL* init(const class String* pString) { return static_cast<URL*>(pewter_NSURL_initWithString_(this, pString)); }
  /// As fileURLWithPath().
  URL* initFileURLWithPath(const class String* pPath) {
    return static_cast<URL*>(pewter_NSURL_initFileURLWithPath_(this, pPath));
  }

  /// The path, for system calls. Lives as long as the URL.
  const char* fileSystemRepresentation() const { return pewter_NSURL_fileSystemRepresentation(this); }
};

}  // namespace NS
