#!/usr/bin/env bash
# Measures reloads under live tunnels, with the distribution that Maven packaged: what is written at ReloadUnderLoad.
# JAVA_HOME says with which Java; it needs ulimit -n of 2.2 times the tunnels, two processors and a quiet machine.
#
#   reload-under-load.sh [TUNNELS [NAMES [RELOADS]]]     5000, 1000000 and 10
set -euo pipefail
cd -- "$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")/../.."

scratch=$(mktemp -d)
trap 'rm -rf -- "$scratch"' EXIT
mkdir -- "$scratch/home" "$scratch/base" "$scratch/classes"
tar -xzf target/adit-*.tar.gz -C "$scratch/home" --strip-components=1
java=${JAVA_HOME:+$JAVA_HOME/bin/}
"${java}javac" --release 17 -d "$scratch/classes" src/bench/java/adit/bench/*.java
ulimit -Sn "$(ulimit -Hn)"
"${java}java" -Xmx512m -cp "$scratch/classes" adit.bench.ReloadUnderLoad \
  "$scratch/home" "$scratch/base" "${1:-5000}" "${2:-1000000}" "${3:-10}"
