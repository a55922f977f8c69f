package adit.config;

import adit.config.TlsKeys.CertificateKeys;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.stream.Stream;

/** The keys of the section that opens JMX to operators who are not on this machine. */
record JmxKeys(Key<InetSocketAddress> address, CertificateKeys tls, Key<String> htpasswd, Key<String> access) {
    static final String SECTION = "jmx";

    static JmxKeys add() {
        return new JmxKeys(
                Schema.add(Key.of(
                        SECTION + ".address", Types.fixedAddress(), "where operators connect to, with a fixed port")),
                CertificateKeys.add(SECTION + ".tls"),
                Schema.add(Key.of(
                        SECTION + ".htpasswd",
                        Schema.FILE,
                        "a file of operators and hashed passwords, as htpasswd writes it")),
                Schema.add(Key.of(
                        SECTION + ".access",
                        Schema.FILE,
                        "a file of the roles monitor and control and their operators, as a file of groups")));
    }

    /** Empty where the section is not there, or a problem has been reported. */
    Optional<RemoteJmx> read(Values values, NamedFiles files, Problems problems) {
        return Stream.concat(Stream.of(address, htpasswd, access), tls.all())
                .flatMap(key -> values.find(key).stream())
                .map(Located::location)
                .findFirst()
                .flatMap(at -> new JmxSection(this, values, files, problems).read(at));
    }
}
