# SPDX-License-Identifier: Apache-2.0
# What `cmake --install` lays out besides the commands, which their own folders install. Everything finds everything else by
# paths relative to itself, so an installed tree may be moved. Include after the targets.
include_guard(GLOBAL)
include(CMakePackageConfigHelpers)

set(config_dir ${CMAKE_INSTALL_LIBDIR}/cmake/Pewter)

install(DIRECTORY ${PROJECT_SOURCE_DIR}/include/ DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}
  FILES_MATCHING PATTERN "*.hpp" PATTERN "*.h")

set_target_properties(pewter PROPERTIES
  EXPORT_NAME Metal
  INSTALL_RPATH "$ORIGIN"
  BUILD_WITH_INSTALL_RPATH ON
  INTERFACE_COMPILE_FEATURES cxx_std_17
  INTERFACE_INCLUDE_DIRECTORIES "$<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}/include>;$<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}>")
install(TARGETS pewter EXPORT PewterTargets LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR})
install(EXPORT PewterTargets NAMESPACE Pewter:: DESTINATION ${config_dir})

if(TARGET pewter-compiler)
  set_target_properties(pewter-compiler PROPERTIES INSTALL_RPATH "$ORIGIN" BUILD_WITH_INSTALL_RPATH ON)
  install(TARGETS pewter-compiler LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR})
  # The plugin finds them beside itself. Their names are keys of what they were made of.
  install(DIRECTORY ${CMAKE_LIBRARY_OUTPUT_DIRECTORY}/pewter/headers DESTINATION ${CMAKE_INSTALL_LIBDIR}/pewter)
endif()

# What `pewter run` loads before a program that is to be checked.
if(TARGET pewter-preload)
  install(TARGETS pewter-preload LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR})
endif()

# For programs built with ThreadSanitizer.
if(TARGET pewter-tsan)
  install(TARGETS pewter-tsan LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR})
  install(FILES ${PROJECT_SOURCE_DIR}/src/tsan/thread-sanitizer.supp DESTINATION ${CMAKE_INSTALL_LIBDIR}/pewter)
endif()

# Builds made for a Mac look for frameworks: find_library(Metal), -lMetal. Links, not libraries of their own, since a program
# must name the library that defines the symbols it uses. `pewter cmake` finds them in the build as well.
file(MAKE_DIRECTORY ${CMAKE_LIBRARY_OUTPUT_DIRECTORY})
foreach(framework ${PEWTER_FRAMEWORKS})
  set(stand_in ${CMAKE_LIBRARY_OUTPUT_DIRECTORY}/lib${framework}.so)
  file(CREATE_LINK libpewter.so ${stand_in} SYMBOLIC)
  install(FILES ${stand_in} DESTINATION ${CMAKE_INSTALL_LIBDIR})
endforeach()

configure_package_config_file(cmake/install/PewterConfig.cmake.in ${CMAKE_CURRENT_BINARY_DIR}/install/PewterConfig.cmake
  INSTALL_DESTINATION ${config_dir} PATH_VARS CMAKE_INSTALL_BINDIR CMAKE_INSTALL_LIBEXECDIR)
write_basic_package_version_file(${CMAKE_CURRENT_BINARY_DIR}/install/PewterConfigVersion.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/install/PewterConfig.cmake ${CMAKE_CURRENT_BINARY_DIR}/install/PewterConfigVersion.cmake
  DESTINATION ${config_dir})

# pcfiledir is where pkg-config found the file: LIBDIR/pkgconfig below the prefix.
file(RELATIVE_PATH PEWTER_PREFIX_FROM_PC /prefix/${CMAKE_INSTALL_LIBDIR}/pkgconfig /prefix)
string(REGEX REPLACE "/$" "" PEWTER_PREFIX_FROM_PC "${PEWTER_PREFIX_FROM_PC}")
configure_file(cmake/install/pewter.pc.in ${CMAKE_CURRENT_BINARY_DIR}/install/pewter.pc @ONLY)
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/install/pewter.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)

install(FILES README.md LICENSE DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/pewter OPTIONAL)
install(DIRECTORY docs DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/pewter OPTIONAL FILES_MATCHING PATTERN "*.md")
