// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "../Foundation/Foundation.hpp"
#include "MTLDefines.hpp"
#include "MTLPrivate.hpp"

#include <cstdint>
#include <functional>

namespace MTL {

class FunctionStitchingAttribute;
class FunctionStitchingAttributeAlwaysInline;
class FunctionStitchingFunctionNode;
class FunctionStitchingGraph;
class FunctionStitchingInputNode;
class FunctionStitchingNode;
class StitchedLibraryDescriptor;

_MTL_OPTIONS(NS::UInteger, StitchedLibraryOptions){
    StitchedLibraryOptionNone = 0,
    StitchedLibraryOptionFailOnBinaryArchiveMiss = 1,
    StitchedLibraryOptionStoreLibraryInMetalPipelinesScript = 1 << 1,
};

}  // namespace MTL

namespace MTL {

/// Not supported: no object of this class exists, so pointers to it are null and calls do nothing and return zero.
class FunctionStitchingAttribute : public NS::Referencing<FunctionStitchingAttribute> {
 public:
};

/// Not supported: no object of this class exists, so pointers to it are null and calls do nothing and return zero.
class FunctionStitchingAttributeAlwaysInline
    : public NS::Referencing<FunctionStitchingAttributeAlwaysInline, FunctionStitchingAttribute> {
 public:
  static FunctionStitchingAttributeAlwaysInline* alloc() {
    return static_cast<FunctionStitchingAttributeAlwaysInline*>(
        pewter_unsupported("MTLFunctionStitchingAttributeAlwaysInline"));
  }

  FunctionStitchingAttributeAlwaysInline* init() { return Object::init<FunctionStitchingAttributeAlwaysInline>(); }
};

/// Not supported: no object of this class exists, so pointers to it are null and calls do nothing and return zero.
class FunctionStitchingNode : public NS::Copying<FunctionStitchingNode> {
 public:
};

/// Not supported: no object of this class exists, so pointers to it are null and calls do nothing and return zero.
class FunctionStitchingInputNode : public NS::Referencing<FunctionStitchingInputNode, FunctionStitchingNode> {
 public:
  static FunctionStitchingInputNode* alloc() {
    return static_cast<FunctionStitchingInputNode*>(pewter_unsupported("MTLFunctionStitchingInputNode"));
  }

  FunctionStitchingInputNode* init() { return Object::init<FunctionStitchingInputNode>(); }

  FunctionStitchingInputNode* init(NS::UInteger /*argument*/) { return {}; }

  NS::UInteger argumentIndex() const { return {}; }

  void setArgumentIndex(NS::UInteger /*argumentIndex*/) {}
};

/// Not supported: no object of this class exists, so pointers to it are null and calls do nothing and return zero.
class FunctionStitchingFunctionNode : public NS::Referencing<FunctionStitchingFunctionNode, FunctionStitchingNode> {
 public:
  static FunctionStitchingFunctionNode* alloc() {
    return static_cast<FunctionStitchingFunctionNode*>(pewter_unsupported("MTLFunctionStitchingFunctionNode"));
  }

  FunctionStitchingFunctionNode* init() { return Object::init<FunctionStitchingFunctionNode>(); }

  FunctionStitchingFunctionNode* init(const NS::String* /*name*/, const NS::Array* /*arguments*/,
                                      const NS::Array* /*controlDependencies*/) {
    return {};
  }

  NS::Array* arguments() const { return {}; }

  void setArguments(const NS::Array* /*arguments*/) {}

  NS::Array* controlDependencies() const { return {}; }

  void setControlDependencies(const NS::Array* /*controlDependencies*/) {}

  NS::String* name() const { return {}; }

  void setName(const NS::String* /*name*/) {}
};

/// Not supported: no object of this class exists, so pointers to it are null and calls do nothing and return zero.
class FunctionStitchingGraph : public NS::Copying<FunctionStitchingGraph> {
 public:
  static FunctionStitchingGraph* alloc() {
    return static_cast<FunctionStitchingGraph*>(pewter_unsupported("MTLFunctionStitchingGraph"));
  }

  FunctionStitchingGraph* init() { return Object::init<FunctionStitchingGraph>(); }

  FunctionStitchingGraph* init(const NS::String* /*functionName*/, const NS::Array* /*nodes*/,
                               const FunctionStitchingFunctionNode* /*outputNode*/, const NS::Array* /*attributes*/) {
    return {};
  }

  NS::Array* attributes() const { return {}; }

  void setAttributes(const NS::Array* /*attributes*/) {}

  NS::String* functionName() const { return {}; }

  void setFunctionName(const NS::String* /*functionName*/) {}

  NS::Array* nodes() const { return {}; }

  void setNodes(const NS::Array* /*nodes*/) {}

  FunctionStitchingFunctionNode* outputNode() const { return {}; }

  void setOutputNode(const FunctionStitchingFunctionNode* /*outputNode*/) {}
};

/// Not supported: no object of this class exists, so pointers to it are null and calls do nothing and return zero.
class StitchedLibraryDescriptor : public NS::Copying<StitchedLibraryDescriptor> {
 public:
  static StitchedLibraryDescriptor* alloc() {
    return static_cast<StitchedLibraryDescriptor*>(pewter_unsupported("MTLStitchedLibraryDescriptor"));
  }

  StitchedLibraryDescriptor* init() { return Object::init<StitchedLibraryDescriptor>(); }

  NS::Array* binaryArchives() const { return {}; }

  void setBinaryArchives(const NS::Array* /*binaryArchives*/) {}

  NS::Array* functionGraphs() const { return {}; }

  void setFunctionGraphs(const NS::Array* /*functionGraphs*/) {}

  NS::Array* functions() const { return {}; }

  void setFunctions(const NS::Array* /*functions*/) {}

  StitchedLibraryOptions options() const { return {}; }

  void setOptions(StitchedLibraryOptions /*options*/) {}
};

}  // namespace MTL
