package adit.auth;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** What a client sent to prove who it is. Its {@link #toString} tells nothing of that. */
public final class Credentials {
    /** Longer ones than htpasswd takes match no user, and must not cost anything. */
    static final int MOST_BYTES = 255;

    private final String user;
    private final byte[] password;

    /** @param password in UTF-8 */
    Credentials(String user, byte[] password) {
        this.user = user;
        this.password = password.clone();
    }

    /** Empty where no user can have such a name or password. */
    public static Optional<Credentials> of(String user, String password) {
        byte[] bytes = password.getBytes(StandardCharsets.UTF_8);
        boolean possible = user.indexOf(':') < 0
                && user.getBytes(StandardCharsets.UTF_8).length <= MOST_BYTES
                && bytes.length <= MOST_BYTES;
        return possible ? Optional.of(new Credentials(user, bytes)) : Optional.empty();
    }

    /** A line for a file of users by which these are right. */
    public String htpasswd() {
        return user + ":" + PasswordHash.of(password).text();
    }

    String user() {
        return user;
    }

    /** A copy: some libraries wipe what they have hashed. */
    byte[] password() {
        return password.clone();
    }

    /** User, colon and password in UTF-8, as Basic sends them. */
    byte[] bytes() {
        byte[] name = (user + ":").getBytes(StandardCharsets.UTF_8);
        byte[] all = Arrays.copyOf(name, name.length + password.length);
        System.arraycopy(password, 0, all, name.length, password.length);
        return all;
    }

    @Override
    public String toString() {
        return "Credentials";
    }
}
