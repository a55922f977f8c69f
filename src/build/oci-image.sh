#!/usr/bin/env bash
# Packs an OCI image from the Debian package, without a daemon and without a registry: oci-image.sh FILE.deb OUT.tar.
# On Debian, with a JDK. Its base is this machine's: a shell and what tunnel.sh calls, their libraries, and a Java with
# the modules that the program needs. The same packages, JDK and .deb give the same bytes.
set -euo pipefail
export LC_ALL=C TZ=UTC
umask 022
readonly PROGRAMS=(bash coreutils dash grep libc-bin sed util-linux)
# Not named by any class: the providers of curves and DNS, remote JMX, the flight recorder, jcmd.
readonly SERVICES=jdk.crypto.ec,jdk.naming.dns,jdk.management.agent,jdk.jfr,jdk.jcmd
readonly ACCOUNT=10001

deb=$(readlink -f -- "${1:?which .deb?}")
out=$(realpath -- "${2:?which image file?}")
version=$(dpkg-deb -f "$deb" Version)
jdk=${JAVA_HOME:-$(dirname -- "$(dirname -- "$(readlink -f -- "$(command -v jlink)")")")}
mtime=$(dpkg-deb --fsys-tarfile "$deb" | tar -tv --full-time -f - | awk 'NR == 1 { print $4 "T" $5 "Z" }')
work=$(mktemp -d)
trap 'rm -rf -- "$work"' EXIT

packages() { dpkg-query -W -f '${db:Status-Abbrev}${Package}\n' "$@" | sed -n 's/^ii *//p' | sort -u; }

# To the place of the real directory: on a machine with one of /bin and /usr/bin, it is the same in the image.
copy() { # ROOT FILE
  local place
  place=$1$(realpath -- "$(dirname -- "$2")")
  mkdir -p -- "$place"
  cp -P -- "$2" "$place/"
}

