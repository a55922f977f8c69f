#!/usr/bin/env bash
# Runs a measurement against the distribution that Maven packaged: what is written at its class in src/bench/java/adit/bench.
# JAVA_HOME says with which Java; it needs two processors and a quiet machine, and ulimit -n of 2.2 times the tunnels.
#
#   with-distribution.sh NoisyNeighbour 1000 5 [LIMIT]...      TUNNELS ROUNDS; a LIMIT as in conf/adit.yaml:
#                                                              'bytes_per_second_per_client: 100mb'
#   with-distribution.sh ReloadUnderLoad 5000 1000000 10       TUNNELS NAMES RELOADS
set -euo pipefail
cd -- "$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")/../.."

scratch=$(mktemp -d)
trap 'rm -rf -- "$scratch"' EXIT
mkdir -- "$scratch/home" "$scratch/base" "$scratch/classes"
tar -xzf target/adit-*.tar.gz -C "$scratch/home" --strip-components=1
java=${JAVA_HOME:+$JAVA_HOME/bin/}
"${java}javac" --release 17 -d "$scratch/classes" src/bench/java/adit/bench/*.java
ulimit -Sn "$(ulimit -Hn)"
"${java}java" -Xmx512m -cp "$scratch/classes" "adit.bench.${1:?the name of a class}" "$scratch/home" "$scratch/base" "${@:2}"
