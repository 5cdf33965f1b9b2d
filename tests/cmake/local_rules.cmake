# SPDX-License-Identifier: Apache-2.0
set(LOCAL_RULE read)
