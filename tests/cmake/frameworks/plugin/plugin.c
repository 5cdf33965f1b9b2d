/* SPDX-License-Identifier: Apache-2.0 */
int ten_times(int x); /* found when it is loaded: the library names has it */
int of_the_plugin(int x) { return ten_times(x) + 1; }
