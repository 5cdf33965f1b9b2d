# SPDX-License-Identifier: Apache-2.0
# The toolchain file of `pewter cmake`: it makes CMake build for this system, with compilers that take the command lines of
# Apple's. What the project is told about the system, once it is set up, is in project.cmake.
#
# CMake reads this more than once, also in the small projects that it tries compilers with.
get_filename_component(PEWTER_PREFIX "${CMAKE_CURRENT_LIST_DIR}/@PEWTER_PREFIX_FROM_MACOS@" ABSOLUTE)
set(PEWTER_MACOS_TOOLS "${PEWTER_PREFIX}/@CMAKE_INSTALL_LIBEXECDIR@/pewter/macos")

if(PEWTER_CHAINLOAD_TOOLCHAIN_FILE)
  include("${PEWTER_CHAINLOAD_TOOLCHAIN_FILE}")
endif()

# Also for a configuration that the build starts by itself.
if(NOT "$ENV{PATH}" MATCHES "^${PEWTER_MACOS_TOOLS}:")
  set(ENV{PATH} "${PEWTER_MACOS_TOOLS}:${PEWTER_PREFIX}/@CMAKE_INSTALL_LIBEXECDIR@/pewter:$ENV{PATH}")
endif()

if(NOT DEFINED CMAKE_C_COMPILER)
  set(CMAKE_C_COMPILER "${PEWTER_MACOS_TOOLS}/clang")
endif()
if(NOT DEFINED CMAKE_CXX_COMPILER)
  set(CMAKE_CXX_COMPILER "${PEWTER_MACOS_TOOLS}/clang++")
endif()
if(NOT DEFINED CMAKE_OBJC_COMPILER)
  set(CMAKE_OBJC_COMPILER "${PEWTER_MACOS_TOOLS}/clang")
endif()
if(NOT DEFINED CMAKE_OBJCXX_COMPILER)
  set(CMAKE_OBJCXX_COMPILER "${PEWTER_MACOS_TOOLS}/clang++")
endif()

# find_library(Metal), find_path(Metal/Metal.hpp): after the places that the project and its user name.
list(APPEND CMAKE_SYSTEM_PREFIX_PATH "${PEWTER_PREFIX}")
list(REMOVE_DUPLICATES CMAKE_SYSTEM_PREFIX_PATH)

# Projects read these without asking whether they are set, as every Mac's CMake sets them.
set(CMAKE_OSX_ARCHITECTURES "$ENV{CMAKE_OSX_ARCHITECTURES}" CACHE STRING "Not used: code is made for this machine")
set(CMAKE_OSX_DEPLOYMENT_TARGET "$ENV{MACOSX_DEPLOYMENT_TARGET}" CACHE STRING "Not used: there is one version")
set(CMAKE_OSX_SYSROOT "" CACHE STRING "Not used: there is no SDK")

# A system's frameworks need no search path in what is installed. Pewter may lie anywhere.
if(NOT DEFINED CMAKE_INSTALL_RPATH_USE_LINK_PATH)
  set(CMAKE_INSTALL_RPATH_USE_LINK_PATH ON)
endif()

# The small projects that CMake tries compilers with are CMake's own: they are told nothing.
get_property(pewter_tries GLOBAL PROPERTY IN_TRY_COMPILE)
if(NOT pewter_tries)
  set(CMAKE_PROJECT_INCLUDE "${CMAKE_CURRENT_LIST_DIR}/project.cmake")
endif()
