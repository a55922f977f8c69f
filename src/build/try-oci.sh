#!/usr/bin/env bash
# Unpacks an image and has it carry bytes, as a container engine would start it: try-oci.sh IMAGE.tar. Root only.
set -euo pipefail
readonly PORT=8080 ORIGIN=8099

die() {
  printf '%s\n' "try-oci: FAILED: $*" >&2
  [[ ! -s $bundle/log ]] || tail -n 20 "$bundle/log" >&2
  exit 1
}

inside() { # BUNDLE
  local words environment user deadline=$((SECONDS + 30))
  bundle=$1
  ip link set lo up
  mount -t proc proc "$bundle/rootfs/proc"
  mount --rbind /dev "$bundle/rootfs/dev"
  mapfile -t words < <(skopeo inspect --config --format '{{range .Config.Entrypoint}}{{println .}}{{end}}' "oci:$bundle/image" | grep .)
  mapfile -t environment < <(skopeo inspect --config --format '{{range .Config.Env}}{{println .}}{{end}}' "oci:$bundle/image" | grep .)
  user=$(skopeo inspect --config --format '{{.Config.User}}' "oci:$bundle/image")
  printf 'HTTP/1.1 200 OK\r\nContent-Length: 7\r\nConnection: close\r\n\r\ncarried' >"$bundle/reply"
  socat "TCP-LISTEN:$ORIGIN,bind=127.0.0.1,fork,reuseaddr" "SYSTEM:cat $bundle/reply; cat >/dev/null" &

  enter=(env -i "${environment[@]}" chroot --userspec="$user" "$bundle/rootfs" "${words[@]}")
  "${enter[@]}" run --set "policy.allowed_ports.connect=$ORIGIN" --set policy.allowed_addresses=127.0.0.1 >"$bundle/log" 2>&1 &
  local server=$!
  until grep -q 'listening: ' "$bundle/log"; do
    kill -0 "$server" 2>/dev/null || die 'it does not start'
    ((SECONDS < deadline)) || die 'it does not listen'
    sleep 0.1
  done
  [[ $(curl -sS -m 10 -p -x "http://127.0.0.1:$PORT" "http://127.0.0.1:$ORIGIN/") == carried ]] || die 'no tunnel'
  "${enter[@]}" status >/dev/null || die 'status'
  "${enter[@]}" explain "127.0.0.1:$ORIGIN" >/dev/null || die 'explain does not reach the server'
  kill -TERM "$server"
  wait "$server" || die "it ended with $?"
  printf '%s\n' 'try-oci: all well'
}

if [[ ${1:?which image?} == --inside ]]; then
  inside "$2"
else
  bundle=$(mktemp -d)
  trap 'rm -rf -- "$bundle"' EXIT
  skopeo --insecure-policy copy -q "oci-archive:$1" "oci:$bundle/image:tried"
  umoci unpack --image "$bundle/image:tried" "$bundle/root" >/dev/null
  mv "$bundle/root/rootfs" "$bundle/rootfs"
  unshare --mount --net --pid --fork --kill-child -- "$0" --inside "$bundle"
fi
