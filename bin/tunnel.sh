#!/usr/bin/env bash
# Starts, stops and asks after one instance of Adit; "tunnel.sh help" says how.
#
# ADIT_HOME is the program and is only read; ADIT_BASE is one instance: its conf, logs and run. In a source checkout
# the program is what Maven packaged, unpacked under target, and the checkout itself is the base.
set -euo pipefail
unset CDPATH

# Exit codes as the LSB has them for init scripts.
readonly FAILED=1 USAGE=2 NOT_PERMITTED=4 NOT_INSTALLED=5 NOT_CONFIGURED=6 NOT_RUNNING=7
readonly MAIN=adit.app.Main CLIENT=adit.terminal.Terminal SETUP=adit.setup.JmxSetup
readonly OLDEST_JAVA=17
# Descriptors: fewer than the first is hopeless, fewer than the second deserves a warning.
readonly FEWEST_FILES=256 FEW_FILES=4096
# The arithmetic of TLS handshakes is native where it can be; newer Javas warn of that unless told.
readonly NATIVE_ACCESS=--enable-native-access=ALL-UNNAMED
# The numbers of sockets' descriptors, which splice(2) wants.
readonly DESCRIPTOR_ACCESS=--add-exports=java.base/sun.nio.ch=ALL-UNNAMED
# How a server is told from others that a supervisor started; it logs on the console, too.
readonly SUPERVISED=(-Dadit.supervised=true -Dadit.console=info)
# Bounds of the default heap, in MB.
readonly LEAST_HEAP=512 MOST_HEAP=2048

# For files and other functions; what cannot be written is a failure.
put() { printf '%s\n' "$*"; }
# For people, who may have gone away: that changes nothing about what is under way.
say() { put "$@" 2>/dev/null || true; }
warn() { say "$@" >&2; }
die() {
  local code=$1
  shift
  warn "$@"
  exit "$code"
}

usage() {
  cat <<'END'
tunnel.sh start     [OPTION]... [MODE]   start in the background, wait until it listens
tunnel.sh run       [OPTION]... [MODE]   the same in the foreground, log on the console; Ctrl-C ends it
tunnel.sh restart   [OPTION]... [MODE]   stop and start; with the running one's options where none are given
tunnel.sh reload    [--live]             read the configuration anew; tunnels go on; what is wrong changes nothing;
                                         with --live, open tunnels go by the new relay policy and TCP options, too
tunnel.sh stop                           let open tunnels end within a bound, then end them; tells how far it is
tunnel.sh drain [TIMEOUT] | --cancel     as stop, but without waiting and without an end of the process; or go on
tunnel.sh upgrade   [OPTION]... [MODE]   a new process takes over beside the old one, which drains: no client is refused;
                                         with the running one's options where none are given
tunnel.sh status    [--brief]            all on one screen; exit code 0: runs, 1: died, 3: stopped, 4: cannot tell
tunnel.sh configtest [OPTION]...         check the configuration, list all problems
tunnel.sh config    [--json | OPTION...] the values in force, and where each was written
tunnel.sh doctor    [OPTION]...          what keeps it from serving well, with advice; exit code 1: something fails
tunnel.sh jmx-setup [--address A] [--port N] [--force]   what JMX from other machines needs, and how to connect
tunnel.sh version | completion | help    completion: for bash and zsh

tunnel.sh top                            live tunnels, kept up to date; keys q quit, c close, t throttle
tunnel.sh tunnels   [--json]             live tunnels, sorted and filtered
tunnel.sh close     ID | --user U | --target HOST:PORT
tunnel.sh throttle  ID RATE              hold a tunnel to a rate, such as 100kb
tunnel.sh listeners [--json]             where clients come in
tunnel.sh explain HOST:PORT [OPTION]...  may it be reached, and why; exit code 0: yes, 10: no
tunnel.sh policy COMMAND                 change what is allowed, with a preview, or for a while

Each of them tells more, with examples, when it is given --help.

Options:  --config FILE         default: conf/adit.yaml, if there is one
          --bind ADDRESS:PORT   listen here only; port 0 lets the system choose
          --set KEY=VALUE       override a key of the configuration; repeatable
Modes:    http                  the listener speaks HTTP (on 127.0.0.1:8080 without --bind)
          https --pk FILE [--password-file FILE]   the same inside TLS; FILE is a key store in PKCS #12
          tcp --destination HOST:PORT   every connection leads there, if the policy allows it
Without a mode and --bind, the listeners of the configuration are used.

Environment:
  ADIT_BASE           directory of the instance: conf, logs, run
Environment, also from bin/setenv.sh:
  JAVA_HOME           the Java to use; otherwise the newest found
  JAVA_OPTS           options of every Java started; ADIT_OPTS: of the server alone
  ADIT_START_TIMEOUT  seconds that a start, or a reload, may take (30)
  ADIT_STOP_TIMEOUT   seconds before a stop uses force (the drain timeout and 10)
END
}

# --- where things are ------------------------------------------------------------------------------------------------

locate() {
  local root
  root=$(dirname -- "$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")")
  checkout=
  if [[ -z ${ADIT_HOME:-} && -f $root/pom.xml ]]; then
    checkout=$root
    ADIT_HOME=$root/target/adit
    ADIT_BASE=${ADIT_BASE:-$root}
  fi
  ADIT_HOME=$(realpath -m -- "${ADIT_HOME:-$root}")
  ADIT_BASE=$(realpath -m -- "${ADIT_BASE:-$ADIT_HOME}")
  readonly checkout
  pid_file=$ADIT_BASE/run/adit.pid
  console_log=$ADIT_BASE/logs/console.log
  archive=$ADIT_BASE/run/adit.jsa
}

