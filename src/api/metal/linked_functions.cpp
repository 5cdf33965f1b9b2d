// SPDX-License-Identifier: Apache-2.0
#include "Metal/MTLLinkedFunctions.hpp"

#include "api/metal/descriptor.h"

using namespace pewter;
using namespace pewter::api;

PEWTER_DESCRIPTOR(LinkedFunctions, MTLLinkedFunctions);

PEWTER_OBJECT_PROPERTY(LinkedFunctions, LinkedFunctions, foundation::Array, functions, setFunctions_, functions)
PEWTER_OBJECT_PROPERTY(LinkedFunctions, LinkedFunctions, foundation::Array, binaryFunctions, setBinaryFunctions_,
                       binary_functions)
PEWTER_OBJECT_PROPERTY(LinkedFunctions, LinkedFunctions, foundation::Array, privateFunctions, setPrivateFunctions_,
                       private_functions)
PEWTER_OBJECT_PROPERTY(LinkedFunctions, LinkedFunctions, foundation::Dictionary, groups, setGroups_, groups)

void* pewter_MTLLinkedFunctions_linkedFunctions() { return lend(foundation::make<Descriptor<LinkedFunctions>>()); }
