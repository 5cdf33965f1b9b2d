#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Installs the Debian packages listed in scripts/packages.txt that this machine lacks; says nothing and takes no time when
# there are none. `scripts/setup.sh presubmit` adds those of packages-presubmit.txt, `scripts/setup.sh bench` those of
# packages-bench.txt.
# PEWTER_SKIP_SETUP=1 trusts that everything is there, for other systems.
set -eu
[ "${PEWTER_SKIP_SETUP:-0}" = 1 ] && exit 0

here=$(cd "$(dirname "$0")" && pwd)
lists=$here/packages.txt
[ $# -eq 0 ] || lists="$lists $here/packages-$1.txt"
# shellcheck disable=SC2086  # a list of files
packages=$(sed -e 's/#.*//' -e '/^[[:space:]]*$/d' $lists)

fail() {
  printf 'setup: %s\n' "$1" >&2
  shift
  for line in "$@"; do printf '       %s\n' "$line" >&2; done
  exit 1
}

# shellcheck disable=SC2086
if ! command -v dpkg-query >/dev/null 2>&1 || ! command -v apt-get >/dev/null 2>&1; then
  fail "this is not a Debian system (no dpkg-query or apt-get)." \
    "Install the equivalents of these packages, then run make with PEWTER_SKIP_SETUP=1:" $packages
fi

# A package counts as present when it is installed, under its own name or as one that another package provides.
# shellcheck disable=SC2016,SC2086  # dpkg's own ${}; a list of packages
present=$(dpkg-query -W -f='${db:Status-Status} ${Package}\n' $packages 2>/dev/null | sed -n 's/^installed //p' || true)
missing=
for package in $packages; do
  printf '%s\n' "$present" | grep -qxF -- "$package" || missing="$missing $package"
done
[ -z "$missing" ] && exit 0

as_root=
if [ "$(id -u)" != 0 ]; then
  command -v sudo >/dev/null 2>&1 || fail "packages are missing, and installing them needs root (no sudo here). As root:" \
    "apt-get install --no-install-recommends$missing"
  as_root=sudo
fi

printf 'setup: installing%s\n' "$missing"
export DEBIAN_FRONTEND=noninteractive
$as_root apt-get update -q || fail "'apt-get update' failed: is the network up?" "Still missing:$missing"
# shellcheck disable=SC2086
$as_root env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends $missing ||
  fail "'apt-get install' failed. Pewter builds on Debian 12 (bookworm), which has all of:" $missing