load_setenv() {
  local file previous='' settled_home=$ADIT_HOME settled_base=$ADIT_BASE
  JAVA_OPTS=${JAVA_OPTS:-} ADIT_OPTS=${ADIT_OPTS:-}
  for file in "$ADIT_HOME/bin/setenv.sh" "$ADIT_BASE/bin/setenv.sh"; do
    if [[ $file != "$previous" && -r $file ]]; then
      set +eu
      # shellcheck source=/dev/null
      . "$file"
      set -eu
      # What was found through them, this file among it, would no longer fit.
      [[ ${ADIT_HOME:-} == "$settled_home" && ${ADIT_BASE:-} == "$settled_base" ]] ||
        die "$USAGE" "$file changes ADIT_HOME or ADIT_BASE: set them in the environment instead"
    fi
    previous=$file
  done
  start_timeout=$(seconds ADIT_START_TIMEOUT "${ADIT_START_TIMEOUT:-30}")
  stop_timeout=$(seconds ADIT_STOP_TIMEOUT "${ADIT_STOP_TIMEOUT:-0}")
}

seconds() { # NAME VALUE
  [[ $2 =~ ^[0-9]{1,6}$ ]] || die "$USAGE" "$1 is '$2': allowed is a number of seconds"
  put "$((10#$2))"
}

writable_directory() {
  mkdir -p -- "$1" 2>/dev/null || die "$NOT_PERMITTED" "cannot create the directory $1"
  # Who owns it could lead root to any file or process, by a link or a PID file.
  ((EUID != 0)) || [[ -O $1 ]] ||
    die "$NOT_PERMITTED" "the directory $1 belongs to another user: run tunnel.sh as that one, not as root"
  [[ -w $1 && -x $1 ]] || die "$NOT_PERMITTED" "cannot write to the directory $1"
}

check_logs() {
  local file
  writable_directory "$ADIT_BASE/logs"
  for file in adit.log tunnels.log console.log gc.log; do
    file=$ADIT_BASE/logs/$file
    [[ ! -e $file || -w $file ]] || die "$NOT_PERMITTED" "cannot write to the log file $file"
  done
}

# A reader of the output or a terminal that goes away must not leave the work half done, between two servers.
see_it_through() { trap '' PIPE HUP; }

# One start, stop or restart at a time; held until the script ends.
lock() {
  writable_directory "$ADIT_BASE/run"
  exec 9>>"$ADIT_BASE/run/adit.lock"
  flock -w "$((start_timeout + 10))" 9 || die "$FAILED" "another tunnel.sh is at work on $ADIT_BASE"
}

# --- Java and the build ----------------------------------------------------------------------------------------------

feature_version() { # JAVA_HOME: prints 17, 25, or 0 where there is no Java
  local version=
  if [[ -r $1/release ]]; then
    version=$(sed -n 's/^JAVA_VERSION="\(1\.\)\{0,1\}\([0-9]*\).*/\2/p' "$1/release")
  fi
  if [[ -z $version && -x $1/bin/java ]]; then
    version=$("$1/bin/java" -version 2>&1 | sed -n 's/.* version "\(1\.\)\{0,1\}\([0-9]*\).*/\2/p')
  fi
  put "${version:-0}"
}

