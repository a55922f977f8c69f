#!/usr/bin/env bash
# Installs what the integration tests and .ci/run call, from Debian packages, and the block lists that tests read, from
# Debian and npm; does nothing where all is there.
set -euo pipefail

# The command, and the package that has it.
PROGRAMS=(
  curl:curl wget:wget git:git apt-get:apt nc.openbsd:netcat-openbsd openssl:openssl node:nodejs chromium:chromium
  testssl:testssl.sh nginx:nginx-light shellcheck:shellcheck npm:npm slowhttptest:slowhttptest
  socat:socat ip:iproute2 systemd-notify:systemd skopeo:skopeo umoci:umoci
)
# Has EasyList and EasyPrivacy.
UBLOCK=/usr/share/chromium/extensions/ublock-origin
DISPOSABLE=disposable-email-domains@1.0.62

missing=()
for program in "${PROGRAMS[@]}"; do
  command -v "${program%:*}" >/dev/null || missing+=("${program#*:}")
done
[[ -d $UBLOCK ]] || missing+=(webext-ublock-origin-chromium)

npm_lists() {
  cd "$(dirname "$0")/../.."
  [[ -d node_modules/${DISPOSABLE%@*} ]] ||
    npm install --no-save --no-package-lock --ignore-scripts --no-audit --no-fund --loglevel=error "$DISPOSABLE"
}

if ((${#missing[@]} == 0)); then
  npm_lists
  exit
fi

install=(apt-get install -q -y --no-install-recommends "${missing[@]}")
if ((EUID != 0)) || ! command -v apt-get >/dev/null; then
  echo "missing programs; as root on Debian: ${install[*]}" >&2
  exit 1
fi
apt-get update -q
DEBIAN_FRONTEND=noninteractive "${install[@]}"
npm_lists
