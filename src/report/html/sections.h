// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "report/html/source.h"
#include "report/lookup.h"

// The parts of the page. Everything of the program's goes through escape_markup(), or into the JSON of data().
namespace pewter::report::html {

std::string finding(const Lookup& lookup, Sources& sources, std::size_t index);
std::string timeline_section();  // the drawing's frame; page.js fills it
std::string crash(const Lookup& lookup, Sources& sources);
std::string process(const Lookup& lookup);

// What page.js draws, as JSON that may stand inside of a <script>.
std::string data(const Lookup& lookup, Sources& sources);

std::string stack(const Lookup& lookup, Sources& sources, model::StackId id);

}  // namespace pewter::report::html
