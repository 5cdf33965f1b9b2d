// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <pewter/all.h>

// For headers that hosts share with kernels. Kernels are compiled as for macOS (__METAL_MACOS__).
#define TARGET_OS_MAC 1
#define TARGET_OS_OSX 1
#define TARGET_OS_IPHONE 0
#define TARGET_OS_IOS 0
#define TARGET_OS_TV 0
#define TARGET_OS_WATCH 0
#define TARGET_OS_VISION 0
#define TARGET_OS_SIMULATOR 0
#define TARGET_OS_MACCATALYST 0
