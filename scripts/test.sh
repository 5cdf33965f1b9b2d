#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Builds and runs every test:
#   release  everything
#   asan     the tests of foundation, runtime, executors, API, misuse and threads with AddressSanitizer and UBSan,
#            and the fuzzers, half a minute each
#   tsan     the same with ThreadSanitizer, without the fuzzers
# and ends with one line over all of them, in ctest's words. Stages can be named: scripts/test.sh asan tsan.
# The kernels of the sanitizer builds are compiled by the release build's libpewter-compiler.so: building LLVM's users three
# times would teach nothing and take most of the time.
set -u
cd "$(dirname "$0")/.." || exit 2
jobs=${JOBS:-$(nproc)}
stages=("$@")
[ ${#stages[@]} -eq 0 ] && stages=(release asan tsan)

failed=0
total=0
summary=()

# tests_of STAGE COMMAND...: runs ctest and adds its counts to the totals.
tests_of() {
  local stage=$1 log=build/$1/test.log line
  shift
  "$@" 2>&1 | tee "$log"
  line=$(grep -E '^[0-9]+% tests passed' "$log" | tail -1)
  if [[ $line =~ ([0-9]+)\ tests?\ failed\ out\ of\ ([0-9]+) ]]; then
    failed=$((failed + BASH_REMATCH[1]))
    total=$((total + BASH_REMATCH[2]))
  else  # ctest itself did not get to the end
    failed=$((failed + 1))
    total=$((total + 1))
    line="ctest did not finish"
  fi
  summary+=("$stage: $line")
}

stage() {
  local preset=$1 target=$2 began=$SECONDS
  shift 2
  printf '\n== %s: build\n' "$preset"
  mkdir -p "build/$preset"
  if ! { [ -f "build/$preset/build.ninja" ] || cmake --preset "$preset"; } ||
     ! cmake --build --preset "$preset" -j "$jobs" --target ${target//;/ }; then
    failed=$((failed + 1))
    total=$((total + 1))
    summary+=("$preset: the build failed")
    return
  fi
  printf '\n== %s: tests (built in %d s)\n' "$preset" $((SECONDS - began))
  tests_of "$preset" ctest --test-dir "build/$preset" -j "$jobs" --output-on-failure --no-tests=error "$@"
  summary[-1]+=" ($((SECONDS - began)) s)"
}

for name in "${stages[@]}"; do
  case $name in
    release) stage release all ;;
    asan)
      PEWTER_COMPILER_LIBRARY=$PWD/build/release/lib/libpewter-compiler.so \
        stage asan sanitizer_tests -L '^(sanitize|api|death|stress|fuzz)$'
      ;;
    tsan)
      PEWTER_COMPILER_LIBRARY=$PWD/build/release/lib/libpewter-compiler.so \
        stage tsan sanitizer_tests -L '^(sanitize|api|death|stress)$'
      ;;
    *) echo "test.sh: no stage '$name' (release, asan, tsan)" >&2; exit 2 ;;
  esac
done

printf '\n== all stages, %d s\n' "$SECONDS"
printf '   %s\n' "${summary[@]}"
[ "$total" -eq 0 ] && { echo "test.sh: nothing ran" >&2; exit 1; }
# Rounded down, so that 100% means all.
printf '\n%d%% tests passed, %d tests failed out of %d\n' $(((total - failed) * 100 / total)) "$failed" "$total"
[ "$failed" -eq 0 ]
