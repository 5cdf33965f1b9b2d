// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <vector>

#include "model/finding.h"

// What makes two findings the same: the rule, and on each side the call and the innermost frames of the program, by
// function and by the file's name. Line numbers, addresses, threads and object numbers are not in it, so it outlives a
// rebuild, another checkout and unrelated edits. A frame of a stripped file has its offset in place of a name, which
// does not.
namespace pewter::report {

using Stacks = std::map<model::StackId, model::Stack>;

std::string fingerprint(const model::Finding& finding, const Stacks& stacks);  // 16 hex digits

// One finding a fingerprint: the first stays, the counts add up.
void merge_same(std::vector<model::Finding>* findings, const Stacks& stacks);

}  // namespace pewter::report
