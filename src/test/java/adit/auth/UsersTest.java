package adit.auth;

import static adit.auth.Passwords.SECRET;
import static adit.auth.Passwords.WELT;
import static adit.auth.Passwords.credentials;
import static adit.auth.Passwords.users;
import static org.assertj.core.api.Assertions.assertThat;

import adit.policy.Identity;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Set;
import org.junit.jupiter.api.Test;

class UsersTest {

    @Test
    void userAndPasswordMustBothBeRight() throws Exception {
        Users users = users("alice:" + SECRET, "bob:" + WELT);

        assertThat(users.verify(credentials("alice", "secret"))).contains(new Identity("alice", Set.of()));
        assertThat(users.verify(credentials("bob", "Grüße, Welt"))).contains(new Identity("bob", Set.of()));
        assertThat(users.verify(credentials("alice", "Grüße, Welt"))).isEmpty();
        assertThat(users.verify(credentials("Alice", "secret"))).isEmpty();
        assertThat(users.verify(credentials("carol", "secret"))).isEmpty();
        assertThat(users.verify(credentials("", "secret"))).isEmpty();
        assertThat(users.verify(credentials("", ""))).isEmpty();
    }

    @Test
    void whereThereAreNoUsersNobodyIsVerified() throws Exception {
        assertThat(users("# nobody").verify(credentials("alice", "secret"))).isEmpty();
    }

    /** Work shows in what it allocates, whatever else the machine does. */
    @Test
    void aNameThatNobodyHasCostsAsMuchAsAnother() throws Exception {
        Users users = users("alice:$6$rounds=1000$abc$" + "a".repeat(86), "bob:$6$rounds=1000$abd$" + "b".repeat(86));
        allocatedFor(users, "alice");
        long known = allocatedFor(users, "alice");

        assertThat(known).isPositive();
        assertThat(allocatedFor(users, "nobody")).isBetween(known * 9 / 10, known * 11 / 10);
    }

    private static long allocatedFor(Users users, String name) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < 50; i++) {
            assertThat(users.verify(credentials(name, "wrong")).isPresent()).isFalse();
        }
        return threads.getCurrentThreadAllocatedBytes() - before;
    }
}
