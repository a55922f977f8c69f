#!/usr/bin/env bash
# Installs, starts, upgrades, removes and purges the package: try-deb.sh FILE.deb. Root only. The machine stays as it
# was: all of it happens in an overlay of its root, with processes and a loopback of its own.
set -euo pipefail
readonly UNIT=/usr/lib/systemd/system/adit.service PORT=8080 ORIGIN=8099

step() { printf '%s\n' "try-deb: $*"; }
die() {
  step "FAILED: $*" >&2
  for file in /dpkg.log /var/log/adit/adit.log /var/log/adit/console.log /service.log; do
    [[ ! -s $file ]] || tail -n 20 "$file" >&2
  done
  exit 1
}

enter() { # FILE
  ((EUID == 0)) || die 'root only'
  root=$(mktemp -d)
  # The mounts go with unshare, so the directory is empty then.
  trap 'rmdir -- "$root"' EXIT
  unshare --mount --net --pid --fork --kill-child -- "$0" --overlay "$root" "$1"
}

overlay() { # ROOT FILE
  ip link set lo up
  mount -t tmpfs -o mode=755 tmpfs "$1"
  mkdir -m 755 "$1"/{upper,work,all}
  mount -t overlay overlay -o "lowerdir=/,upperdir=$1/upper,workdir=$1/work" "$1/all"
  mount --rbind /dev "$1/all/dev"
  mount -t proc proc "$1/all/proc"
  mount -t tmpfs tmpfs "$1/all/run"
  cp -- "$0" "$1/all/try-deb.sh"
  cp -- "$2" "$1/all/first.deb"
  exec chroot "$1/all" /try-deb.sh --inside
}

# Another version with other defaults, as dpkg asks about those that both sides changed.
make_second() {
  dpkg-deb -R /first.deb /second
  sed -i 's/^Version: .*/Version: 999/' /second/DEBIAN/control
  echo '# new default' >>/second/etc/adit/adit.yaml
  echo '<!-- new default -->' >>/second/etc/adit/log4j2.xml
  dpkg-deb -Znone -b /second /second.deb >/dev/null
  rm -r /second
}

quietly_dpkg() {
  DEBIAN_FRONTEND=noninteractive dpkg --force-confdef --force-confold "$@" </dev/null >/dpkg.log 2>&1 ||
    die "dpkg $1: $(cat /dpkg.log)"
}

await() { # COMMAND...
  local deadline=$((SECONDS + 30))
  until "$@"; do
    ((SECONDS < deadline)) || die "waited in vain: $*"
    sleep 0.1
  done
}

unit() { sed -n "s/^$1=//p" "$UNIT"; }

service_is_gone() { ! kill -0 "$service" 2>/dev/null; }
ready_or_gone() { grep -q '^READY=1' /notified || service_is_gone; }

# As systemd would: the user, the capabilities, the environment, the directory and a command of the unit.
as_the_unit() { # KEY
  local environment command
  read -r -a environment <<<"$(unit Environment)"
  read -r -a command <<<"$(unit "$1")"
  cd -- "$(unit WorkingDirectory)"
  exec env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin NOTIFY_SOCKET=/tmp/notify "${environment[@]}" \
    setpriv --reuid="$(unit User)" --regid="$(unit Group)" --init-groups --no-new-privs \
    --bounding-set=-all,+net_bind_service --inh-caps=-all,+net_bind_service --ambient-caps=-all,+net_bind_service \
    "${command[@]}"
}

start_service() {
  perl -MSocket -e 'socket(S, AF_UNIX, SOCK_DGRAM, 0) and bind(S, sockaddr_un("/tmp/notify")) or die; $| = 1;
    chmod 0777, "/tmp/notify"; while (defined recv(S, $message, 4096, 0)) { print "$message\n" }' >/notified &
  await test -w /tmp/notify
  as_the_unit ExecStart >/service.log 2>&1 &
  service=$!
  await ready_or_gone
  grep -q '^READY=1' /notified || die 'READY=1 did not come'
  grep -q "^STATUS=listening: 127.0.0.1:$PORT (http)" /notified || die "the status is $(cat /notified)"
}

carries() { [[ $(curl -sS -m 10 -p -x "http://127.0.0.1:$PORT" "http://127.0.0.1:$ORIGIN/") == carried ]]; }

