#!/usr/bin/env bash
# Measures single steps by JMH, with what they allocate: reading heads, deciding on requests, a relay's step, look-ups in
# block lists; and first what docs/performance.md says of block lists, time and heap of a load.
#
#   run.sh [REGEX] [OPTION]...      as JMH takes them: 'run.sh HeadBenchmark -f 1'
set -euo pipefail
cd "$(dirname "$0")/../.."
mvn -q -B -ntp -Pbench test-compile dependency:build-classpath -Dmdep.outputFile=target/bench.classpath
classes=target/classes:target/test-classes:target/bench-classes:$(<target/bench.classpath)
if (($# == 0)); then
  java -XX:+UseSerialGC -Xmx512m -cp "$classes" adit.lists.MillionNames
fi
java -cp "$classes" org.openjdk.jmh.Main -prof gc "$@"
