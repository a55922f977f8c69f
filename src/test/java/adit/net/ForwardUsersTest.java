package adit.net;

import static adit.net.SettingsChanges.authentication;
import static org.assertj.core.api.Assertions.assertThat;

import adit.auth.Authenticator;
import adit.auth.Realm;
import adit.auth.UserFiles;
import adit.config.Settings;
import adit.net.Origin.Manner;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plain HTTP where clients have to say who they are: alice and bob, whose password is {@code secret}. */
class ForwardUsersTest {
    private static final String HASH = "$apr1$xyz$HXgo9gtz4gpj4JWTLYmjB0";

    @TempDir
    private Path folder;

    private final Authenticator atOnce = new Authenticator(Runnable::run, () -> 0);
    private UnaryOperator<Settings> withUsers;

    @BeforeEach
    void twoUsers() throws Exception {
        Path users = Files.writeString(folder.resolve("users"), "alice:" + HASH + "\nbob:" + HASH + "\n");
        withUsers = authentication(new Realm("Adit", new UserFiles(users, Optional.empty())));
    }

    @Test
    void eachRequestOfAConnectionHasToSayWhoseItIs() throws Exception {
        try (Proxy proxy = Proxy.start(withUsers, atOnce);
                Origin origin = Origin.that(Manner.HELLO);
                Client client = proxy.client()) {
            ForwardTest.receive(client.send(get(origin, "alice")));
            ForwardTest.receive(client.send(get(origin, "bob")));
            client.send(origin.get("/"));
            assertThat(client.readToEnd()).startsWith("HTTP/1.1 407 ");
        }
    }

    @Test
    void thePasswordForTheProxyStaysHere() throws Exception {
        try (Proxy proxy = Proxy.start(withUsers, atOnce);
                Origin origin = Origin.that(Manner.HELLO);
                Client client = proxy.client()) {
            ForwardTest.receive(client.send(get(origin, "alice")));
            assertThat(origin.request().head()).doesNotContainIgnoringCase("authorization");
        }
    }

    @Test
    void noOriginsConnectionServesTwoUsers() throws Exception {
        try (Proxy proxy = Proxy.start(withUsers, atOnce);
                Origin origin = Origin.that(Manner.HELLO);
                Client one = proxy.client();
                Client other = proxy.client()) {
            ForwardTest.receive(one.send(get(origin, "alice")));
            assertThat(origin.request().connection()).isEqualTo(1);
            ForwardTest.receive(one.send(get(origin, "bob")));
            assertThat(origin.request().connection()).isEqualTo(2);
            ForwardTest.receive(other.send(get(origin, "alice")));
            assertThat(origin.request().connection()).isEqualTo(1);
        }
    }

    private static String get(Origin origin, String user) {
        String credentials = Base64.getEncoder().encodeToString((user + ":secret").getBytes(StandardCharsets.UTF_8));
        return origin.start("GET", "/") + "Proxy-Authorization: Basic " + credentials + "\r\n\r\n";
    }
}
