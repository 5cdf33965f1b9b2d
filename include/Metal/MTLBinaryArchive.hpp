// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "../Foundation/Foundation.hpp"
#include "MTLDefines.hpp"
#include "MTLPrivate.hpp"

#include <cstdint>
#include <functional>

namespace MTL {

class BinaryArchive;
class BinaryArchiveDescriptor;
class ComputePipelineDescriptor;
class Device;
class FunctionDescriptor;
class Library;
class MeshRenderPipelineDescriptor;
class RenderPipelineDescriptor;
class StitchedLibraryDescriptor;
class TileRenderPipelineDescriptor;

_MTL_ENUM(NS::UInteger, BinaryArchiveError){
    BinaryArchiveErrorNone = 0,
    BinaryArchiveErrorInvalidFile = 1,
    BinaryArchiveErrorUnexpectedElement = 2,
    BinaryArchiveErrorCompilationFailure = 3,
    BinaryArchiveErrorInternalError = 4,
};

_PEWTER_STRING_CONST(NS::ErrorDomain, BinaryArchiveDomain, "MTLBinaryArchiveDomain");

}  // namespace MTL

namespace MTL {

/// Not supported: no object of this class exists, so pointers to it are null and calls do nothing and return zero.
class BinaryArchiveDescriptor : public NS::Copying<BinaryArchiveDescriptor> {
 public:
  static BinaryArchiveDescriptor* alloc() {
    return static_cast<BinaryArchiveDescriptor*>(pewter_unsupported("MTLBinaryArchiveDescriptor"));
  }

  BinaryArchiveDescriptor* init() { return Object::init<BinaryArchiveDescriptor>(); }

  NS::URL* url() const { return {}; }

  void setUrl(const NS::URL* /*url*/) {}
};

/// Not supported: no object of this class exists, so pointers to it are null and calls do nothing and return zero.
class BinaryArchive : public NS::Referencing<BinaryArchive> {
 public:
  bool addComputePipelineFunctions(const ComputePipelineDescriptor* /*descriptor*/, NS::Error** error) {
    if (error) *error = nullptr;
    return {};
  }

  bool addFunction(const FunctionDescriptor* /*descriptor*/, const Library* /*library*/, NS::Error** error) {
    if (error) *error = nullptr;
    return {};
  }

  bool addLibrary(const StitchedLibraryDescriptor* /*descriptor*/, NS::Error** error) {
    if (error) *error = nullptr;
    return {};
  }

  bool addMeshRenderPipelineFunctions(const MeshRenderPipelineDescriptor* /*descriptor*/, NS::Error** error) {
    if (error) *error = nullptr;
    return {};
  }

  bool addRenderPipelineFunctions(const RenderPipelineDescriptor* /*descriptor*/, NS::Error** error) {
    if (error) *error = nullptr;
    return {};
  }

  bool addTileRenderPipelineFunctions(const TileRenderPipelineDescriptor* /*descriptor*/, NS::Error** error) {
    if (error) *error = nullptr;
    return {};
  }

  Device* device() const { return {}; }

  NS::String* label() const { return {}; }

  void setLabel(const NS::String* /*label*/) {}

  bool serializeToURL(const NS::URL* /*url*/, NS::Error** error) {
    if (error) *error = nullptr;
    return {};
  }
};

}  // namespace MTL
