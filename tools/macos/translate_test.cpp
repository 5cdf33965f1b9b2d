// SPDX-License-Identifier: Apache-2.0
#include "translate.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace pewter::macos {
namespace {
}  // namespace
}  // namespace pewter::macos
