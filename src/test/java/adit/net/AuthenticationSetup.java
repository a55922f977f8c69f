package adit.net;

import static adit.net.SettingsChanges.authentication;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import adit.auth.Authenticator;
import adit.auth.Realm;
import adit.auth.UserFiles;
import adit.config.Settings;
import adit.tunnel.Phase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A proxy with users: the only one is alice, whose password is {@code secret}. */
abstract class AuthenticationSetup {

    static final String RIGHT = "alice:secret";
    static final String WRONG = "alice:wrong";

    @TempDir
    Path folder;

    /** What waits to be hashed, for the tests that do so themselves. */
    final BlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();

    /** Its time stands still. */
    final Authenticator byHand = new Authenticator(tasks::add, () -> 0);

    /** Hashes on the I/O thread, in the order of the requests. */
    final Authenticator atOnce = new Authenticator(Runnable::run, () -> 0);

    UnaryOperator<Settings> withUsers;

    @BeforeEach
    void oneUser() throws Exception {
        Path users = Files.writeString(folder.resolve("users"), "alice:$apr1$xyz$HXgo9gtz4gpj4JWTLYmjB0");
        withUsers = authentication(new Realm("Adit", new UserFiles(users, Optional.empty())));
    }

    static List<Phase> phases(Proxy proxy) {
        return proxy.registry.live(10).stream().map(tunnel -> tunnel.phase()).toList();
    }

    Runnable nextTask() throws InterruptedException {
        Runnable task = tasks.poll(10, TimeUnit.SECONDS);
        assertThat(task).isNotNull();
        return task;
    }

    static String request(String authority, String userPass) {
        return "CONNECT " + authority + " HTTP/1.1\r\nHost: " + authority + "\r\nProxy-Authorization: Basic "
                + token(userPass) + "\r\n\r\n";
    }

    static String token(String userPass) {
        return Base64.getEncoder().encodeToString(userPass.getBytes(UTF_8));
    }
}
