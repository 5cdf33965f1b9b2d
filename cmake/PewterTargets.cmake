# SPDX-License-Identifier: Apache-2.0
# How every target of the project is made: one static library a layer, one test program a layer.

add_library(pewter_options INTERFACE)
target_compile_options(pewter_options INTERFACE -Wall -Wextra -Wno-unused-parameter)
if(PEWTER_SANITIZE STREQUAL "address")
  # Calls on null objects are legal in Metal programs and tested; a null pointer that is really followed ends the test anyway.
  # Checks of a function's type read what the compiler put in front of it: in front of a compiled kernel lies nothing, or an
  # unmapped page.
  target_compile_options(pewter_options INTERFACE -fsanitize=address,undefined -fno-sanitize=null,function -fno-omit-frame-pointer
    -fno-sanitize-recover=undefined)
  target_link_options(pewter_options INTERFACE -fsanitize=address,undefined)
elseif(PEWTER_SANITIZE STREQUAL "thread")
  target_compile_options(pewter_options INTERFACE -fsanitize=thread -fno-omit-frame-pointer)
  target_link_options(pewter_options INTERFACE -fsanitize=thread)
endif()

# C++ has no calls on null, Objective-C has: for test sources that make them the sanitizer would be right, and the programs
# are as they are. Of a source, since a target's own options come before those of pewter_options.
function(pewter_calls_on_null)
  if(PEWTER_SANITIZE STREQUAL "address")
    set_source_files_properties(${ARGN} PROPERTIES COMPILE_OPTIONS "-fno-sanitize=null,object-size")
  endif()
endfunction()

# pewter_layer(NAME SOURCES a.cpp b.cpp LINK other_layer ...): static library pewter_NAME, included from src/.
function(pewter_layer name)
  cmake_parse_arguments(ARG "" "" "SOURCES;LINK" ${ARGN})
  add_library(pewter_${name} STATIC ${ARG_SOURCES})
  target_include_directories(pewter_${name} PUBLIC ${PROJECT_SOURCE_DIR}/src)
  target_link_libraries(pewter_${name} PUBLIC pewter_options ${ARG_LINK})
endfunction()

# The tests that the sanitizer builds are for: what is ours and runs on several threads. scripts/test.sh builds this target
# and runs its tests by their labels (sanitize, and those of tests/{api,death,stress}). Left out are the compiler and the tests
# that link it: exec/reference is checked through tests/api, with kernels from the release build's compiler.
add_custom_target(sanitizer_tests)
set(PEWTER_SANITIZED_FOLDERS "^src/(support|model|foundation|blas|mps|exec/null|exec/support|exec/cpu|runtime|check|report|session|stacks|api)(/|$)")

# pewter_test(NAME SOURCES a_test.cpp LINK pewter_x ...): GoogleTest program NAME, one ctest entry a program.
# OPTIMIZED: for tests that compute much themselves. Labels let CI and people choose: ctest -L unit.
function(pewter_test name)
  cmake_parse_arguments(ARG "OPTIMIZED" "LABEL;TIMEOUT" "SOURCES;LINK" ${ARGN})
  if(NOT PEWTER_TESTS)
    return()
  endif()
  add_executable(${name} ${ARG_SOURCES})
  target_include_directories(${name} PRIVATE ${PROJECT_SOURCE_DIR}/src)
  target_link_libraries(${name} PRIVATE pewter_options ${ARG_LINK} GTest::gmock GTest::gtest_main)
  # Most of a test's time is its compiler's.
  if(NOT ARG_OPTIMIZED)
    target_compile_options(${name} PRIVATE -O0)
  endif()
  if(NOT ARG_LABEL)
    set(ARG_LABEL unit)
  endif()
  if(NOT ARG_TIMEOUT)
    set(ARG_TIMEOUT 120)
  endif()
  # One entry a program keeps ctest's own cost low; GoogleTest names the failing case.
  add_test(NAME ${name} COMMAND ${name})
  file(RELATIVE_PATH folder ${PROJECT_SOURCE_DIR} ${CMAKE_CURRENT_SOURCE_DIR})
  if(folder MATCHES "${PEWTER_SANITIZED_FOLDERS}")
    list(APPEND ARG_LABEL sanitize)
    add_dependencies(sanitizer_tests ${name})
  endif()
  set_tests_properties(${name} PROPERTIES LABELS "${ARG_LABEL}" TIMEOUT ${ARG_TIMEOUT}
    ENVIRONMENT "PEWTER_CACHE_DIR=${CMAKE_BINARY_DIR}/test-cache")
endfunction()
