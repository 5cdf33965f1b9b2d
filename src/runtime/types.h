// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>

#include "exec/executor.h"
#include "foundation/ref.h"
#include "model/command.h"
#include "support/result.h"

// Small types that every runtime class speaks. Enumerator values are Metal's own: the API casts.
namespace pewter::runtime {

using foundation::Ref;
using foundation::make;
using model::ObjectId;

// What the API turns into an NS::Error: Metal's domain and code, and the localized description.
struct Error {
  std::string domain;
  long code = 0;
  std::string message;
};

template <class T>
using Expected = Result<T, Error>;

// Metal's error domains and codes.
inline constexpr const char* kLibraryErrorDomain = "MTLLibraryErrorDomain";
inline constexpr const char* kCommandBufferErrorDomain = "MTLCommandBufferErrorDomain";
inline constexpr const char* kCaptureErrorDomain = "MTLCaptureError";
inline constexpr const char* kLogStateErrorDomain = "MTLLogStateErrorDomain";
enum LibraryError : long {
  kLibraryUnsupported = 1, kLibraryInternal = 2, kLibraryCompileFailure = 3, kLibraryCompileWarning = 4,
  kLibraryFunctionNotFound = 5, kLibraryFileNotFound = 6,
};
enum CommandBufferError : long {
  kCommandBufferInternal = 1, kCommandBufferTimeout = 2, kCommandBufferPageFault = 3, kCommandBufferOutOfMemory = 8,
  kCommandBufferStackOverflow = 12,
};
enum CaptureError : long { kCaptureNotSupported = 1, kCaptureAlreadyCapturing = 2, kCaptureInvalidDescriptor = 3 };

struct Size {
  std::uint64_t width = 1, height = 1, depth = 1;
};
// Saturates: a size that does not fit in 64 bits is as wrong as one that is merely too large.
inline std::uint64_t volume(Size size) {
  unsigned __int128 product = static_cast<unsigned __int128>(size.width) * size.height;
  if (product > UINT64_MAX) return UINT64_MAX;
  product *= size.depth;
  return product > UINT64_MAX ? UINT64_MAX : static_cast<std::uint64_t>(product);
}
struct Range {
  std::uint64_t location = 0, length = 0;
};
struct SizeAndAlign {
  std::uint64_t size = 0, align = 0;
};

enum class StorageMode : std::uint32_t { shared = 0, managed = 1, private_memory = 2, memoryless = 3 };
enum class CpuCacheMode : std::uint32_t { default_cache = 0, write_combined = 1 };
enum class HazardTrackingMode : std::uint32_t { by_default = 0, untracked = 1, tracked = 2 };
enum class PurgeableState : std::uint32_t { keep_current = 1, non_volatile = 2, is_volatile = 3, empty = 4 };
enum class HeapType : std::uint32_t { automatic = 0, placement = 1, sparse = 2 };
enum class DispatchType : std::uint32_t { serial = 0, concurrent = 1 };
enum class CommandBufferStatus : std::uint32_t { not_enqueued = 0, enqueued = 1, committed = 2, scheduled = 3, completed = 4, error = 5 };
enum BarrierScope : std::uint32_t { kBarrierBuffers = 1, kBarrierTextures = 2, kBarrierRenderTargets = 4 };
enum ResourceUsage : std::uint32_t { kUsageRead = 1, kUsageWrite = 2, kUsageSample = 4 };

// MTLResourceOptions: cache mode in bits 0-3, storage mode in bits 4-7, hazard tracking in bits 8-9.
struct ResourceOptions {
  std::uint64_t bits = 0;

  CpuCacheMode cpu_cache_mode() const { return static_cast<CpuCacheMode>(bits & 0xf); }
  StorageMode storage_mode() const { return static_cast<StorageMode>((bits >> 4) & 0xf); }
  HazardTrackingMode hazard_tracking_mode() const { return static_cast<HazardTrackingMode>((bits >> 8) & 0x3); }
};

class Buffer;
class CaptureManager;
class CaptureScope;
class CommandBuffer;
class CommandQueue;
class ComputePipelineState;
class Device;
class Event;
class Fence;
class Function;
class Heap;
class Library;
class LogState;
class ResidencySet;
class Resource;
class SharedEvent;

// Called on another thread than the caller's; the object is alive during the call.
using CommandBufferHandler = std::function<void(CommandBuffer*)>;
// Exactly one of value and error is given. Called on another thread.
template <class T>
using CompletionHandler = std::function<void(Expected<Ref<T>>)>;

}  // namespace pewter::runtime
