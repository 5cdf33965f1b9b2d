#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# What a change must pass before it goes in: format of the changed lines, layering and licences, links, no file twice, unit
# tests. BASE=<commit> says what the change is against (default: the upstream branch, or the last commit).
set -u
cd "$(dirname "$0")/.." || exit 2
jobs=${JOBS:-$(nproc)}
base=${BASE:-$(git rev-parse --verify -q '@{upstream}' || git rev-parse --verify -q HEAD)}
status=0

run() {
  printf '== %s\n' "$1"
  shift
  "$@" || { status=1; printf '   failed\n'; }
}

# Only lines that the change touches: nobody pays for a file's past.
format() {
  local diff
  diff=$(git clang-format-19 --binary clang-format-19 --diff --quiet "$base" -- \
    '*.h' '*.hpp' '*.c' '*.cpp' 2>&1)
  [ -z "$diff" ] || [ "$diff" = "no modified files to format" ] || [[ $diff = "clang-format did not modify"* ]] && return 0
  printf '%s\n   mend with: git clang-format-19 %s\n' "$diff" "$base"
  return 1
}

# The same content under two names is one change too many to make next time. Headers that only forward are alike by nature.
twins() {
  local found
  found=$(git ls-files -s | grep -v 'include/' | awk '$1 != "120000" { print $2 "\t" $0 }' | sort | awk -F '\t' '
    $1 == last && $1 != "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391" { print previous "\n" $3 }
    { last = $1; previous = $3 }' | sort -u)
  [ -z "$found" ] && return 0
  printf 'files with the same content:\n%s\n' "$found"
  return 1
}

unit_tests() {
  { [ -f build/release/build.ninja ] || cmake --preset release >/dev/null; } &&
    cmake --build --preset release -j "$jobs" &&
    ctest --test-dir build/release -j "$jobs" -L unit --output-on-failure
}

run "format of the lines changed since ${base:0:12}" format
run "layering and licences" tools/check_layering/check_layering.py
run "links" scripts/check_links.py .
run "no file twice" twins
run "unit tests" unit_tests
[ $status -eq 0 ] && echo "presubmit: good" || echo "presubmit: see above"
exit $status
