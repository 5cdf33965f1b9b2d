// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

// Text files that travel inside of the library; CMakeLists.txt embeds them.
namespace pewter::report::html {

extern const std::string_view kPageCss;
extern const std::string_view kChartJs;
extern const std::string_view kPageJs;

}  // namespace pewter::report::html
