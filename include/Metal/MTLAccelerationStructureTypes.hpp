// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "../Foundation/Foundation.hpp"
#include "MTLDefines.hpp"

#include <cstdint>

namespace MTL {

#if defined(__clang__)
#pragma clang diagnostic push
#pragma clang diagnostic ignored "-Wgnu-anonymous-struct"
#pragma clang diagnostic ignored "-Wnested-anon-types"
#endif

/// Three floats with no padding.
struct PackedFloat3 {
  PackedFloat3() : x(0), y(0), z(0) {}
  PackedFloat3(float x, float y, float z) : x(x), y(y), z(z) {}

  float& operator[](int idx) { return elements[idx]; }
  float operator[](int idx) const { return elements[idx]; }

  union {
    __extension__ struct {
      float x;
      float y;
      float z;
    };
    float elements[3];
  };
};

/// A rotation as a quaternion; identity at first.
struct PackedFloatQuaternion {
  PackedFloatQuaternion() : x(0), y(0), z(0), w(1) {}
  PackedFloatQuaternion(float x, float y, float z, float w) : x(x), y(y), z(z), w(w) {}

  float& operator[](int idx) { return elements[idx]; }
  const float& operator[](int idx) const { return elements[idx]; }

  union {
    __extension__ struct {
      float x;
      float y;
      float z;
      float w;
    };
    float elements[4];
  };
};

#if defined(__clang__)
#pragma clang diagnostic pop
#endif

/// Four columns of three floats: an affine transformation; zero at first.
struct PackedFloat4x3 {
  PackedFloat4x3() = default;
  PackedFloat4x3(const PackedFloat3& col0, const PackedFloat3& col1, const PackedFloat3& col2, const PackedFloat3& col3)
      : columns{col0, col1, col2, col3} {}

  PackedFloat3& operator[](int idx) { return columns[idx]; }
  const PackedFloat3& operator[](int idx) const { return columns[idx]; }

  PackedFloat3 columns[4];
};

/// A box along the axes.
struct AxisAlignedBoundingBox {
  AxisAlignedBoundingBox() = default;
  AxisAlignedBoundingBox(PackedFloat3 p) : min(p), max(p) {}
  AxisAlignedBoundingBox(PackedFloat3 min, PackedFloat3 max) : min(min), max(max) {}

  PackedFloat3 min;
  PackedFloat3 max;
};

/// A transformation in parts.
struct ComponentTransform {
  PackedFloat3 scale;
  PackedFloat3 shear;
  PackedFloat3 pivot;
  PackedFloatQuaternion rotation;
  PackedFloat3 translation;
};

}  // namespace MTL
