package adit.auth;

import at.favre.lib.crypto.bcrypt.BCrypt;
import at.favre.lib.crypto.bcrypt.LongPasswordStrategies;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.codec.digest.Md5Crypt;
import org.apache.commons.codec.digest.Sha2Crypt;

/** A salted hash of a password, as htpasswd and crypt(3) write it. Immutable; safe for use by any thread. */
final class PasswordHash {
    /** The schemes, in the words of a message. */
    static final String ALLOWED = "bcrypt ($2y$, $2b$, $2a$) of cost 4 to 16, SHA-crypt ($5$, $6$) of 1000 to 1000000"
            + " rounds, $apr1$; `htpasswd -B` writes the first";

    private enum Scheme {
        BCRYPT("bcrypt", "\\$2[aby]\\$", "(?<work>[0-9]{2})\\$[./A-Za-z0-9]{53}", 4, 16),
        SHA256("SHA-256-crypt", "\\$5\\$", Scheme.SHA_SALT + "[./A-Za-z0-9]{43}", 1000, 1_000_000),
        SHA512("SHA-512-crypt", "\\$6\\$", Scheme.SHA_SALT + "[./A-Za-z0-9]{86}", 1000, 1_000_000),
        APR1("apr1", "\\$apr1\\$", "(?<work>)[./A-Za-z0-9]{1,8}\\$[./A-Za-z0-9]{22}", 0, 0);

        private static final String SHA_SALT = "(?:rounds=(?<work>[1-9][0-9]{0,8})\\$)?[./A-Za-z0-9]{1,16}\\$";

        private final String label;
        private final Pattern start;
        private final Pattern whole;
        private final int leastWork;
        private final int mostWork;

        Scheme(String label, String start, String rest, int leastWork, int mostWork) {
            this.label = label;
            this.start = Pattern.compile(start);
            this.whole = Pattern.compile(start + rest);
            this.leastWork = leastWork;
            this.mostWork = mostWork;
        }
    }

    /** The tools of Apache cut a password after 72 bytes, as bcrypt does by its nature. */
    private static final BCrypt.Verifyer BCRYPT =
            BCrypt.verifyer(null, LongPasswordStrategies.truncate(BCrypt.Version.VERSION_2A));

    /** A tenth of a second. */
    private static final int BCRYPT_COST = 10;

    private final Scheme scheme;
    private final String text;

    private PasswordHash(Scheme scheme, String text) {
        this.scheme = scheme;
        this.text = text;
    }

    /** A new one, by bcrypt and with a salt of its own. */
    static PasswordHash of(byte[] password) {
        byte[] text = BCrypt.with(BCrypt.Version.VERSION_2Y).hash(BCRYPT_COST, password.clone());
        return new PasswordHash(Scheme.BCRYPT, new String(text, StandardCharsets.US_ASCII));
    }

    /** @throws IllegalArgumentException saying what was found, without showing any of it: it may be a plain password */
    static PasswordHash parse(String text) {
        Scheme scheme = Arrays.stream(Scheme.values())
                .filter(s -> s.start.matcher(text).lookingAt())
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        text.startsWith("{SHA}")
                                ? "a SHA-1 hash without salt"
                                : "plain text, DES crypt or an unknown scheme in place of a hash"));
        Matcher whole = scheme.whole.matcher(text);
        if (!whole.matches()) {
            throw new IllegalArgumentException("a damaged hash of " + scheme.label);
        }
        checkWork(scheme, whole.group("work"));
        return new PasswordHash(scheme, text);
    }

    private static void checkWork(Scheme scheme, String work) {
        boolean usual = work == null || work.isEmpty();
        if (!usual && (Integer.parseInt(work) < scheme.leastWork || Integer.parseInt(work) > scheme.mostWork)) {
            throw new IllegalArgumentException(scheme.label + " of cost " + work);
        }
    }

    /** Whether it is the password's. Takes as long as the operator chose it to: up to seconds. */
    boolean matches(byte[] password) {
        byte[] key = password.clone();
        return switch (scheme) {
            case BCRYPT -> BCRYPT.verify(key, text.getBytes(StandardCharsets.US_ASCII)).verified;
            case SHA256 -> same(Sha2Crypt.sha256Crypt(key, text));
            case SHA512 -> same(Sha2Crypt.sha512Crypt(key, text));
            case APR1 -> same(Md5Crypt.apr1Crypt(key, text));
        };
    }

    private boolean same(String other) {
        return MessageDigest.isEqual(
                text.getBytes(StandardCharsets.US_ASCII), other.getBytes(StandardCharsets.US_ASCII));
    }

    /** As a file of users has it. */
    String text() {
        return text;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PasswordHash hash && hash.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return scheme.label;
    }
}
