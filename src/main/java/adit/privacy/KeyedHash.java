package adit.privacy;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** HMAC-SHA256 with a random key that nobody learns, and that dies with it. Safe for use by any thread. */
public final class KeyedHash {
    private static final String ALGORITHM = "HmacSHA256";
    private static final int KEY_BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Mac prototype;

    /** Draws the key. */
    public KeyedHash() {
        byte[] key = new byte[KEY_BYTES];
        RANDOM.nextBytes(key);
        try {
            prototype = Mac.getInstance(ALGORITHM);
            prototype.init(new SecretKeySpec(key, ALGORITHM));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }

    /** The hash in a form that can be the key of a map. Less than a microsecond for some hundred bytes. */
    public ByteBuffer of(byte[] bytes) {
        try {
            // A clone costs less than a lock or a new one, and keeps the key schedule.
            return ByteBuffer.wrap(((Mac) prototype.clone()).doFinal(bytes)).asReadOnlyBuffer();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("the JDK's own " + ALGORITHM + " can be cloned", e);
        }
    }
}
