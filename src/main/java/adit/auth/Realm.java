package adit.auth;

import adit.policy.Identity;
import adit.privacy.KeyedHash;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A protection space (RFC 9110, 11.5): its name and its users, as their files say at the moment. The users are one
 * immutable generation behind a volatile field; whatever was verified against one is forgotten with it. Safe for use by
 * any thread.
 */
public final class Realm {
    private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(1);

    private record Generation(Object stamp, Users users, VerifiedCredentials verified) {
        Generation(Object stamp, Users users) {
            this(stamp, users, new VerifiedCredentials());
        }
    }

    private record Look(long at) {}

    private final String name;
    private final UserFiles files;
    private final KeyedHash fingerprints = new KeyedHash();
    private volatile Generation current;

    /** When the files were looked at last; null for never. */
    private final AtomicReference<Look> looked = new AtomicReference<>();

    /**
     * Reads the users.
     *
     * @param name shown to clients; printing ASCII without quote and backslash
     * @throws UserFileException where a file cannot be read or any line of them is wrong
     */
    public Realm(String name, UserFiles files) throws UserFileException {
        this.name = name;
        this.files = files;
        this.current = read(files.stamp());
    }

    public String name() {
        return name;
    }

    /** The users in force. */
    public Users users() {
        return current.users();
    }

    ByteBuffer fingerprint(Credentials credentials) {
        return fingerprints.of(credentials.bytes());
    }

    /** Who it is, where that was verified a short time ago. Takes no lock. */
    Optional<Identity> recall(ByteBuffer fingerprint, long now) {
        return current.verified().recall(fingerprint, now);
    }

    /** Hashes, which takes long, and remembers whom it verified. */
    Optional<Identity> verify(Credentials credentials, ByteBuffer fingerprint, long now) {
        Generation generation = current;
        Optional<Identity> identity = generation.users().verify(credentials);
        identity.ifPresent(verified -> generation.verified().remember(fingerprint, verified, now));
        return identity;
    }

    /** Whether the caller is the one who has to {@link #refresh}; at most one a second is told so. */
    boolean claimLook(long now) {
        Look last = looked.get();
        return (last == null || now - last.at() >= LOOK_NANOS) && looked.compareAndSet(last, new Look(now));
    }

    /** The caller that had to refresh could not: the next one has to. */
    void releaseLook() {
        looked.set(null);
    }

    /**
     * Looks at the files and reads them if they have changed. Blocks.
     *
     * @throws UserFileException once for each change after which they cannot be read; the users in force stay
     */
    synchronized void refresh() throws UserFileException {
        Object stamp = files.stamp();
        Generation before = current;
        if (!stamp.equals(before.stamp())) {
            // Taken before reading: what is written meanwhile is a change for the next look.
            current = new Generation(stamp, before.users(), before.verified());
            current = read(stamp);
        }
    }

    private Generation read(Object stamp) throws UserFileException {
        return new Generation(stamp, files.read());
    }
}