inside() {
  export PATH=/usr/sbin:/usr/bin:/sbin:/bin
  make_second
  local accounts
  accounts=$(cat /etc/passwd /etc/group)

  step 'install'
  quietly_dpkg -i /first.deb
  [[ $(stat -c %U:%G:%a /etc/adit /var/log/adit /var/lib/adit/run /var/lib/adit/data | paste -s -d ' ') == \
    'root:adit:750 adit:adm:2750 adit:adit:755 adit:adit:750' ]] || die 'owners and modes'
  [[ -L /etc/systemd/system/multi-user.target.wants/adit.service ]] || die 'the service is not enabled'
  systemd-analyze verify "$UNIT" || die 'the unit is wrong'
  adit configtest >/dev/null || die 'the configuration as shipped is refused'
  adit status >/dev/null && die 'it runs without having been started'

  step 'start as the unit does'
  sed -i "s/^  # allowed_ports: .*/  allowed_ports: {connect: [$ORIGIN]}/; s/^  allowed_addresses: .*/  allowed_addresses: [127.0.0.1]/;
    s/^  quota_per_user: .*/  quota_per_user: {day: 1gb}/" \
    /etc/adit/adit.yaml
  printf 'HTTP/1.1 200 OK\r\nContent-Length: 7\r\nConnection: close\r\n\r\ncarried' >/reply
  socat "TCP-LISTEN:$ORIGIN,bind=127.0.0.1,fork,reuseaddr" 'SYSTEM:cat /reply; cat >/dev/null' &
  start_service
  carries || die 'no tunnel'
  [[ $(stat -c %U "/proc/$service") == adit ]] || die 'it does not run as adit'
  [[ $(stat -c %U /var/lib/adit/data/quotas.db) == adit ]] || die 'quotas are not kept'
  [[ $(adit status) == *"pid $service,"* ]] || die "status: $(adit status)"
  adit explain "127.0.0.1:$ORIGIN" >/dev/null || die 'explain does not reach the server'
  (as_the_unit ExecReload) >/reload.log 2>&1 || die "reload: $(cat /reload.log)"

  step 'put another process in its place'
  adit upgrade >/refused 2>&1 && die 'somebody outside of the service put another process in its place'
  grep -q 'belongs to a supervisor' /refused || die "upgrade: $(cat /refused)"
  setpriv --reuid=adit --regid=adit --clear-groups touch /var/lib/adit/run/upgrade
  (as_the_unit ExecReload) >/reload.log 2>&1 || die "upgrade: $(cat /reload.log)"
  await service_is_gone
  wait "$service" || die "the predecessor ended with $?"
  service=$(sed -n 's/^MAINPID=//p' /notified)
  [[ $(adit status --brief) == *"pid ${service:-?},"* ]] || die "systemd was told $(cat /notified), but: $(adit status)"
  carries || die 'no tunnel through the other process'

  step 'make what remote JMX needs'
  adit jmx-setup >/dev/null || die 'jmx-setup'
  [[ $(stat -c %U:%G:%a /etc/adit/jmx /etc/adit/jmx/* | sort -u | paste -s -d ' ') == 'root:adit:640 root:adit:750' ]] ||
    die "owners and modes: $(ls -l /etc/adit/jmx)"
  adit configtest --set jmx.address=127.0.0.1:9010 --set jmx.tls.keystore=jmx/keystore.p12 \
    --set jmx.tls.password_file=jmx/keystore.pass --set jmx.htpasswd=jmx/htpasswd --set jmx.access=jmx/access \
    >/dev/null || die 'the server may not read what jmx-setup made'
  rm -r /etc/adit/jmx

  step 'upgrade'
  quietly_dpkg -i /second.deb
  await service_is_gone
  grep -q "allowed_ports: {connect: \[$ORIGIN\]}" /etc/adit/adit.yaml || die 'a changed conffile was lost'
  grep -q 'new default' /etc/adit/log4j2.xml || die 'an unchanged conffile was not updated'
  carries || die 'no tunnel after the upgrade'

  step 'remove'
  quietly_dpkg -r adit
  ! pgrep -u adit >/dev/null || die 'it still runs'
  [[ ! -e /usr/bin/adit && ! -e /usr/share/adit ]] || die 'the program is left'
  [[ -e /etc/adit/adit.yaml && -e /var/log/adit/tunnels.log ]] || die 'configuration and logs were lost'

  step 'purge'
  quietly_dpkg -P adit
  ! getent passwd adit >/dev/null || die 'the user is left'
  [[ $(cat /etc/passwd /etc/group) == "$accounts" ]] || die 'accounts differ'
  local left
  left=$(find / -xdev \( -path /proc -o -path /tmp -o -path /root \) -prune -o -path '*adit*' -newer /first.deb -print)
  [[ -z $left ]] || die "left behind: $left"
  step 'all well'
}

case ${1:?which .deb?} in
  --overlay) overlay "$2" "$3" ;;
  --inside) inside ;;
  *) enter "$1" ;;
esac
