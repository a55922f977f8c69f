package adit.tls;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Finds the credentials for the name that a client asks for (SNI, RFC 6066, 3). Immutable. */
final class ServerNames {
    private final Map<String, List<Credential>> byName = new HashMap<>();
    private final List<Credential> others;

    ServerNames(List<Credential> credentials) {
        for (Credential credential : credentials) {
            for (String name : CertificateNames.dns(credential.certificate())) {
                byName.computeIfAbsent(name, n -> new ArrayList<>()).add(credential);
            }
        }
        Credential first = credentials.get(0);
        others = CertificateNames.dns(first.certificate()).stream()
                .findFirst()
                .map(byName::get)
                .orElse(List.of(first));
    }

    /**
     * The credentials of the very name; where there are none, of the wildcard that covers it; where there are none or
     * the client asks for no name, those of the first name of the first certificate. Never empty, in the order given.
     */
    List<Credential> find(Optional<String> requested) {
        return requested
                .map(name -> name.toLowerCase(Locale.ROOT))
                .flatMap(name -> Optional.ofNullable(byName.get(name)).or(() -> wildcard(name)))
                .orElse(others);
    }

    /** A wildcard stands for one label. */
    private Optional<List<Credential>> wildcard(String name) {
        int dot = name.indexOf('.');
        return dot < 0 ? Optional.empty() : Optional.ofNullable(byName.get("*" + name.substring(dot)));
    }
}
