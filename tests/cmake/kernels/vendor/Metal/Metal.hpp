// SPDX-License-Identifier: Apache-2.0
#error this copy speaks to an Objective-C runtime
