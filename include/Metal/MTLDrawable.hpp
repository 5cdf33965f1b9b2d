// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "../Foundation/Foundation.hpp"
#include "MTLDefines.hpp"
#include "MTLPrivate.hpp"

#include <cstdint>
#include <functional>

namespace MTL {

class Drawable;

#ifdef __BLOCKS__
using DrawablePresentedHandler = void (^)(Drawable*);
#endif

using DrawablePresentedHandlerFunction = std::function<void(Drawable*)>;

}  // namespace MTL

namespace MTL {

/// Not supported: no object of this class exists, so pointers to it are null and calls do nothing and return zero.
class Drawable : public NS::Referencing<Drawable> {
 public:
#ifdef __BLOCKS__
  void addPresentedHandler(const DrawablePresentedHandler /*block*/) {}
#endif

  void addPresentedHandler(const DrawablePresentedHandlerFunction& /*function*/) {}

  NS::UInteger drawableID() const { return {}; }

  void present() {}

  void presentAfterMinimumDuration(CFTimeInterval /*duration*/) {}

  void presentAtTime(CFTimeInterval /*presentationTime*/) {}

  CFTimeInterval presentedTime() const { return {}; }
};

}  // namespace MTL
