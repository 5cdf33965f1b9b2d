// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "compiler/frontend/parse.h"
#include "compiler/frontend/preprocess.h"

namespace pewter::compiler::frontend {

// Parses; where Clang's errors show a construct of MSL that C++ has not, mends `tokens` there and parses again, a bounded number
// of times. The unit returned is of the tokens as they are then.
Result<std::unique_ptr<Unit>, Diagnostics> parse_and_repair(Tokens& tokens, const Options& options, const std::function<Place(const Token&)>& place_of = nullptr);

// Prints the unit's messages at the places that its tokens came from.
void report(const Unit& unit, const Tokens& tokens, Preprocessed& preprocessed);

}  // namespace pewter::compiler::frontend
