// SPDX-License-Identifier: Apache-2.0
#pragma once

/// \file
/// Types that the classes of MetalPerformanceShaders share. Apple has no C++ headers of this framework: these have the
/// shape of metal-cpp's, and Apple's names and values.
#include "../Foundation/Foundation.hpp"
#include "../Metal/Metal.hpp"

#include <cstdint>

PEWTER_IMPORT bool pewter_MPSSupportsMTLDevice(const void* device);

namespace MPS {

/// What an element is: bits 0 to 15 are its size in bits. Products take float32, float16, bfloat16, int8 and int16.
_MTL_ENUM(std::uint32_t, DataType){
    DataTypeInvalid = 0,
    DataTypeFloatBit = 0x10000000,
    DataTypeComplexBit = 0x01000000,
    DataTypeSignedBit = 0x20000000,
    DataTypeNormalizedBit = 0x40000000,
    DataTypeAlternateEncodingBit = 0x80000000,
    DataTypeFloat32 = DataTypeFloatBit | 32,
    DataTypeFloat16 = DataTypeFloatBit | 16,
    DataTypeBFloat16 = DataTypeAlternateEncodingBit | DataTypeFloat16,
    DataTypeInt8 = DataTypeSignedBit | 8,
    DataTypeInt16 = DataTypeSignedBit | 16,
    DataTypeInt32 = DataTypeSignedBit | 32,
    DataTypeInt64 = DataTypeSignedBit | 64,
    DataTypeUInt8 = 8,
    DataTypeUInt16 = 16,
    DataTypeUInt32 = 32,
    DataTypeUInt64 = 64,
};

/// How a kernel works. Remembered only: arguments are always checked, and nothing is less precise on request.
_MTL_OPTIONS(NS::UInteger, KernelOptions){
    KernelOptionsNone = 0,
    KernelOptionsSkipAPIValidation = 1 << 0,
    KernelOptionsAllowReducedPrecision = 1 << 1,
    KernelOptionsDisableInternalTiling = 1 << 2,
    KernelOptionsInsertDebugGroups = 1 << 3,
    KernelOptionsVerbose = 1 << 4,
};

/// Whether a view may share memory with the array it is made from. Views always do here.
_MTL_OPTIONS(NS::UInteger, AliasingStrategy){
    AliasingStrategyDefault = 0,
    AliasingStrategyDontCare = AliasingStrategyDefault,
    AliasingStrategyShallAlias = 1 << 0,
    AliasingStrategyShallNotAlias = 1 << 1,
    AliasingStrategyAliasingReserved = AliasingStrategyShallAlias | AliasingStrategyShallNotAlias,
    AliasingStrategyPreferTemporaryMemory = 1 << 2,
    AliasingStrategyPreferNonTemporaryMemory = 1 << 3,
};

/// The bytes that an element takes.
inline NS::UInteger SizeofMPSDataType(DataType type) { return (static_cast<std::uint32_t>(type) & 0xffff) / 8; }

/// True for every device.
inline bool SupportsMTLDevice(const MTL::Device* device) { return pewter_MPSSupportsMTLDevice(device); }

}  // namespace MPS
