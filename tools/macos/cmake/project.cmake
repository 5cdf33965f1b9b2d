# SPDX-License-Identifier: Apache-2.0
# Read at the end of every project(): from here on the project is told that it is built on and for a Mac with Apple's
# processor, since by that it chooses its Metal code. CMake itself has been set up for this system before and stays so:
# names and formats of files are Linux's.
if(PEWTER_USER_PROJECT_INCLUDE)
  include("${PEWTER_USER_PROJECT_INCLUDE}")
endif()

if(NOT DEFINED PEWTER_SYSTEM_PROCESSOR)
  set(PEWTER_SYSTEM_PROCESSOR arm64)
endif()

# For `pewter cmake --explain`.
function(pewter_explain line)
  if(NOT "$ENV{PEWTER_EXPLAIN_LOG}" STREQUAL "")
    file(APPEND "$ENV{PEWTER_EXPLAIN_LOG}" "${line}\n")
  endif()
endfunction()

macro(pewter_tell name value)
  if(NOT "${${name}}" STREQUAL "${value}")
    pewter_explain("project ${PROJECT_NAME}: ${name}: ${${name}} -> ${value}")
  endif()
  set(${name} "${value}")
endmacro()

pewter_tell(APPLE 1)
pewter_tell(LINUX "")
pewter_tell(CMAKE_HOST_APPLE 1)
pewter_tell(CMAKE_HOST_LINUX "")
foreach(which SYSTEM HOST_SYSTEM)
  pewter_tell(CMAKE_${which}_NAME Darwin)
  pewter_tell(CMAKE_${which}_VERSION 24.5.0)
  pewter_tell(CMAKE_${which} Darwin-24.5.0)
  pewter_tell(CMAKE_${which}_PROCESSOR ${PEWTER_SYSTEM_PROCESSOR})
endforeach()

# $<LINK_LIBRARY:FRAMEWORK,Metal> and its kin.
foreach(kind FRAMEWORK NEEDED_FRAMEWORK REEXPORT_FRAMEWORK WEAK_FRAMEWORK)
  set(CMAKE_LINK_LIBRARY_USING_${kind}_SUPPORTED TRUE)
  set(CMAKE_LINK_LIBRARY_USING_${kind} "-framework <LIBRARY>")
endforeach()

get_property(pewter_has_launcher GLOBAL PROPERTY PEWTER_LAUNCHER SET)
if(NOT pewter_has_launcher)
  # Commands of the build find the stand-ins, whoever starts it.
  set_property(GLOBAL PROPERTY PEWTER_LAUNCHER ON)
  get_property(pewter_launcher GLOBAL PROPERTY RULE_LAUNCH_CUSTOM)
  set_property(GLOBAL PROPERTY RULE_LAUNCH_CUSTOM "${PEWTER_MACOS_TOOLS}/launch ${pewter_launcher}")

  function(pewter_explain_found)
    get_cmake_property(names CACHE_VARIABLES)
    foreach(name IN LISTS names)
      if("${${name}}" MATCHES "^${PEWTER_PREFIX}/.*\\.so$" OR "${${name}}" STREQUAL "${PEWTER_PREFIX}/@CMAKE_INSTALL_INCLUDEDIR@")
        pewter_explain("found: ${name}=${${name}}")
      endif()
    endforeach()
  endfunction()
  cmake_language(DEFER DIRECTORY "${CMAKE_SOURCE_DIR}" CALL pewter_explain_found)

  # When every target is there: paths that are written into programs, as ELF spells them; and frameworks of the project's
  # own as the libraries that they are, since the loader finds those by name only.
  function(pewter_mend_targets directory)
    get_property(targets DIRECTORY "${directory}" PROPERTY BUILDSYSTEM_TARGETS)
    foreach(target IN LISTS targets)
      get_target_property(framework ${target} FRAMEWORK)
      if(framework)
        set_target_properties(${target} PROPERTIES FRAMEWORK FALSE)
        pewter_explain("target ${target}: a shared library instead of a framework")
      endif()
      foreach(property INSTALL_RPATH BUILD_RPATH)
        get_target_property(path ${target} ${property})
        if(path MATCHES "@(loader|executable)_path")
          string(REGEX REPLACE "@(loader|executable)_path" "$ORIGIN" path "${path}")
          set_target_properties(${target} PROPERTIES ${property} "${path}")
        endif()
      endforeach()
    endforeach()
    get_property(below DIRECTORY "${directory}" PROPERTY SUBDIRECTORIES)
    foreach(each IN LISTS below)
      pewter_mend_targets("${each}")
    endforeach()
  endfunction()
  cmake_language(DEFER DIRECTORY "${CMAKE_SOURCE_DIR}" CALL pewter_mend_targets "${CMAKE_SOURCE_DIR}")
endif()
