#!/bin/sh
# Takes a screenshot of JConsole on a display of its own: the bean adit:type=Tunnels of a running proxy, with the live
# count and the bytes to clients plotted.
#
#   src/build/jconsole-shot.sh PID OUT.png [SECONDS]
#
# Run it as the user of the proxy, while traffic flows. SECONDS (default 30) is how long the plots may grow.
# Needs a JDK, xvfb, xdotool and imagemagick.
set -eu

if [ $# -lt 2 ]; then
    echo "usage: $0 PID OUT.png [SECONDS]" >&2
    exit 2
fi
pid=$1 out=$2 seconds=${3:-30}
kill -0 "$pid" # ends the script where there is no such process
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

# JConsole fills a screen of this size, and every place below is measured on it.
Xvfb -displayfd 3 -screen 0 900x700x24 -nolisten tcp 3>"$work/display" >"$work/log" 2>&1 &
xvfb=$!
until_true 'Xvfb is up' test -s "$work/display"
DISPLAY=:$(cat "$work/display")
export DISPLAY

"${JAVA_HOME:+$JAVA_HOME/bin/}jconsole" -interval=1 -J-Duser.language=en -J-Dawt.useSystemAAFontSettings=on \
    -J-Dswing.defaultlaf=javax.swing.plaf.metal.MetalLookAndFeel "$pid" >"$work/log" 2>&1 &
jconsole=$!

# The local connector has no TLS, and JConsole asks whether that is wanted. The question may be painted before it
# takes a click; once it is gone, a click there does nothing.
connected() {
    pixel 883 58 'p.g > p.r + 0.2' && return
    pixel 450 214 'p.g > 0.9' && click 363 202
    return 1
}
until_true 'JConsole is connected' connected

click 472 58    # tab MBeans
click 16 99     # domain adit opens: Policy, Server, Tunnels
click 34 148    # Tunnels opens
click 97 163    # its attributes
click 700 181 2 # LiveCount becomes a plot; from below, because a plot moves what follows
click 700 117 2 # BytesToClientTotal
xdotool mousemove 60 500
sleep "$seconds"
click 535 674 # Refresh, for the attributes that are not plotted
xdotool mousemove 60 500
sleep 1

import -silent -window root "$work/shot.png"
convert "$work/shot.png" -strip -dither None -colors 128 -define png:exclude-chunks=date,time "PNG8:$out"
