package adit.admin;

import adit.auth.Token;
import adit.time.Ticker;
import java.util.concurrent.TimeUnit;

/**
 * Bounds how often a token may be guessed: {@value #MOST} times in a minute, wherever the guesses come from, as whoever is on
 * this machine has millions of addresses of loopback. After that none is judged until the minute is over, the right one
 * neither. Safe for use by any thread.
 */
final class Guesses {
    static final int MOST = 10;

    /** To whom none is judged. */
    static final String TOLD = "too many wrong tokens: none is looked at until a minute is over";

    private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);

    private final Ticker ticker;
    private int wrong;
    private long firstAt;

    Guesses(Ticker ticker) {
        this.ticker = ticker;
    }

    enum Verdict {
        RIGHT,
        WRONG,
        /** It has not been looked at. */
        TOO_MANY
    }

    synchronized Verdict judge(Token token, String guess) {
        long now = ticker.nanos();
        if (now - firstAt >= MINUTE) {
            wrong = 0;
        }
        if (wrong == MOST) {
            return Verdict.TOO_MANY;
        }
        if (token.matches(guess)) {
            return Verdict.RIGHT;
        }
        if (wrong++ == 0) {
            firstAt = now;
        }
        return Verdict.WRONG;
    }
}
