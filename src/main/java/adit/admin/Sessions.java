package adit.admin;

import adit.auth.Token;
import adit.privacy.KeyedHash;
import adit.time.Ticker;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Who is signed in, by an identifier that only the browser keeps: here is a hash of it, so that neither the time of a look-up nor
 * a dump of the heap tells it. The oldest gives way where there are too many. Safe for use by any thread.
 */
final class Sessions {
    /** From the sign-in on, whatever happens. */
    static final Duration LIFE = Duration.ofMinutes(30);

    static final int MOST = 32;

    private static final int ID_BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Ticker ticker;
    private final KeyedHash hash = new KeyedHash();

    /** The oldest first; guarded by this. */
    private final Map<ByteBuffer, Session> open = new LinkedHashMap<>();

    Sessions(Ticker ticker) {
        this.ticker = ticker;
    }

    /** Begins one for who has shown the token; returns its identifier. */
    synchronized String begin(Token token) {
        if (open.size() == MOST) {
            open.remove(open.keySet().iterator().next());
        }
        String id = random();
        open.put(key(id), new Session(token, ticker.nanos() + LIFE.toNanos(), random()));
        return id;
    }

    /** The session of that identifier, as long as it is valid. */
    synchronized Optional<Session> find(String id, Token current) {
        long now = ticker.nanos();
        open.values().removeIf(session -> !session.isValid(current, now));
        return Optional.ofNullable(open.get(key(id)));
    }

    synchronized void end(Session session) {
        open.values().remove(session);
    }

    Duration left(Session session) {
        return Duration.ofNanos(session.nanosLeft(ticker.nanos()));
    }

    private ByteBuffer key(String id) {
        return hash.of(id.getBytes(StandardCharsets.UTF_8));
    }

    private static String random() {
        byte[] bytes = new byte[ID_BYTES];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