# JAVA_HOME if it is set; else the newest, and of equals the one on PATH.
find_java() {
  local path home version newest=0 newest_home=
  if [[ -n ${JAVA_HOME:-} ]]; then
    [[ -x $JAVA_HOME/bin/java ]] || die "$NOT_INSTALLED" "JAVA_HOME is $JAVA_HOME, where there is no bin/java"
    newest=$(feature_version "$JAVA_HOME")
    newest_home=$JAVA_HOME
  else
    path=$(command -v java || true)
    for home in ${path:+"$(dirname -- "$(dirname -- "$(readlink -f -- "$path")")")"} /usr/lib/jvm/*; do
      [[ -x $home/bin/java ]] || continue
      version=$(feature_version "$home")
      if ((version > newest)); then
        newest=$version
        newest_home=$home
      fi
    done
    [[ -n $newest_home ]] || die "$NOT_INSTALLED" "Java $OLDEST_JAVA or newer needed, found none"
  fi
  ((newest >= OLDEST_JAVA)) ||
    die "$NOT_INSTALLED" "Java $OLDEST_JAVA or newer needed, found $newest at $newest_home"
  JAVA_HOME=$newest_home
  java_version=$newest
}

# Sets tarball to the newest that Maven made; fails where there is none or the sources are newer.
packaged() {
  local file
  tarball=
  for file in "$checkout"/target/adit-*.tar.gz; do
    if [[ -f $file && (-z $tarball || $file -nt $tarball) ]]; then tarball=$file; fi
  done
  [[ -n $tarball ]] &&
    [[ -z $(find "$checkout/pom.xml" "$checkout/src/main" "$checkout/src/assembly" -newer "$tarball" -print -quit) ]]
}

package() {
  local log=$checkout/logs/build.log
  command -v mvn >/dev/null || die "$NOT_INSTALLED" "cannot build: there is no mvn (Maven 3.8 or newer) on PATH"
  warn "building Adit; the first time takes some minutes, later ones seconds (log: $log)"
  # Maven leaves a distribution alone whose content would stay the same; it would seem older than the sources for good.
  rm -f -- "$checkout"/target/adit-*.tar.gz
  (
    cd -- "$checkout"
    # A JRE runs Adit but does not build it: then Maven finds its own JDK.
    if [[ -x $JAVA_HOME/bin/javac ]]; then export JAVA_HOME; fi
    mvn -q -B -ntp -Dmaven.test.skip=true package </dev/null >"$log" 2>&1
  ) || {
    grep -m 20 -E '^\[(ERROR|FATAL)' "$log" >&2 || tail -n 20 "$log" >&2
    die "$NOT_INSTALLED" "the build failed: see $log"
  }
}

# In a checkout: brings the program up to date with the sources.
build() {
  [[ -n $checkout ]] || return 0
  local program=$checkout/target/adit
  if packaged && [[ $program -nt $tarball ]]; then return; fi
  writable_directory "$checkout/run"
  writable_directory "$checkout/logs"
  exec 8>>"$checkout/run/build.lock"
  flock 8
  packaged || package
  packaged || die "$NOT_INSTALLED" "the sources changed during the build; try again"
  if [[ ! $program -nt $tarball ]]; then
    # Aside and moved, so that a server which runs from the old one keeps its open files.
    rm -rf -- "$program.new"
    mkdir -- "$program.new"
    tar -xzf "$tarball" -C "$program.new" --strip-components=1
    rm -rf -- "$program"
    mv -- "$program.new" "$program"
    touch -- "$program"
  fi
  exec 8>&-
}

# --- the command to run ----------------------------------------------------------------------------------------------

raise_file_limit() {
  local limit
  ulimit -Sn "$(ulimit -Hn)" 2>/dev/null || true
  limit=$(ulimit -Sn)
  [[ $limit != unlimited ]] || return 0
  ((limit >= FEWEST_FILES)) ||
    die "$FAILED" "ulimit -n is $limit: too few open files to start; at least $FEWEST_FILES, better $FEW_FILES or more"
  ((limit >= FEW_FILES)) ||
    warn "warning: ulimit -n is $limit; a tunnel needs two, so at most $((limit / 2 - 50)) tunnels at once"
}

# Sets command to a Java that runs a short command; options are split at blanks, and @FILE holds those with blanks.
tool_command() {
  local java_opts adit_opts word
  read -r -d '' -a java_opts <<<"$JAVA_OPTS" || true
  read -r -d '' -a adit_opts <<<"$ADIT_OPTS" || true
  for word in "${adit_opts[@]}"; do
    # The configuration may refer to the server's properties. The JVM's own port of JMX is taken where the server runs,
    # but configtest judges it, too.
    case $word in
      -Dcom.sun.management.*) java_opts+=("-Dadit.server.${word#-D}") ;;
      -D*) java_opts+=("$word") ;;
    esac
  done
  # C1 alone: it ends before C2 would pay.
  command=("$JAVA_HOME/bin/java" "$NATIVE_ACCESS" -XX:TieredStopAtLevel=1 "${java_opts[@]}" "-Dadit.home=$ADIT_HOME"
    "-Dadit.base=$ADIT_BASE" -Dfile.encoding=UTF-8 -cp "$ADIT_HOME/lib/*")
}

# Prints the maximal heap in MB: a quarter of the memory of the machine or container, within bounds.
default_heap() {
  local memory limit=max
  memory=$(sed -n 's/^MemTotal: *\([0-9]*\) kB$/\1/p' /proc/meminfo)
  { read -r limit </sys/fs/cgroup/memory.max; } 2>/dev/null || true
  if [[ $limit =~ ^[0-9]+$ ]] && ((limit / 1024 < memory)); then memory=$((limit / 1024)); fi
  memory=$((memory / 1024 / 4))
  put "$((memory < LEAST_HEAP ? LEAST_HEAP : memory > MOST_HEAP ? MOST_HEAP : memory))"
}

# Sets command to the Java that serves; the arguments are further options. The operator's options come last and win.
server_command() {
  # Some causes of failure can be told only by the words of the system, which it would translate.
  if [[ -n ${LC_ALL:-} ]]; then
    export LANG=$LC_ALL
    unset LC_ALL
  fi
  export LC_MESSAGES=C
  local opts=" $JAVA_OPTS $ADIT_OPTS " own logging=$ADIT_BASE/conf/log4j2.xml
  [[ -r $logging ]] || logging=$ADIT_HOME/conf/log4j2.xml
  read -r -d '' -a own <<<"$opts" || true
  command=("$JAVA_HOME/bin/java" "$NATIVE_ACCESS" "$DESCRIPTOR_ACCESS")
  # The heap is small, as the relay is outside. A reload may swap large lists, which the serial collector would pause
  # everything for. The JVM refuses two collectors, and a maximum under the initial heap.
  # Tunnels live long and leave little behind: better to collect more often than to keep as much again for it.
  [[ $opts =~ \ -XX:\+Use[A-Za-z0-9]+GC\  ]] ||
    command+=(-XX:+UseG1GC -XX:MaxGCPauseMillis=10 -XX:MinHeapFreeRatio=10 -XX:MaxHeapFreeRatio=25 -XX:GCTimeRatio=1)
  [[ $opts =~ \ -(Xm[sx]|XX:(Max|Initial)(Heap|RAM)) ]] || command+=(-Xms64m -Xmn16m "-Xmx$(default_heap)m")
  ((java_version < 25)) || command+=(-XX:+UseCompactObjectHeaders)
  share_classes
  # After an OutOfMemoryError nobody knows what still works: leave a dump, and let the supervisor start it anew.
  command+=(-XX:+ExitOnOutOfMemoryError -XX:+HeapDumpOnOutOfMemoryError "-XX:HeapDumpPath=$ADIT_BASE/logs"
    "-XX:ErrorFile=$ADIT_BASE/logs/hs_err_%p.log"
    "-Xlog:gc*:file=\"$ADIT_BASE/logs/gc.log\":time,uptime,level,tags:filecount=5,filesize=5m"
    -Dfile.encoding=UTF-8 "-Dadit.home=$ADIT_HOME" "-Dadit.base=$ADIT_BASE" "-Dlog4j2.configurationFile=$logging"
    "$@" "${own[@]}" -cp "$ADIT_HOME/lib/*" "$MAIN" run)
}

# --- the class archive -----------------------------------------------------------------------------------------------

# With classes that were read and checked before, a start takes half the time (class-data sharing). The archive of them is
# made once for this Java, these jars and these options, by a rehearsal. Whoever has options for an own one is left alone.
may_share() { [[ ! " $JAVA_OPTS $ADIT_OPTS" =~ \ -(Xshare|XX:(SharedArchive|Archive|AOT)) ]]; }

# Prints what the archive was made from, and what it is: a JVM crashes over one that was cut short.
archive_key() {
  stat -c '%n %s %y' -- "$JAVA_HOME/lib/modules" "$ADIT_HOME"/lib/*.jar "$archive" 2>/dev/null || true
  put "$JAVA_OPTS $ADIT_OPTS"
}

archive_is_known() { [[ -r $archive.key && $(archive_key) == "$(<"$archive.key")" ]]; }

# Whether all of them are this user's and no other may write to them: an archive is code.
are_private() { # FILE...
  local found
  found=$(find "$@" -maxdepth 0 -user "$EUID" ! -perm /022 -printf x 2>/dev/null || true)
  ((${#found} == $#))
}

# A JVM that cannot use it after all says nothing, and starts without.
share_classes() {
  if may_share && [[ -s $archive ]] && archive_is_known && are_private "$ADIT_BASE/run/." "$archive" "$archive.key"; then
    command+=("-XX:SharedArchiveFile=$archive" '-Xlog:cds*=off')
  fi
}

# Sees to it that the next start finds an archive; returns at once.
rehearse() {
  # What it is based on comes with most Javas.
  [[ -r $JAVA_HOME/lib/server/classes.jsa ]] && may_share && ! archive_is_known && are_private "$ADIT_BASE/run/." || return 0
  (rehearsal </dev/null >/dev/null 2>&1 9>&- &)
}

# Starts a server that serves nobody and ends it, for the archive that it leaves.
rehearsal() {
  local pid code=0 asked='' deadline=$((SECONDS + 120)) directory=$ADIT_BASE/run/rehearsal
  trap '' HUP INT
  exec 7>>"$ADIT_BASE/run/rehearsal.lock"
  flock -n 7 || return 0
  rm -rf -- "$directory" "$archive" "$archive.new"
  mkdir -p -- "$directory"/{conf,logs,run}
  put 'listeners: [{name: rehearsal, address: "127.0.0.1:0"}]' >"$directory/conf/adit.yaml"
  rehearsal_command "$directory"
  env -i "PATH=$PATH" nice -n 19 "${command[@]}" 7>&- &
  pid=$!
  put "$pid $(start_time "$pid")" >"$directory/run/adit.pid"
  while [[ -n $(start_time "$pid") ]]; do
    if [[ -z $asked && -e $directory/run/ready ]]; then
      kill -TERM "$pid" || true
      asked=yes
    fi
    ((SECONDS < deadline)) || kill -KILL "$pid" || true
    sleep 0.2
  done
  wait "$pid" || code=$?
  rm -rf -- "$directory"
  if ((code == 0)); then sync -- "$archive.new" && mv -f -- "$archive.new" "$archive"; fi
  # What failed would fail again; what was killed may succeed.
  if ((code < 128)); then archive_key >"$archive.key"; fi
}

# Of the operator's options, it has those alone that an archive depends on.
rehearsal_command() { # DIRECTORY
  local ADIT_BASE=$1 word opts=" $JAVA_OPTS $ADIT_OPTS" JAVA_OPTS='' ADIT_OPTS=''
  for word in $opts; do
    if [[ $word == -XX:[+-]Use* || $word == -Xm[sx]* ]]; then JAVA_OPTS+=" $word"; fi
  done
  server_command "-XX:ArchiveClassesAtExit=$archive.new" "-Dadit.ready=$ADIT_BASE/run/ready"
}

end_rehearsal() {
  local pid='' began=''
  { read -r pid began <"$ADIT_BASE/run/rehearsal/run/adit.pid"; } 2>/dev/null || true
  if [[ -n $began && $(start_time "$pid") == "$began" ]]; then kill -KILL "$pid" 2>/dev/null || true; fi
}

prepare_server() {
  find_java
  build
  # Logs and heap dumps tell who went where; what the build makes is for all.
  umask 027
  check_logs
  raise_file_limit
}

# --- the process -----------------------------------------------------------------------------------------------------

# Prints when a process began, in clock ticks since boot (field 22 of its stat); nothing for a dead one or a zombie.
start_time() { # PID
  local stat fields
  { stat=$(<"/proc/$1/stat"); } 2>/dev/null || return 0
  read -r -a fields <<<"${stat##*) }"
  [[ ${fields[0]} == Z ]] || put "${fields[19]}"
}

# Sets pid and began from the PID file. 0: that process runs; 1: it is gone, whoever has its number now;
# 3: there is no file; 4: the file cannot be read.
instance() {
  pid='' began=''
  [[ -e $pid_file ]] || return 3
  [[ -r $pid_file ]] || return 4
  read -r pid began <"$pid_file" || true
  [[ $pid =~ ^[0-9]+$ && -n $began && $(start_time "$pid") == "$began" ]] || return 1
  grep -zqxF "$MAIN" "/proc/$pid/cmdline" 2>/dev/null
}

# Whether a supervisor started a process, and would take its end for that of the service.
supervised() { grep -zqxF -- "${SUPERVISED[0]}" "/proc/$1/cmdline" 2>/dev/null; } # PID

# Where a process says that it listens.
ready_file() { put "$ADIT_BASE/run/adit.$1.ready"; } # PID

# Takes away what tells of pid: all of it, unless the PID file names another.
forget() {
  local named=
  rm -f -- "$(ready_file "$pid")"
  { read -r named _ <"$pid_file"; } 2>/dev/null || true
  if [[ $named == "$pid" ]]; then rm -f -- "$pid_file"; fi
}

# The lines of the ready file of pid that begin with a word, without it.
ready() { sed -n "s/^$1 //p" "$(ready_file "$pid")" 2>/dev/null || true; }

# Sets others to the processes of this instance beside that of the PID file: those that were replaced, and drain.
find_others() {
  local file other named=
  { read -r named _ <"$pid_file"; } 2>/dev/null || true
  others=()
  for file in "$ADIT_BASE"/run/adit.*.ready; do
    other=${file##*/adit.}
    other=${other%.ready}
    [[ $other =~ ^[0-9]+$ && $other != "$named" ]] || continue
    if grep -zqxF "$MAIN" "/proc/$other/cmdline" 2>/dev/null &&
      grep -zqxF -e "-Dadit.base=$ADIT_BASE" "/proc/$other/cmdline" 2>/dev/null; then
      others+=("$other")
    else
      rm -f -- "$file" 2>/dev/null || true
    fi
  done
}

