/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

/** \file
 * Sizes and points, as CA::MetalLayer and view code name them. CoreGraphics itself is not supported.
 */
typedef double CGFloat;

struct CGPoint {
  CGFloat x;
  CGFloat y;
};
typedef struct CGPoint CGPoint;

struct CGSize {
  CGFloat width;
  CGFloat height;
};
typedef struct CGSize CGSize;

struct CGRect {
  CGPoint origin;
  CGSize size;
};
typedef struct CGRect CGRect;
