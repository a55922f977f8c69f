package adit.load;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiFunction;

/** What is measured, by the name that it has on the command line. */
enum Mode {
    IDLE(9000, Counted.MEMORY, Plays.Idle::new),
    BULK_1(1, Counted.BYTES, Plays.Bulk::new),
    BULK_16(16, Counted.BYTES, Plays.Bulk::new),
    BULK_256(256, Counted.BYTES, Plays.Bulk::new),
    PINGPONG(64, Counted.OPERATIONS, Plays.PingPong::new),
    CONNECT(16, Counted.OPERATIONS, Plays.Connect::new),
    FORWARD(32, Counted.OPERATIONS, Plays.Forward::new),
    TLS_BULK(16, Counted.BYTES, Plays.Bulk::new),
    TLS_PINGPONG(64, Counted.OPERATIONS, Plays.PingPong::new),
    TLS_CONNECT(16, Counted.OPERATIONS, Plays.Connect::new);

    /** What tells how much was done. */
    enum Counted {
        BYTES,
        OPERATIONS,
        MEMORY
    }

    private final int clients;
    private final Counted counted;
    private final BiFunction<Origin, Integer, Play> play;

    Mode(int clients, Counted counted, BiFunction<Origin, Integer, Play> play) {
        this.clients = clients;
        this.counted = counted;
        this.play = play;
    }

    /** @param most how many clients there are descriptors for */
    Play play(Origin origin, int most) {
        return play.apply(origin, Math.min(clients, most));
    }

    Counted counted() {
        return counted;
    }

    boolean isTls() {
        return name().startsWith("TLS_");
    }

    static Optional<Mode> of(String name) {
        return Arrays.stream(values())
                .filter(mode -> mode.toString().equals(name))
                .findFirst();
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