base() { # ROOT
  local root=$1 program library package modules owners=()
  mkdir -p "$root"/{etc,tmp,proc,sys,dev,usr/lib/jvm,usr/lib/locale,var/lib/dpkg/status.d}
  ln -s usr/bin usr/sbin usr/lib usr/lib64 "$root/"
  mkdir -p "$root"/usr/{bin,sbin,lib64}
  chmod 1777 "$root/tmp"

  dpkg-deb -x "$deb" "$work/program"
  modules=$("$jdk/bin/jdeps" --ignore-missing-deps --print-module-deps --multi-release 17 \
    -cp "$work/program/usr/share/adit/lib/*" "$work"/program/usr/share/adit/lib/*.jar 2>/dev/null | tail -n 1)
  "$jdk/bin/jlink" --add-modules "$modules,$SERVICES" --no-header-files --no-man-pages \
    --strip-java-debug-attributes --output "$root/usr/lib/jvm/adit"
  # It never draws or plays; these alone would bring X11 and sound along.
  rm -f "$root"/usr/lib/jvm/adit/lib/lib{awt_xawt,jawt,splashscreen,jsound,fontmanager}.so

  while read -r program; do
    [[ ! -f $program ]] || copy "$root" "$program"
  done < <(dpkg -L "${PROGRAMS[@]}" | grep -E '^(/usr)?/s?bin/.' | sort -u)
  cp -r /usr/lib/locale/C.utf8 "$root/usr/lib/locale/"
  # Once more for each link on the way to the file itself.
  while read -r library; do
    while :; do
      copy "$root" "$library"
      owners+=("$library")
      [[ -L $library ]] || break
      # What is absolute stays so.
      library=$(cd -- "$(dirname -- "$library")" && realpath -s -- "$(readlink -- "$library")")
    done
  done < <(find "$root" -type f \( -perm -100 -o -name '*.so' \) -exec ldd {} + 2>/dev/null |
    awk '$2 == "=>" { print $3 } NF == 2 && $1 ~ "^/" { print $1 }' | grep '^/' | grep -v -F -- "$work" | sort -u)

  # Where scanners look for what an image without dpkg is made of.
  for package in $( (packages "${PROGRAMS[@]}" && dpkg -S "${owners[@]}" 2>/dev/null | cut -d : -f 1) | sort -u); do
    dpkg -s "$package" >"$root/var/lib/dpkg/status.d/$package"
  done
  cp /etc/os-release "$root/etc/"
  echo 'hosts: files dns' >"$root/etc/nsswitch.conf"
  printf '%s\n' 'root:x:0:0:root:/:/bin/sh' "adit:x:$ACCOUNT:$ACCOUNT:Adit:/var/lib/adit:/usr/sbin/nologin" >"$root/etc/passwd"
  printf '%s\n' 'root:x:0:' "adit:x:$ACCOUNT:" >"$root/etc/group"
}

layer() { # ROOT NAME: prints the digest of the plain tar
  local files=(--format=gnu --sort=name "--mtime=$mtime" --numeric-owner -C "$1") own=(var/lib/adit/run var/log/adit)
  tar "${files[@]}" --owner=0 --group=0 --exclude="./${own[0]}" --exclude="./${own[1]}" -cf "$work/$2.tar" .
  if [[ -e $1/${own[0]} ]]; then
    tar "${files[@]}" --owner="$ACCOUNT" --group="$ACCOUNT" -rf "$work/$2.tar" "${own[@]/#/./}"
  fi
  sha256sum "$work/$2.tar" | cut -d ' ' -f 1
  gzip -n "$work/$2.tar"
}

# Moves a file to where its digest says; prints the descriptor of it.
blob() { # MEDIA_TYPE FILE
  local digest
  digest=$(sha256sum "$2" | cut -d ' ' -f 1)
  printf '{"mediaType":"application/vnd.oci.image.%s","digest":"sha256:%s","size":%s' "$1" "$digest" "$(stat -c %s "$2")"
  mv -- "$2" "$work/image/blobs/sha256/$digest"
}

mkdir -p "$work/image/blobs/sha256"
base "$work/base"
below=$(layer "$work/base" base)
above=$(layer "$work/program" program)
cat >"$work/config" <<END
{"created":"$mtime","architecture":"$(dpkg --print-architecture)","os":"linux",
"config":{"User":"$ACCOUNT:$ACCOUNT","WorkingDir":"/var/lib/adit","Entrypoint":["/usr/bin/adit"],"Cmd":["run"],
"Env":["PATH=/usr/sbin:/usr/bin","LANG=C.UTF-8","JAVA_HOME=/usr/lib/jvm/adit","ADIT_SUPERVISED=1"],
"Volumes":{"/etc/adit":{},"/var/lib/adit/run":{},"/var/log/adit":{}},"StopSignal":"SIGTERM"},
"rootfs":{"type":"layers","diff_ids":["sha256:$below","sha256:$above"]},
"history":[{"created":"$mtime","created_by":"base"},{"created":"$mtime","created_by":"adit $version"}]}
END
cat >"$work/manifest" <<END
{"schemaVersion":2,"mediaType":"application/vnd.oci.image.manifest.v1+json",
"config":$(blob config.v1+json "$work/config")},
"layers":[$(blob layer.v1.tar+gzip "$work/base.tar.gz")},$(blob layer.v1.tar+gzip "$work/program.tar.gz")}]}
END
cat >"$work/image/index.json" <<END
{"schemaVersion":2,"mediaType":"application/vnd.oci.image.index.v1+json",
"manifests":[$(blob manifest.v1+json "$work/manifest"),"annotations":{"org.opencontainers.image.ref.name":"$version"}}]}
END
echo '{"imageLayoutVersion":"1.0.0"}' >"$work/image/oci-layout"
tar --format=gnu --sort=name "--mtime=$mtime" --owner=0 --group=0 --numeric-owner -C "$work/image" -cf "$out" \
  blobs index.json oci-layout
