package adit.config;

import adit.auth.Realm;
import adit.auth.UserFiles;
import adit.policy.Identity;
import adit.tls.TlsContext;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How operators reach the MBeans who are not on this machine. There is no way without TLS and passwords.
 *
 * @param address one address of this machine, and a fixed port
 * @param files where the operators and their roles stand
 * @param operators what these files say at the moment; a role is a group there
 */
public record RemoteJmx(InetSocketAddress address, TlsContext tls, UserFiles files, Realm operators) {

    /** What an operator may do. */
    public enum Role {
        /** Read and subscribe. */
        MONITOR,
        /** That, set attributes and invoke operations. */
        CONTROL;

        /** As the access file writes it. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** The greatest of the operator's roles; empty where there is none. */
        public static Optional<Role> of(Identity operator) {
            return Stream.of(CONTROL, MONITOR)
                    .filter(role -> operator.groups().contains(role.toString()))
                    .findFirst();
        }
    }

    /** What it was made of, to be compared with that of another: the operators follow their files by themselves. */
    List<Object> origin() {
        return List.of(address, tls, files);
    }
}
