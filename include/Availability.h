/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

/** \file
 * Names of macOS releases, and availability marks that mark nothing: everything that Pewter declares is there.
 * MAC_OS_X_VERSION_MIN_REQUIRED and the like are not defined, as this is no release of macOS.
 */
#define __MAC_10_13 101300
#define MAC_OS_VERSION_10_13 101300
#define __MAC_10_14 101400
#define MAC_OS_VERSION_10_14 101400
#define __MAC_10_15 101500
#define MAC_OS_VERSION_10_15 101500
#define __MAC_11_0 110000
#define MAC_OS_VERSION_11_0 110000
#define __MAC_12_0 120000
#define MAC_OS_VERSION_12_0 120000
#define __MAC_12_3 120300
#define MAC_OS_VERSION_12_3 120300
#define __MAC_13_0 130000
#define MAC_OS_VERSION_13_0 130000
#define __MAC_13_3 130300
#define MAC_OS_VERSION_13_3 130300
#define __MAC_14_0 140000
#define MAC_OS_VERSION_14_0 140000
#define __MAC_14_2 140200
#define MAC_OS_VERSION_14_2 140200
#define __MAC_14_4 140400
#define MAC_OS_VERSION_14_4 140400
#define __MAC_15_0 150000
#define MAC_OS_VERSION_15_0 150000
#define __MAC_15_2 150200
#define MAC_OS_VERSION_15_2 150200
#define __MAC_15_4 150400
#define MAC_OS_VERSION_15_4 150400
#define __MAC_26_0 260000
#define MAC_OS_VERSION_26_0 260000

#define API_AVAILABLE(...)
#define API_UNAVAILABLE(...)
#define API_DEPRECATED(...)
#define API_DEPRECATED_WITH_REPLACEMENT(...)
#define __API_AVAILABLE(...)
#define __API_UNAVAILABLE(...)
#define __API_DEPRECATED(...)
#define __API_DEPRECATED_WITH_REPLACEMENT(...)
#define __OSX_AVAILABLE(version)
#define __OSX_AVAILABLE_STARTING(mac, ios)
#define __IOS_AVAILABLE(version)
