package adit.config;

import adit.config.Settings.Mode;
import adit.tls.ClientCertificate;
import adit.tls.Credential;
import adit.tls.KeyFiles;
import adit.tls.Password;
import adit.tls.TlsContext;
import adit.tls.TlsSettings;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What holds between the keys of the section {@code tls} of a listener, and what they lead to. */
final class TlsSection {
    private static final TlsKeys KEYS = Schema.TLS;
    private static final String ONE_KIND = "either keystore, or certificate and key";

    private final NamedFiles files;
    private final Problems problems;

    TlsSection(NamedFiles files, Problems problems) {
        this.files = files;
        this.problems = problems;
    }

    /** Empty where the mode has no TLS, or a problem has been reported. */
    Optional<TlsContext> read(Item listener, Mode mode, Values values) {
        String section = listener.path() + ".tls";
        if (mode != Mode.HTTPS) {
            refuseAll(listener, section);
            return Optional.empty();
        }
        int before = problems.count();
        List<String> warnings = new ArrayList<>();
        List<Credential> credentials = credentials(section, listener, values, warnings);
        List<X509Certificate> authorities = authorities(section, values);
        return problems.count() > before
                ? Optional.empty()
                : Optional.of(new TlsContext(new TlsSettings(
                        credentials,
                        values.get(KEYS.clientCertificate()),
                        authorities,
                        values.get(KEYS.clientIdentity()),
                        warnings)));
    }

    private void refuseAll(Item listener, String section) {
        listener.values().entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(TlsKeys.SECTION))
                .forEach(entry -> problems.refuse(entry.getValue().location(), section, "it", "only with mode https"));
    }

    private List<Credential> credentials(String section, Item listener, Values values, List<String> warnings) {
        CertificateFiles reader = new CertificateFiles(files, problems, warnings);
        List<Item> several = values.items(TlsKeys.CERTIFICATES);
        if (several.isEmpty()) {
            String allowed = ONE_KIND + ", or certificates";
            return reader.read(section, listener.location(), allowed, KEYS.single(), values);
        }
        KEYS.single().all().flatMap(key -> values.find(key).stream()).forEach(file -> {
            String found = Shown.quoted(file.value()) + " beside certificates";
            problems.refuse(file.location(), section, found, ONE_KIND + ", or certificates");
        });
        return several.stream()
                .flatMap(item ->
                        reader.read(item.path(), item.location(), ONE_KIND, KEYS.several(), values.over(item)).stream())
                .toList();
    }

    private List<X509Certificate> authorities(String section, Values values) {
        String key = section + ".client_ca";
        Located<ClientCertificate> demand = values.located(KEYS.clientCertificate());
        Optional<Located<String>> bundle = values.find(KEYS.clientCa());
        if (demand.value() == ClientCertificate.NONE) {
            Stream.of(bundle, values.find(KEYS.clientCaPassword()))
                    .flatMap(Optional::stream)
                    .forEach(file -> problems.refuse(
                            file.location(),
                            key,
                            Shown.quoted(file.value()),
                            "only with client_certificate: request or require"));
            return List.of();
        }
        if (bundle.isEmpty()) {
            problems.refuse(demand.location(), key, "nothing", "the authorities that certify clients");
            return List.of();
        }
        Optional<Password> password = values.find(KEYS.clientCaPassword())
                .flatMap(file -> files.read(section + ".client_ca_password_file", file, KeyFiles::password));
        return files.read(key, bundle.get(), file -> KeyFiles.authorities(file, password))
                .orElse(List.of());
    }
}
