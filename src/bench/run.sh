#!/usr/bin/env bash
# Measures what docs/performance.md says of block lists: time and heap of a load, then look-ups by JMH.
set -euo pipefail
cd "$(dirname "$0")/../.."
mvn -q -B -ntp -Pbench test-compile dependency:build-classpath -Dmdep.outputFile=target/bench.classpath
classes=target/classes:target/bench-classes:$(<target/bench.classpath)
java -XX:+UseSerialGC -Xmx512m -cp "$classes" adit.lists.MillionNames
java -cp "$classes" org.openjdk.jmh.Main -prof gc "$@"
