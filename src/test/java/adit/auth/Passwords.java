package adit.auth;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Path;

/** Users, passwords and their hashes for tests. */
final class Passwords {
    /** Of {@code secret}. */
    static final String SECRET = "$apr1$xyz$HXgo9gtz4gpj4JWTLYmjB0";

    /** Of {@code Grüße, Welt}. */
    static final String WELT = "$apr1$abcdefgh$zLuibTyfcFF1m4b6dLRGc/";

    private Passwords() {}

    static Credentials credentials(String user, String password) {
        return new Credentials(user, password.getBytes(UTF_8));
    }

    static Users users(String... lines) throws UserFileException {
        UsersReader reader = new UsersReader();
        reader.readUsers(Path.of("users"), String.join("\n", lines).getBytes(UTF_8));
        return reader.users();
    }
}