describe() {
  local mode address hint=
  sed -n -E 's/^(configuration|admin|warning) /\1: /p' "$(ready_file "$pid")" 2>/dev/null || true
  while read -r mode address; do
    say "listening: $address ($mode)"
    if [[ $mode == http ]]; then hint=${hint:-$address}; fi
  done < <(ready listener)
  say "log: $ADIT_BASE/logs/adit.log"
  hint=${hint/#0.0.0.0:/127.0.0.1:}
  hint=${hint/#\[::]:/127.0.0.1:}
  if [[ -n $hint && -z $(ready draining) ]]; then say "try: curl -x http://$hint https://example.com/"; fi
}

# Starts the server in the background; with a predecessor, whose place it is to take, it is not in the PID file yet.
launch() { # PREDECESSOR ARGUMENT...
  local predecessor=$1 options=()
  shift
  : >"$console_log"
  set +m
  exec 7>>"$console_log"
  if [[ -n $predecessor ]]; then
    options+=("-Dadit.predecessor=$predecessor")
    # Its console stays that of the supervisor.
    if supervised "$predecessor"; then
      options+=("${SUPERVISED[@]}")
      exec 7>&1
    fi
  fi
  (
    # The number and the time of birth stay the same through exec.
    pid=$BASHPID
    server_command "-Dadit.ready=$(ready_file "$pid")" "${options[@]}"
    [[ -n $predecessor ]] || put "$pid $(start_time "$pid")" >"$pid_file"
    # What is ignored here would be ignored by the server, too, which reloads on SIGHUP.
    exec env --default-signal=HUP,PIPE setsid "${command[@]}" "$@" </dev/null >&7 2>&1 7>&- 9>&-
  ) &
  pid=$!
  exec 7>&-
}

# Waits for the process of launch; the cause of a failure is what it wrote before it died.
await_ready() {
  local file deadline=$((SECONDS + start_timeout)) code=0 shown=0
  file=$(ready_file "$pid")
  trap 'kill -KILL "$pid" 2>/dev/null; forget; exit 130' INT TERM
  until [[ -e $file ]]; do
    if [[ -z $(start_time "$pid") ]]; then
      wait "$pid" || code=$?
      forget
      warn "Adit did not start:"
      tail -n 50 "$console_log" >&2 || true
      exit "$((code == 0 ? FAILED : code))"
    fi
    if ((SECONDS >= deadline)); then
      kill -KILL "$pid" 2>/dev/null || true
      wait "$pid" 2>/dev/null || true
      forget
      die "$FAILED" "Adit did not listen within $start_timeout s (ADIT_START_TIMEOUT) and was killed;" \
        "see $console_log and $ADIT_BASE/logs/adit.log"
    fi
    progress "$((SECONDS + start_timeout - deadline))" "Adit to listen (log: $ADIT_BASE/logs/adit.log)"
    sleep 0.02
  done
  trap - INT TERM
}

begin() { # ARGUMENT...
  rm -f -- "$pid_file"
  find_others
  launch '' "$@"
  await_ready
  report_start
  rehearse
}

report_start() {
  say "Adit runs: pid $pid"
  describe
  [[ ! -s $console_log ]] || warn "warning: Java had something to say in $console_log: $(head -n 1 "$console_log")"
}

# Where somebody looks on, tells every five seconds what is waited for.
progress() { # SECONDS_SO_FAR WHAT
  if [[ -t 2 ]] && (($1 > 0 && $1 % 5 == 0 && $1 != shown)); then
    shown=$1
    warn "waiting for $2: $1 s"
  fi
}

# Shows how far a drain is: on a terminal in one line that is rewritten, elsewhere in a line every few seconds.
show_progress() {
  local text
  text=$(ready draining)
  [[ -n $text ]] || return 0
  text="draining: $text"
  if [[ -t 1 ]]; then
    printf '\r%-*s' "$columns" "${text:0:columns}" 2>/dev/null || true
    shown=$'\n'
  elif ((SECONDS >= report)); then
    say "$text"
    report=$((SECONDS + 3))
  fi
}

# Ends the process pid that began then; returns when it has ended. One that drains for another already is only awaited.
end() {
  local limit drain=30 waited=0 asked=$SECONDS report=$((SECONDS + 1)) before cancelled columns=79 shown=
  if [[ -t 1 ]]; then columns=$(($(tput cols 2>/dev/null || put 80) - 1)); fi
  before=$(ready cancelled)
  if ! grep -qxF released "$(ready_file "$pid")" 2>/dev/null; then
    kill -TERM "$pid" 2>/dev/null || [[ -z $(start_time "$pid") ]] || die "$NOT_PERMITTED" "may not stop pid $pid"
  fi
  while [[ $(start_time "$pid") == "$began" ]]; do
    cancelled=$(ready cancelled)
    if [[ -n $before && -n $cancelled && $cancelled != "$before" ]]; then
      die "$FAILED" "${shown}the drain was cancelled: Adit runs on, pid $pid"
    fi
    # Read again, as the process writes it anew when it begins to stop: a reload may have changed it.
    read -r drain < <(ready drain) || true
    limit=$((stop_timeout > 0 ? stop_timeout : ${drain:-30} + 10))
    if ((SECONDS - asked >= limit)); then
      say "${shown}still running after $limit s: killing pid $pid (SIGKILL)"
      kill -KILL "$pid" 2>/dev/null || true
      # The kernel may need a moment to take the process away.
      while [[ $(start_time "$pid") == "$began" ]]; do
        ((waited += 1))
        ((waited < 50)) || die "$FAILED" "pid $pid does not die"
        sleep 0.1
      done
    else
      show_progress
    fi
    sleep 0.1
  done
  forget
  say "${shown}Adit stopped: pid $pid"
}

# --- the commands ----------------------------------------------------------------------------------------------------

start() { # ARGUMENT...
  see_it_through
  load_setenv
  lock
  if instance; then
    say "Adit runs already: pid $pid"
    describe
  else
    prepare_server
    begin "$@"
  fi
}

stop() {
  see_it_through
  load_setenv
  find_others
  if [[ ! -e $pid_file ]] && ((${#others[@]} == 0)); then
    say "Adit is not running"
    return
  fi
  lock
  end_rehearsal
  if instance; then
    end
  else
    [[ ! -e $pid_file || -r $pid_file ]] || die "$NOT_PERMITTED" "cannot read $pid_file"
    forget
    rm -f -- "$pid_file"
    ((${#others[@]} > 0)) || say "Adit is not running"
  fi
  find_others
  for pid in "${others[@]}"; do
    began=$(start_time "$pid")
    if [[ -n $began ]]; then end; fi
  done
}

# Sets arguments to those of the running process, and goes where it was started, as their relative paths begin there;
# fails where it died meanwhile.
recall() {
  local words directory i=0
  { mapfile -d '' -t words <"/proc/$pid/cmdline"; } 2>/dev/null || return 1
  while ((i < ${#words[@]})) && [[ ${words[i]} != "$MAIN" ]]; do ((i += 1)); done
  ((i < ${#words[@]})) || return 1
  directory=$(readlink "/proc/$pid/cwd") || {
    [[ $(start_time "$pid") != "$began" ]] ||
      die "$NOT_PERMITTED" "may not see the directory that pid $pid was started in: it has capabilities, or another user"
    return 1
  }
  cd -- "$directory" || die "$FAILED" "cannot go to the directory that pid $pid was started in"
  # Those behind "Main run".
  arguments=("${words[@]:i+2}")
}

restart() { # ARGUMENT...
  local arguments=("$@")
  see_it_through
  load_setenv
  lock
  prepare_server
  if instance && { (($# > 0)) || recall; }; then
    # What runs is not given up for what would not start.
    tool_command
    "${command[@]}" "$MAIN" configtest "${arguments[@]}" || exit
    end
  fi
  begin "${arguments[@]}"
}

# The new process binds beside the old one. From the moment it is in the PID file it is the instance; then the old one,
# which finds itself replaced, lets in who waits at its listeners, closes them and drains.
upgrade() { # ARGUMENT...
  local arguments=("$@") predecessor mode address old_listeners deadline
  see_it_through
  load_setenv
  lock
  instance || die "$NOT_RUNNING" "Adit is not running"
  # systemd can be told of another process, by one of the service itself.
  if supervised "$pid" && [[ -z ${NOTIFY_SOCKET:-} ]]; then
    die "$FAILED" "pid $pid belongs to a supervisor, which would take its end for that of the service: have that" \
      "restart it (the Debian package has adit upgrade)"
  fi
  [[ -z $(ready draining) ]] || die "$FAILED" "pid $pid drains: stop it, or cancel that (drain --cancel)"
  prepare_server
  (($# > 0)) || recall || die "$FAILED" "pid $pid has ended"
  tool_command
  "${command[@]}" "$MAIN" configtest "${arguments[@]}" || exit
  predecessor=$pid
  old_listeners=$(ready listener)
  launch "$predecessor" "${arguments[@]}"
  await_ready
  put "$pid $(start_time "$pid")" >"$pid_file.new"
  mv -f -- "$pid_file.new" "$pid_file"
  if supervised "$pid"; then systemd-notify "--pid=$pid" "$(listening)"; fi
  kill -TERM "$predecessor" 2>/dev/null || warn "warning: pid $predecessor has ended by itself"
  report_start
  while read -r mode address; do
    [[ $(ready listener)$'\n' == *" $address"$'\n'* ]] || warn "warning: nobody listens any more on $address ($mode)"
  done <<<"$old_listeners"
  deadline=$((SECONDS + 10))
  until grep -q '^draining ' "$(ready_file "$predecessor")" 2>/dev/null || [[ -z $(start_time "$predecessor") ]]; do
    ((SECONDS < deadline)) || die "$FAILED" "pid $predecessor does not drain; see $ADIT_BASE/logs/adit.log"
    sleep 0.1
  done
  drains "$predecessor"
  if [[ $(cat /proc/sys/net/ipv4/tcp_migrate_req 2>/dev/null) == 0 ]]; then
    say "note: with sysctl net.ipv4.tcp_migrate_req=1 no client that is just connecting can be reset by an upgrade"
  fi
  rehearse
}

# Through systemd an upgrade comes as a reload with this request, as only that runs in the service.
reload() { # [--live]
  local before deadline shown=0
  if [[ -n ${NOTIFY_SOCKET:-} ]] && rm -- "$ADIT_BASE/run/upgrade" 2>/dev/null; then
    upgrade "$@"
    return
  fi
  [[ $# == 0 || $* == --live ]] || die "$USAGE" "tunnel.sh reload takes no argument but --live, found '$*'"
  load_setenv
  # It reads what a start reads.
  deadline=$((SECONDS + start_timeout))
  lock
  instance || die "$NOT_RUNNING" "Adit is not running"
  before=$(ready reload)
  kill -HUP "$pid" 2>/dev/null || die "$NOT_PERMITTED" "may not send a signal to pid $pid"
  while [[ $(ready reload) == "$before" ]]; do
    ((SECONDS < deadline)) || die "$FAILED" "pid $pid does not answer; see $ADIT_BASE/logs/adit.log"
    progress "$((SECONDS + start_timeout - deadline))" "the configuration to be read"
    sleep 0.1
  done
  ready message
  [[ $(ready reload) == *\ ok ]] || exit "$NOT_CONFIGURED"
  if (($# > 0)); then ask live; fi
}

# Says to systemd that the server listens, which Java cannot: it has no datagrams to Unix sockets.
announce() {
  until [[ $(ready pid) == "$pid" ]]; do
    [[ -n $(start_time "$pid") ]] || return 0
    sleep 0.1
  done
  systemd-notify --ready "$(listening)"
  rehearse
}

listening() { put "--status=listening: $(ready listener | sed -E 's/^(\S+) (.*)/\2 (\1)/' | paste -s -d ' ')"; }

# What a supervisor starts is found by the other commands, as what start started.
supervise() {
  lock
  if instance; then die "$FAILED" "Adit runs already: pid $pid"; fi
  forget
  pid=$$
  put "$pid $(start_time "$pid")" >"$pid_file"
  # An orphan from its birth, as Java would not notice its end; it holds the lock until the server listens.
  if [[ -n ${NOTIFY_SOCKET:-} ]]; then (announce &); fi
}

run() { # ARGUMENT...
  local options=("${SUPERVISED[1]}")
  load_setenv
  prepare_server
  if [[ -n ${ADIT_SUPERVISED:-} ]]; then
    supervise
    options=("${SUPERVISED[@]}" "-Dadit.ready=$(ready_file "$pid")")
  fi
  server_command "${options[@]}"
  exec "${command[@]}" "$@" 9>&-
}

# Passwords are on its standard output alone.
jmx_setup() { # ARGUMENT...
  load_setenv
  find_java
  build
  tool_command
  writable_directory "$ADIT_BASE/conf"
  umask 077
  exec "${command[@]}" "$SETUP" "$@"
}

tool() { # COMMAND ARGUMENT...
  load_setenv
  find_java
  build
  tool_command
  exec "${command[@]}" "$MAIN" "$@"
}

# The values of the running instance, or those that one would go by which is started with these options.
config() { # [--json] | OPTION...
  if instance && [[ $# == 0 || $* == --json ]]; then ask config "$@"; fi
  tool config "$@"
}

# Of the running instance, or of one that is started with these options.
doctor() { # OPTION...
  local arguments=("$@")
  if instance; then
    (($# > 0)) || recall || true
  else
    pid=
  fi
  load_setenv
  find_java
  build
  ulimit -Sn "$(ulimit -Hn)" 2>/dev/null || true
  tool_command
  exec "${command[@]}" "-Dadit.pid=$pid" "$MAIN" doctor "${arguments[@]}"
}

# Sets command to the Java that asks the running server through JMX, as the user of that server.
client_command() {
  local code=0 user
  instance || code=$?
  ((code != 4)) || die "$NOT_PERMITTED" "cannot read $pid_file"
  if ((code == 0)); then
    # The effective one. A Java lets only its own user in, and root, whom what others run should not lead anywhere.
    user=$(sed -n 's/^Uid:\t[0-9]*\t\([0-9]*\).*/\1/p' "/proc/$pid/status" 2>/dev/null || true)
    [[ ${user:-$EUID} == "$EUID" ]] ||
      die "$NOT_PERMITTED" "pid $pid runs as $(id -nu "$user" 2>/dev/null || put "$user"): run tunnel.sh as that user"
  else
    pid=
  fi
  load_setenv
  find_java
  # Whoever looks at a server has it built already, or does not want to wait for it.
  [[ ${1:-} == --as-it-is ]] || build
  tool_command
  command+=("-Dadit.pid=$pid")
}

# Help and completion, of which the script knows nothing; without the program there is only the usage.
describe_command() { # COMMAND ARGUMENT...
  if [[ ! -d $ADIT_HOME/lib ]]; then
    usage
    return
  fi
  load_setenv
  find_java
  tool_command
  exec "${command[@]}" "$CLIENT" "$@"
}

ask() { # COMMAND ARGUMENT...
  client_command
  exec "${command[@]}" "$CLIENT" "$@"
}

# Java draws and reads the keys; this makes the terminal pass them on at once, and as it was in the end, whatever that is.
top() { # ARGUMENT...
  local child code=0 interrupted=0
  client_command
  if [[ ! -t 0 || ! -t 1 || ${TERM:-dumb} == dumb ]] || ! terminal=$(stty -g 2>/dev/null); then
    exec "${command[@]}" "$CLIENT" top "$@"
  fi
  trap 'stty "$terminal"' EXIT
  stty -echo -icanon min 0 time 1
  # In the background, so that this shell has each signal at once; it is given the keyboard nevertheless.
  "${command[@]}" -Dadit.tty=true "$CLIENT" top "$@" <&0 &
  child=$!
  trap 'interrupted=130; kill "$child" 2>/dev/null || true' INT TERM HUP
  while kill -0 "$child" 2>/dev/null; do
    code=0
    wait "$child" || code=$?
  done
  # Whoever is killed does not tidy up.
  ((code < 128)) || printf '\e[?25h\e[?1049l'
  exit "$((interrupted > 0 ? interrupted : code))"
}

status() { # [--brief]
  local code=0 up
  [[ $# == 0 || $* == --brief ]] || die "$USAGE" "tunnel.sh status takes no argument but --brief, found '$*'"
  instance || code=$?
  case $code in
    0)
      read -r up _ </proc/uptime
      up=$((${up%.*} - began / $(getconf CLK_TCK)))
      say "Adit runs: pid $pid, up $((up / 86400)) d $((up / 3600 % 24)) h $((up / 60 % 60)) min $((up % 60)) s"
      describe
      drains "$pid"
      # What cannot be asked is told, and changes nothing about that it runs.
      (($# > 0)) || (client_command --as-it-is && exec "${command[@]}" "$CLIENT" status) || true
      ;;
    1) say "Adit died: $pid_file is left from pid ${pid:-?}" ;;
    3) say "Adit is not running" ;;
    *) say "cannot tell: $pid_file cannot be read" ;;
  esac
  find_others
  for pid in "${others[@]}"; do drains "$pid"; done
  return "$code"
}

drains() { # PID: says how far its drain is, if it drains
  local pid=$1 text
  text=$(ready draining)
  [[ -z $text ]] || say "pid $pid drains: $text"
}

main() {
  local verb=${1:-help} argument
  shift || true
  locate
  case $verb in
    help | -h | --help) ;;
    *)
      for argument in "$@"; do
        case $argument in
          -h | --help)
            describe_command "$verb" "$@"
            return
            ;;
        esac
      done
      ;;
  esac
  case $verb in
    stop | version)
      (($# == 0)) || die "$USAGE" "tunnel.sh $verb takes no argument, found '$1'"
      ;;
  esac
  case $verb in
    start | stop | restart | upgrade | reload | run | status | top | config | doctor) "$verb" "$@" ;;
    completion) describe_command "$verb" "$@" ;;
    version | configtest) tool "$verb" "$@" ;;
    jmx-setup) jmx_setup "$@" ;;
    explain | policy | drain | tunnels | close | throttle | listeners) ask "$verb" "$@" ;;
    help | -h | --help) usage ;;
    *) die "$USAGE" "unknown command '$verb': allowed are start, stop, restart, upgrade, drain, reload, run, status, top," \
      "tunnels, close, throttle, listeners, config, doctor, completion, explain, policy, version, configtest," \
      "jmx-setup, help" ;;
  esac
}

main "$@"
