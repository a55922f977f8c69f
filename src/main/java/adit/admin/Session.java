package adit.admin;

import adit.auth.Token;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.concurrent.atomic.AtomicReference;

/** An operator who has shown the token. Safe for use by any thread. */
final class Session {
    private final Token token;
    private final long ends;
    private final String formToken;
    private final AtomicReference<String> result = new AtomicReference<>("");

    /**
     * @param token that was shown
     * @param ends in the ticker's nanoseconds
     * @param formToken what forms of this session, and no others, have
     */
    Session(Token token, long ends, String formToken) {
        this.token = token;
        this.ends = ends;
        this.formToken = formToken;
    }

    /** Whether it goes on: not for longer than its token is that of the configuration. */
    boolean isValid(Token current, long now) {
        return now - ends < 0 && token.equals(current);
    }

    long nanosLeft(long now) {
        return ends - now;
    }

    String formToken() {
        return formToken;
    }

    boolean hasMade(Form form) {
        return MessageDigest.isEqual(bytes(formToken), bytes(form.value(Controls.FORM_TOKEN)));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Keeps what an operation answered, for the next page. */
    void tell(String answer) {
        result.set(answer);
    }

    /** What was to be told; empty where it has been. */
    String told() {
        return result.getAndSet("");
    }
}
