// SPDX-License-Identifier: Apache-2.0
#include <Foundation/Foundation.hpp>

unsigned long length(const char* text) { return NS::String::string(text, NS::UTF8StringEncoding)->length(); }

extern "C" int ten_times(int x) { return 10 * x; }
