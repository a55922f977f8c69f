package adit.privacy;

import adit.http.IpAddress;
import adit.http.Target;
import adit.time.WallClock;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * What every face shows of clients, users and targets: nothing, a hash or the text, as the dial in force says. Safe for use
 * by any thread; a hash costs about a microsecond, anything else next to nothing.
 *
 * <p>A hash is the first 64 bits of an HMAC-SHA-256 (RFC 2104) in hexadecimal digits. Its key is random, is kept in memory
 * alone, and gives way to another with each day of UTC: so all that a hash tells is that two of the same day and process are
 * of the same, and who learns the key of today learns nothing of yesterday.
 */
public final class Privacy {
    private static final long SECONDS_A_DAY = TimeUnit.DAYS.toSeconds(1);

    private final Supplier<Dial> dial;
    private final WallClock clock;
    private volatile DailyKey key;

    private record DailyKey(long day, KeyedHash hash) {}

    /**
     * @param dial the one in force
     * @param clock what the days are told by
     */
    public Privacy(Supplier<Dial> dial, WallClock clock) {
        this.dial = dial;
        this.clock = clock;
        this.key = new DailyKey(today(), new KeyedHash());
    }

    /** The address of a client; empty where it is hidden. */
    public String client(InetAddress address) {
        Disclosure shown = dial.get().client();
        return shown == Disclosure.NONE ? "" : shown(shown, Kind.CLIENT, IpAddress.text(address));
    }

    /** The name of a user; empty where it is hidden. */
    public String user(String name) {
        return shown(dial.get().user(), Kind.USER, name);
    }

    /** The host and port that a tunnel leads to; empty where they are hidden. */
    public String target(Target target) {
        Disclosure shown = dial.get().target();
        return shown == Disclosure.NONE ? "" : target(target.toString());
    }

    /** What an operator wrote for one target or several; that of one is shown as the target itself. */
    public String target(String written) {
        return shown(dial.get().target(), Kind.TARGET, written);
    }

    /** Whether targets are shown as they are, and so is what tells of one. */
    public boolean namesTargets() {
        return dial.get().target() == Disclosure.FULL;
    }

    /** The address that a target is reached at; empty where targets are hidden. */
    public String address(InetAddress address) {
        Disclosure shown = dial.get().target();
        return shown == Disclosure.NONE ? "" : shown(shown, Kind.TARGET, IpAddress.text(address));
    }

    /** So that a hash does not tell that a client is a target, or a user is called after either. */
    private enum Kind {
        CLIENT,
        USER,
        TARGET
    }

    private String shown(Disclosure disclosure, Kind kind, String text) {
        return switch (disclosure) {
            case NONE -> "";
            case HASHED -> hash(kind + "\0" + text);
            case FULL -> text;
        };
    }

    private String hash(String text) {
        long first = keyOf(today()).of(text.getBytes(StandardCharsets.UTF_8)).getLong();
        return HexFormat.of().toHexDigits(first);
    }

    private long today() {
        return Math.floorDiv(clock.now().getEpochSecond(), SECONDS_A_DAY);
    }

    private KeyedHash keyOf(long day) {
        DailyKey current = key;
        return current.day() == day ? current.hash() : renewed(day);
    }

    private synchronized KeyedHash renewed(long day) {
        if (key.day() != day) {
            key = new DailyKey(day, new KeyedHash());
        }
        return key.hash();
    }
}
