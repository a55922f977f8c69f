package adit.auth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Optional;

/**
 * A secret that is trusted for itself, whoever shows it. Only its hash is kept, and a fast one will do: what is long and
 * random is not found by trying. Safe for use by any thread.
 */
public final class Token {
    /** What a file of one has. */
    public static final String ALLOWED =
            "one line of 20 to 256 visible ASCII characters, such as openssl rand -hex 32 writes";

    /** More than this many bytes hold none. */
    public static final int MOST_BYTES = 256 + 2;

    private static final String LINE = "([!-~]{20,256})(\\r?\\n)?";

    private final byte[] hash;

    private Token(byte[] hash) {
        this.hash = hash;
    }

    /** The one on the only line of a file; empty where the content is anything else. */
    public static Optional<Token> of(byte[] content) {
        String text = new String(content, StandardCharsets.ISO_8859_1);
        return text.matches(LINE) ? Optional.of(new Token(hash(text.stripTrailing()))) : Optional.empty();
    }

    /** Whether the text is this token. How long that takes tells nothing of it. */
    public boolean matches(String text) {
        return MessageDigest.isEqual(hash, hash(text));
    }

    private static byte[] hash(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Token token && MessageDigest.isEqual(hash, token.hash);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(hash);
    }

    @Override
    public String toString() {
        return "***";
    }
}
