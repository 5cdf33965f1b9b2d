// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "../Foundation/Foundation.hpp"
#include "MTLDefines.hpp"

#include <cstdint>

namespace MTL {

/// A corner of a region, in elements.
struct Origin {
  Origin() = default;
  Origin(NS::UInteger x, NS::UInteger y, NS::UInteger z) : x(x), y(y), z(z) {}
  static Origin Make(NS::UInteger x, NS::UInteger y, NS::UInteger z) { return Origin(x, y, z); }

  NS::UInteger x;
  NS::UInteger y;
  NS::UInteger z;
};

/// Extent in three dimensions, in elements or threads.
struct Size {
  Size() = default;
  Size(NS::UInteger width, NS::UInteger height, NS::UInteger depth) : width(width), height(height), depth(depth) {}
  static Size Make(NS::UInteger width, NS::UInteger height, NS::UInteger depth) { return Size(width, height, depth); }

  NS::UInteger width;
  NS::UInteger height;
  NS::UInteger depth;
};

/// A box: where it starts and how far it reaches.
struct Region {
  Region() = default;
  Region(NS::UInteger x, NS::UInteger width) : origin(x, 0, 0), size(width, 1, 1) {}
  Region(NS::UInteger x, NS::UInteger y, NS::UInteger width, NS::UInteger height)
      : origin(x, y, 0), size(width, height, 1) {}
  Region(NS::UInteger x, NS::UInteger y, NS::UInteger z, NS::UInteger width, NS::UInteger height, NS::UInteger depth)
      : origin(x, y, z), size(width, height, depth) {}

  static Region Make1D(NS::UInteger x, NS::UInteger width) { return Region(x, width); }
  static Region Make2D(NS::UInteger x, NS::UInteger y, NS::UInteger width, NS::UInteger height) {
    return Region(x, y, width, height);
  }
  static Region Make3D(NS::UInteger x, NS::UInteger y, NS::UInteger z, NS::UInteger width, NS::UInteger height,
                       NS::UInteger depth) {
    return Region(x, y, z, width, height, depth);
  }

  MTL::Origin origin;
  MTL::Size size;
};

/// Where in a pixel a sample lies: 0 to 1 in each direction.
struct SamplePosition {
  SamplePosition() = default;
  SamplePosition(float x, float y) : x(x), y(y) {}
  static SamplePosition Make(float x, float y) { return SamplePosition(x, y); }

  float x;
  float y;
};

using Coordinate2D = SamplePosition;

/// Names a resource inside argument buffers.
struct ResourceID {
  uint64_t _impl;
};

}  // namespace MTL
