#!/usr/bin/env bash
# Builds the last commit twice, in other places, time zones and languages, and compares every byte of what comes of it;
# with "image" the OCI image, too. Takes minutes.
set -euo pipefail
cd "$(dirname -- "$0")/../.."
# A jar tells the modes that its files had.
umask 022
work=$(mktemp -d)
trap 'rm -rf -- "$work"' EXIT

build() ( # DIRECTORY
  mkdir -p "$1"
  git archive HEAD | tar -x -C "$1"
  (cd -- "$1" && mvn -q -B -ntp -Dmaven.test.skip=true package >&2)
  cd -- "$1/target"
  if [[ $image == image ]]; then ../src/build/oci-image.sh adit_*_all.deb adit-oci.tar; fi
  sha256sum -- *.jar *.json *.tar* *.deb
)

image=${1:-}
TZ=UTC LC_ALL=C.UTF-8 build "$work/one" >"$work/first"
TZ=Asia/Kathmandu LC_ALL=POSIX build "$work/another place" >"$work/second"
cat "$work/first"
diff "$work/first" "$work/second"
echo 'reproducible: the same bytes'
