#!/usr/bin/env bash
# Installs what the integration tests and .ci/run call, from Debian packages; does nothing where all is there.
set -euo pipefail

# The command, and the package that has it.
PROGRAMS=(
  curl:curl wget:wget git:git apt-get:apt nc.openbsd:netcat-openbsd openssl:openssl node:nodejs chromium:chromium
  testssl:testssl.sh nginx:nginx-light shellcheck:shellcheck
)

missing=()
for program in "${PROGRAMS[@]}"; do
  command -v "${program%:*}" >/dev/null || missing+=("${program#*:}")
done
((${#missing[@]} > 0)) || exit 0

install=(apt-get install -q -y --no-install-recommends "${missing[@]}")
if ((EUID != 0)) || ! command -v apt-get >/dev/null; then
  echo "missing programs; as root on Debian: ${install[*]}" >&2
  exit 1
fi
apt-get update -q
DEBIAN_FRONTEND=noninteractive "${install[@]}"
