package adit.auth;

import static adit.auth.Passwords.SECRET;
import static adit.auth.Passwords.credentials;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class UsersReaderTest {
    private static final String USER_LINE = "; allowed: user:hash, as htpasswd writes it";
    private static final String GROUP_LINE = "; allowed: group: user user, the names without blanks";

    private final UsersReader reader = new UsersReader();

    @Test
    void commentsEmptyLinesAndTheWindowsEndOfLineMeanNothing() throws Exception {
        readUsers("# made by hand\r\n\r\n  alice:" + SECRET + " \r\n#bob:x\r\n");

        assertThat(reader.users().size()).isEqualTo(1);
        assertThat(reader.users().verify(credentials("alice", "secret"))).isPresent();
    }

    @Test
    void everyWrongLineIsReportedAndNoneIsShown() {
        readUsers(
                "no colon here",
                ":" + SECRET,
                "alice:hunter2",
                "bob:" + SECRET,
                "bob:" + SECRET,
                "a\tb:" + SECRET,
                "u".repeat(256) + ":" + SECRET,
                "carol:" + "x".repeat(1020),
                "dave:{SHA}5en6G6MezRroT3XKqkdPOmY/BfQ=",
                "erin:" + SECRET + ":more");

        assertThat(problems())
                .containsExactly(
                        "users:1: found no colon" + USER_LINE,
                        "users:2: found a user name that is empty, too long or has control characters" + USER_LINE,
                        "users:3: found plain text, DES crypt or an unknown scheme in place of a hash; allowed: "
                                + PasswordHash.ALLOWED,
                        "users:5: found a user that line 4 has already; allowed: each user once",
                        "users:6: found a user name that is empty, too long or has control characters" + USER_LINE,
                        "users:7: found a user name that is empty, too long or has control characters" + USER_LINE,
                        "users:8: found a line of 1026 characters; allowed: at most 1024",
                        "users:9: found a SHA-1 hash without salt; allowed: " + PasswordHash.ALLOWED,
                        "users:10: found a damaged hash of apr1; allowed: " + PasswordHash.ALLOWED);
    }

    @Test
    void bytesThatAreNotUtf8AreRefused() {
        reader.readUsers(Path.of("users"), ("jürgen:" + SECRET).getBytes(ISO_8859_1));

        assertThat(problems()).containsExactly("users:1: found bytes that are not UTF-8; allowed: UTF-8");
    }

    @Test
    void aFileThatIsSomethingElseIsReportedInFewLines() {
        readUsers("x\n".repeat(100_000));

        assertThat(problems()).hasSize(21).last().isEqualTo("users:20: the lines after this one were not read");
    }

    @Test
    void usersHaveTheGroupsThatNameThem() throws Exception {
        readUsers("alice:" + SECRET, "bob:" + SECRET, "carol:" + SECRET);
        readGroups("# who may what", "admins: alice", "staff:alice  bob\tzoe", "admins: bob", "empty:");

        assertThat(groupsOf("alice")).containsExactlyInAnyOrder("admins", "staff");
        assertThat(groupsOf("bob")).containsExactlyInAnyOrder("admins", "staff");
        assertThat(groupsOf("carol")).isEmpty();
    }

    @Test
    void wrongLinesOfGroupsAreReported() {
        readGroups("alice bob", ": alice", "a b: alice", "staff: " + "u".repeat(256), "staff:" + "x ".repeat(40_000));

        assertThat(problems())
                .containsExactly(
                        "groups:1: found no colon" + GROUP_LINE,
                        "groups:2: found a group name that is empty, too long or has blanks or control characters"
                                + GROUP_LINE,
                        "groups:3: found a group name that is empty, too long or has blanks or control characters"
                                + GROUP_LINE,
                        "groups:4: found a user name that is too long or has control characters" + GROUP_LINE,
                        "groups:5: found a line of 80005 characters; allowed: at most 65536");
    }

    private void readUsers(String... lines) {
        reader.readUsers(Path.of("users"), String.join("\n", lines).getBytes(UTF_8));
    }

    private void readGroups(String... lines) {
        reader.readGroups(Path.of("groups"), String.join("\n", lines).getBytes(UTF_8));
    }

    private Iterable<String> groupsOf(String user) throws UserFileException {
        return reader.users().verify(credentials(user, "secret")).orElseThrow().groups();
    }

    private List<String> problems() {
        return catchThrowableOfType(UserFileException.class, reader::users)
                .getMessage()
                .lines()
                .toList();
    }
}
