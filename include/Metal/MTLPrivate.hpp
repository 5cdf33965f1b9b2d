// SPDX-License-Identifier: Apache-2.0
#pragma once

/// \file
/// What the wrappers in the other headers need; not for programs. metal-cpp wants MTL_PRIVATE_IMPLEMENTATION defined in
/// one source file: here the macro changes nothing.
#include "MTLDefines.hpp"

#include <functional>

/// Says once in the log that the class or method is not supported. All return null.
PEWTER_IMPORT void* pewter_unsupported(const char* class_name);
/// The same for a call on an object; a call on null says nothing.
PEWTER_IMPORT void* pewter_unsupported_call(const void* self, const char* method);
/// The same, with an NS::Error in `error` (may be null).
PEWTER_IMPORT void* pewter_unsupported_error(const void* self, const char* method, void** error);

#ifdef __BLOCKS__
extern "C" void* _Block_copy(const void* block);
extern "C" void _Block_release(const void* block);
#endif

namespace MTL {
namespace Private {

/// Takes a function of the program's over the border to the library, where only C types pass: the library calls
/// `call(context, ...)`, and `destroy(context)` when it never will again. A null context stands for an empty function.
template <class... Args>
struct Handler {
  using Function = std::function<void(Args...)>;

  static void* keep(const Function& function) { return function ? new Function(function) : nullptr; }
  static void call(void* context, Args... args) { (*static_cast<Function*>(context))(args...); }
  static void destroy(void* context) { delete static_cast<Function*>(context); }

#ifdef __BLOCKS__
  using Block = void (^)(Args...);

  static void* keepBlock(Block block) { return block ? _Block_copy(reinterpret_cast<const void*>(block)) : nullptr; }
  static void callBlock(void* context, Args... args) { reinterpret_cast<Block>(context)(args...); }
  static void destroyBlock(void* context) { _Block_release(context); }
#endif
};

}  // namespace Private
}  // namespace MTL
