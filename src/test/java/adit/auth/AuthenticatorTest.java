package adit.auth;

import static adit.auth.Passwords.SECRET;
import static adit.auth.Passwords.WELT;
import static adit.auth.Passwords.credentials;
import static org.assertj.core.api.Assertions.assertThat;

import adit.policy.Identity;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuthenticatorTest {
    private static final InetAddress CLIENT = InetAddress.getLoopbackAddress();

    @TempDir
    private Path folder;

    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private final List<String> answers = new ArrayList<>();
    private final Authenticator authenticator = new Authenticator(this::execute, this::now);
    private int room = Integer.MAX_VALUE;
    private long now = Long.MAX_VALUE - 5;
    private boolean awaited = true;
    private Path users;
    private Realm realm;

    @BeforeEach
    void twoUsers() throws Exception {
        users = Files.writeString(folder.resolve("users"), "alice:" + SECRET + "\nbob:" + WELT);
        realm = new Realm("Adit", new UserFiles(users, Optional.empty()));
        login("alice", "secret");
        runAll();
        answers.clear();
    }

    @Test
    void whoWasVerifiedIsAnsweredAtOnce() {
        login("alice", "secret");

        assertThat(answers).containsExactly("alice");
        assertThat(tasks).isEmpty();
    }

    @Test
    void hashingIsLeftToTheExecutor() {
        login("bob", "Grüße, Welt");
        login("bob", "wrong");
        assertThat(answers).isEmpty();
        runAll();

        assertThat(answers).containsExactly("bob", "refused 0");
    }

    @Test
    void theSameCredentialsAreHashedOnce() {
        for (int i = 0; i < 100; i++) {
            login("bob", "Grüße, Welt");
        }
        assertThat(tasks).hasSize(1);
        runAll();

        assertThat(answers).hasSize(100).containsOnly("bob");
    }

    @Test
    void eachOfThemFailsByItself() {
        for (int i = 0; i < 5; i++) {
            login("bob", "wrong");
        }
        runAll();

        assertThat(answers).containsExactly("refused 0", "refused 0", "refused 0", "refused 250", "refused 500");
    }

    @Test
    void forClientsThatHaveLeftNothingIsHashed() {
        for (int i = 0; i < 2 * Slowdown.PLACES; i++) {
            awaited = false;
            login("bob", "Grüße, Welt");
            runAll();
            awaited = true;
        }
        login("bob", "Grüße, Welt");

        assertThat(answers).isEmpty();
        assertThat(tasks).hasSize(1);
    }

    @Test
    void afterAMinuteTheyAreHashedAgain() {
        now += TimeUnit.SECONDS.toNanos(60);
        login("alice", "secret");
        assertThat(answers).isEmpty();
        runAll();

        assertThat(answers).containsExactly("alice");
    }

    @Test
    void aChangedFileCountsAfterASecondEvenForThoseWhoWereVerified() throws IOException {
        Files.writeString(users, "bob:" + SECRET);
        login("alice", "secret");
        now += TimeUnit.SECONDS.toNanos(1);
        login("alice", "secret");
        runAll();

        assertThat(answers).containsExactly("alice", "refused 0");
    }

    @Test
    void aBrokenFileChangesNothing() throws IOException {
        Files.writeString(users, "alice:hunter2");
        now += TimeUnit.SECONDS.toNanos(1);
        login("alice", "secret");
        runAll();

        assertThat(answers).containsExactly("alice");
    }

    @Test
    void whereTheUsersCannotBeLookedAtNobodyIsLetInAndTheClientHearsItAtOnce() throws Exception {
        URI archive = URI.create("jar:" + folder.resolve("users.zip").toUri());
        try (FileSystem closedLater = FileSystems.newFileSystem(archive, Map.of("create", "true"))) {
            Path zipped = Files.writeString(closedLater.getPath("users"), "alice:" + SECRET);
            realm = new Realm("Adit", new UserFiles(zipped, Optional.empty()));
        }
        login("alice", "secret");
        runAll();
        login("alice", "secret");
        runAll();

        assertThat(answers).containsExactly("FAULT", "FAULT");
    }

    @Test
    void whereTheExecutorIsFullTheClientMayComeAgain() {
        room = 0;
        login("bob", "Grüße, Welt");
        room = 1;
        login("bob", "Grüße, Welt");
        runAll();

        assertThat(answers).containsExactly("PROXY", "bob");
    }

    @Test
    void whoWasVerifiedIsLetInEvenWhereTheExecutorIsFull() {
        room = 0;
        now += TimeUnit.SECONDS.toNanos(1);
        login("alice", "secret");

        assertThat(answers).containsExactly("alice");
    }

    @Test
    void aLookThatFoundNoRoomIsMadeUpFor() throws IOException {
        Files.writeString(users, "bob:" + SECRET);
        room = 0;
        now += TimeUnit.SECONDS.toNanos(1);
        login("alice", "secret");
        room = 10;
        login("alice", "secret");
        runAll();

        assertThat(answers).containsExactly("alice", "refused 0");
    }

    @Test
    void anAddressHasFewAttemptsAtOnce() {
        for (int i = 0; i <= Slowdown.PLACES; i++) {
            login("bob", "guess " + i);
        }
        assertThat(answers).containsExactly("CLIENT");
        login("alice", "secret");
        assertThat(answers).last().isEqualTo("alice");
        runAll();

        assertThat(answers).hasSize(Slowdown.PLACES + 2).last().isEqualTo("refused 5000");
    }

    @Test
    void whoLeavesWithoutTheAnswerIsSlowedAllTheSame() {
        for (int i = 0; i < Slowdown.PLACES + 3; i++) {
            login("bob", "guess " + i);
            runAll();
        }
        answers.clear();
        login("bob", "one more");
        assertThat(answers).containsExactly("CLIENT");
        now += TimeUnit.SECONDS.toNanos(5);
        login("bob", "Grüße, Welt");
        runAll();

        assertThat(answers).containsExactly("CLIENT", "bob");
    }

    private void login(String user, String password) {
        authenticator.authenticate(realm, credentials(user, password), CLIENT, new Login() {
            @Override
            public boolean isAwaited() {
                return awaited;
            }

            @Override
            public void accepted(Identity identity) {
                answers.add(identity.user());
            }

            @Override
            public void refused(long delayNanos) {
                answers.add("refused " + TimeUnit.NANOSECONDS.toMillis(delayNanos));
            }

            @Override
            public void postponed(Busy busy) {
                answers.add(busy.name());
            }
        });
    }

    private void execute(Runnable task) {
        if (tasks.size() >= room) {
            throw new RejectedExecutionException();
        }
        tasks.add(task);
    }

    private void runAll() {
        while (!tasks.isEmpty()) {
            tasks.remove().run();
        }
    }

    private long now() {
        return now;
    }
}
