package adit.auth;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** What a client sent to prove who it is. Its {@link #toString} tells nothing of that. */
public final class Credentials {
    private final String user;
    private final byte[] password;

    /** @param password in UTF-8 */
    Credentials(String user, byte[] password) {
        this.user = user;
        this.password = password.clone();
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
