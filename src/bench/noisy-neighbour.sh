#!/usr/bin/env bash
# Measures what a client notices of one that floods, with the distribution that Maven packaged: what is written at
# NoisyNeighbour. JAVA_HOME says with which Java; it needs two processors and a quiet machine.
#
#   noisy-neighbour.sh [TUNNELS [ROUNDS [LIMIT]...]]     1000 and 5; a LIMIT as in conf/adit.yaml: 'bytes_per_second_per_client: 100mb'
set -euo pipefail
cd -- "$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")/../.."

scratch=$(mktemp -d)
trap 'rm -rf -- "$scratch"' EXIT
mkdir -- "$scratch/home" "$scratch/base" "$scratch/classes"
tar -xzf target/adit-*.tar.gz -C "$scratch/home" --strip-components=1
java=${JAVA_HOME:+$JAVA_HOME/bin/}
"${java}javac" --release 17 -d "$scratch/classes" src/bench/java/adit/bench/*.java
ulimit -Sn "$(ulimit -Hn)"
"${java}java" -Xmx512m -cp "$scratch/classes" adit.bench.NoisyNeighbour \
  "$scratch/home" "$scratch/base" "${1:-1000}" "${2:-5}" "${@:3}"
