package adit.remote;

import adit.auth.Authenticator;
import adit.auth.Credentials;
import adit.auth.Realm;
import adit.config.RemoteJmx.Role;
import adit.management.Audit;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.rmi.server.RemoteServer;
import java.rmi.server.ServerNotActiveException;
import java.util.Optional;
import java.util.Set;
import javax.management.remote.JMXAuthenticator;
import javax.management.remote.JMXPrincipal;
import javax.security.auth.Subject;

/** Lets in who knows the password of a user that has a role. Waits on the thread of the connection that asks. */
final class PasswordLogin implements JMXAuthenticator {
    private static final String LOGIN = "JMX login";

    private final Authenticator authenticator;
    private final Realm operators;
    private final Audit audit;

    PasswordLogin(Authenticator authenticator, Realm operators, Audit audit) {
        this.authenticator = authenticator;
        this.operators = operators;
        this.audit = audit;
    }

    @Override
    public Subject authenticate(Object given) {
        String[] pair = given instanceof String[] texts && texts.length == 2 ? texts : new String[2];
        String user = Optional.ofNullable(pair[0]).orElse("");
        String password = Optional.ofNullable(pair[1]).orElse("");
        try {
            Role role = verify(Credentials.of(user, password).orElseThrow(() -> new SecurityException("no password")));
            audit.record(LOGIN, user, "role " + role);
        } catch (SecurityException e) {
            // Some type their password in the place of their name.
            String known = operators.users().find(user).isPresent() ? user : "an unknown user";
            audit.recordRefusal(LOGIN, known, e.getMessage());
            throw e;
        }
        return new Subject(true, Set.of(new JMXPrincipal(user)), Set.of(), Set.of());
    }

    private Role verify(Credentials credentials) {
        PatientLogin login = new PatientLogin();
        authenticator.authenticate(operators, credentials, client(), login);
        return Role.of(login.await()).orElseThrow(() -> new SecurityException("the user has no role"));
    }

    private static InetAddress client() {
        try {
            return InetAddress.getByName(RemoteServer.getClientHost());
        } catch (ServerNotActiveException | UnknownHostException e) {
            throw new IllegalStateException("RMI calls this, and knows the address of its client", e);
        }
    }
}
