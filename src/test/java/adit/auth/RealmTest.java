package adit.auth;

import static adit.auth.Passwords.SECRET;
import static adit.auth.Passwords.WELT;
import static adit.auth.Passwords.credentials;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import adit.policy.Identity;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RealmTest {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    @TempDir
    private Path folder;

    private Path users;
    private Path groups;

    @BeforeEach
    void oneUser() throws IOException {
        users = Files.writeString(folder.resolve("users"), "alice:" + SECRET);
        groups = Files.writeString(folder.resolve("groups"), "staff: alice");
    }

    @Test
    void aFileThatCannotBeReadIsReported() throws Exception {
        assertThatExceptionOfType(UserFileException.class)
                .isThrownBy(() -> realm(folder.resolve("none")))
                .withMessage(folder.resolve("none") + ": does not exist");
        assertThatExceptionOfType(UserFileException.class)
                .isThrownBy(() -> realm(folder))
                .withMessage(folder + ": is a folder, not a file");
        Files.writeString(users, "#".repeat((16 << 20) + 1));
        assertThatExceptionOfType(UserFileException.class)
                .isThrownBy(() -> realm(users))
                .withMessage(users + ": is larger than 16mb");
    }

    @Test
    void whoIsVerifiedIsRemembered() throws Exception {
        Realm realm = realm(users);
        Credentials right = credentials("alice", "secret");
        ByteBuffer fingerprint = realm.fingerprint(right);
        Identity alice = new Identity("alice", Set.of("staff"));

        assertThat(realm.recall(fingerprint, 0)).isEmpty();
        assertThat(realm.verify(right, fingerprint, 0)).contains(alice);
        assertThat(realm.recall(realm.fingerprint(credentials("alice", "secret")), 0))
                .contains(alice);
        assertThat(realm.recall(realm.fingerprint(credentials("alice", "Secret")), 0))
                .isEmpty();
    }

    @Test
    void whoIsNotVerifiedIsNotRemembered() throws Exception {
        Realm realm = realm(users);
        Credentials wrong = credentials("alice", "wrong");

        assertThat(realm.verify(wrong, realm.fingerprint(wrong), 0)).isEmpty();
        assertThat(realm.recall(realm.fingerprint(wrong), 0)).isEmpty();
    }

    @Test
    void fingerprintsMeanNothingElsewhere() throws Exception {
        Credentials right = credentials("alice", "secret");

        assertThat(realm(users).fingerprint(right)).isNotEqualTo(realm(users).fingerprint(right));
    }

    @Test
    void aChangedFileIsReadAndWhatWasVerifiedIsForgotten() throws Exception {
        Realm realm = realm(users);
        Credentials old = credentials("alice", "secret");
        realm.verify(old, realm.fingerprint(old), 0);
        Files.writeString(users, "alice:" + WELT);
        realm.refresh();

        assertThat(realm.recall(realm.fingerprint(old), 0)).isEmpty();
        assertThat(realm.verify(old, realm.fingerprint(old), 0)).isEmpty();
        Credentials changed = credentials("alice", "Grüße, Welt");
        assertThat(realm.verify(changed, realm.fingerprint(changed), 0)).isPresent();
    }

    @Test
    void aFileThatIsTheSameIsNotReadAgain() throws Exception {
        Realm realm = realm(users);
        Users before = realm.users();
        realm.refresh();

        assertThat(realm.users()).isSameAs(before);
    }

    @Test
    void aFilePutInPlaceOfAnotherIsSeenWhateverItsTimeAndSize() throws Exception {
        FileTime time = Files.getLastModifiedTime(users);
        Realm realm = realm(users);
        Path next = Files.writeString(folder.resolve("next"), "carol:" + SECRET);
        Files.setLastModifiedTime(next, time);
        Files.move(next, users, StandardCopyOption.ATOMIC_MOVE);
        realm.refresh();

        Credentials carol = credentials("carol", "secret");
        assertThat(realm.verify(carol, realm.fingerprint(carol), 0)).isPresent();
    }

    @Test
    void changedGroupsAreSeen() throws Exception {
        Realm realm = realm(users);
        Files.writeString(groups, "boss: alice");
        realm.refresh();

        Credentials alice = credentials("alice", "secret");
        assertThat(realm.verify(alice, realm.fingerprint(alice), 0)).contains(new Identity("alice", Set.of("boss")));
    }

    @Test
    void aBrokenFileKeepsTheUsersAndIsReportedOnceForEachChange() throws Exception {
        Realm realm = realm(users);
        Credentials alice = credentials("alice", "secret");
        realm.verify(alice, realm.fingerprint(alice), 0);
        Files.writeString(users, "alice");
        assertThatExceptionOfType(UserFileException.class).isThrownBy(realm::refresh);
        realm.refresh();
        assertThat(realm.recall(realm.fingerprint(alice), 0)).isPresent();

        Files.delete(users);
        assertThatExceptionOfType(UserFileException.class).isThrownBy(realm::refresh);
        realm.refresh();
        assertThat(realm.verify(alice, realm.fingerprint(alice), 0)).isPresent();

        Files.writeString(users, "bob:" + SECRET);
        realm.refresh();
        assertThat(realm.verify(alice, realm.fingerprint(alice), 0)).isEmpty();
    }

    @Test
    void oneCallerASecondLooks() throws Exception {
        Realm realm = realm(users);
        long now = Long.MAX_VALUE - SECOND / 2;

        assertThat(realm.claimLook(now)).isTrue();
        assertThat(realm.claimLook(now + SECOND - 1)).isFalse();
        assertThat(realm.claimLook(now + SECOND)).isTrue();
        assertThat(realm.claimLook(now + SECOND)).isFalse();
        realm.releaseLook();
        assertThat(realm.claimLook(now + SECOND)).isTrue();
    }

    private Realm realm(Path htpasswd) throws UserFileException {
        return new Realm("Adit", new UserFiles(htpasswd, Optional.of(groups)));
    }
}
