#!/bin/sh
# Takes screenshots of JConsole on a display of its own, which connects by TLS and as the user control to a running proxy
# that has the section jmx: its tree of MBeans, a plotted attribute, and an operation with what it says.
#
#   src/build/jconsole-shot.sh ADDRESS:PORT TRUSTSTORE PASSWORD_FILE OUT_DIRECTORY [SECONDS]
#
# Run it while traffic flows. The password is the first line of its file. SECONDS (default 30) is how long the plot may
# grow. Makes jconsole.png, jconsole-plot.png and jconsole-operation.png. Needs a JDK, xvfb, xdotool and imagemagick.
set -eu

if [ $# -lt 4 ]; then
    echo "usage: $0 ADDRESS:PORT TRUSTSTORE PASSWORD_FILE OUT_DIRECTORY [SECONDS]" >&2
    exit 2
fi
address=$1 truststore=$2 password=$3 out=$4 seconds=${5:-30}
for tool in Xvfb xdotool import convert "${JAVA_HOME:+$JAVA_HOME/bin/}jconsole"; do
    command -v "$tool" >/dev/null || { echo "$0: $tool is missing" >&2; exit 1; }
done

work=$(mktemp -d)
xvfb='' jconsole=''
finish() {
    # The display goes last, or JConsole would die of its loss with a stack trace.
    for child in $jconsole $xvfb; do
        kill "$child" 2>/dev/null || continue
        wait "$child" || true
    done
    rm -rf "$work"
}
trap finish EXIT
trap 'exit 1' HUP INT TERM

# until_true DESCRIPTION COMMAND...: asks twice a second, at most a minute.
until_true() {
    what=$1
    shift
    tries=0
    until "$@"; do
        tries=$((tries + 1))
        [ "$tries" -lt 120 ] || { echo "$0: $what: not within a minute" >&2; cat "$work/log" >&2; exit 1; }
        sleep 0.5
    done
}

# pixel X Y CONDITION: whether the colour there (p.r, p.g, p.b from 0 to 1) meets the condition.
pixel() {
    colour=$(import -silent -window root -crop "1x1+$1+$2" png:- | convert png:- -format "%[fx:$3]" info:)
    [ "$colour" = 1 ]
}

# click X Y [TIMES]: JConsole fetches what it shows, hence the pause.
click() {
    xdotool mousemove "$1" "$2" click --repeat "${3:-1}" --delay 80 1
    sleep 2
}

# enter X Y FILE: puts the first line of a file into the field there, in the place of what it has.
enter() {
    click "$1" "$2"
    xdotool key ctrl+a BackSpace
    head -n 1 "$3" | tr -d '\n' >"$work/line"
    xdotool type --delay 40 --file "$work/line"
    sleep 1
}

# node NAME: goes on to the next node of the tree that begins so, as JConsole finds it by what is typed.
node() {
    xdotool type --delay 40 "$1"
    sleep 2
}

# unfold NAME: goes there, and opens it.
unfold() {
    node "$1"
    xdotool key Right
    sleep 2
}

# shoot NAME
shoot() {
    import -silent -window root "$work/shot.png"
    convert "$work/shot.png" -strip -dither None -colors 128 -define png:exclude-chunks=date,time "PNG8:$out/$1"
}

# JConsole fills a screen of this size, and every place below is measured on it.
Xvfb -displayfd 3 -screen 0 900x700x24 -nolisten tcp 3>"$work/display" >"$work/log" 2>&1 &
xvfb=$!
until_true 'Xvfb is up' test -s "$work/display"
DISPLAY=:$(cat "$work/display")
export DISPLAY

"${JAVA_HOME:+$JAVA_HOME/bin/}jconsole" -interval=1 -J-Duser.language=en -J-Dawt.useSystemAAFontSettings=on \
    -J-Dswing.defaultlaf=javax.swing.plaf.metal.MetalLookAndFeel "-J-Djavax.net.ssl.trustStore=$truststore" \
    >"$work/log" 2>&1 &
jconsole=$!

# The head of the dialog for new connections is white, what is around it is not.
until_true 'JConsole asks where to connect' pixel 600 230 'p.r > 0.99 && p.b > 0.99'
echo "$address" >"$work/address"
echo control >"$work/user"
enter 460 472 "$work/address"
enter 390 517 "$work/user"
enter 575 517 "$password"
xdotool key Return
until_true 'JConsole is connected' pixel 883 58 'p.g > p.r + 0.2'

click 472 58 # tab MBeans
click 95 82  # the tree
unfold adit
unfold Tunnels
shoot jconsole.png

unfold Attributes
node LiveCount
click 700 117 2 # its value becomes a plot
xdotool mousemove 60 600
sleep "$seconds"
shoot jconsole-plot.png

click 95 82
unfold Policy
unfold Operations
node explain
echo example.com:443 >"$work/target"
enter 522 107 "$work/target"
enter 695 107 /dev/null # the client
enter 845 107 /dev/null # the user
click 353 107           # the button before them
sleep 2
shoot jconsole-operation.png
