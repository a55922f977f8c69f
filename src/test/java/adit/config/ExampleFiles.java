package adit.config;

import adit.lists.Download.Validators;
import adit.lists.ListStore;
import adit.time.Ticker;
import adit.time.WallClock;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The files that the examples of the manual and of {@code conf/adit.yaml} name. */
record ExampleFiles(Path folder) {
    /** What the examples name, and the tests have under another name. */
    private static final Map<String, String> FILES = Map.ofEntries(
            Map.entry("server.pem", "adit/tls/ec.pem"),
            Map.entry("server.key", "adit/tls/ec-pkcs8.key"),
            Map.entry("other.pem", "adit/tls/rsa.pem"),
            Map.entry("encrypted.key", "adit/tls/rsa-pbes2.key"),
            Map.entry("server.p12", "adit/tls/ec.p12"),
            Map.entry("server.pass", "adit/tls/password"),
            Map.entry("clients.pass", "adit/tls/password"),
            Map.entry("jmx/keystore.p12", "adit/tls/ec.p12"),
            Map.entry("jmx/keystore.pass", "adit/tls/password"),
            Map.entry("users.htpasswd", "config/users.htpasswd"),
            Map.entry("staff.htpasswd", "config/users.htpasswd"),
            Map.entry("jmx/htpasswd", "config/users.htpasswd"));

    static ExampleFiles in(Path folder) throws IOException, GeneralSecurityException {
        for (Map.Entry<String, String> file : FILES.entrySet()) {
            Path copy = folder.resolve(file.getKey());
            Files.createDirectories(copy.getParent());
            Files.copy(Path.of("src/test/resources", file.getValue()), copy);
            Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString("rw-------"));
        }
        makeAuthorities(folder);
        writePrivate(folder.resolve("admin.token"), "0123456789abcdef0123456789abcdef\n");
        Files.writeString(folder.resolve("groups"), "staff: alice bob\n");
        Files.writeString(folder.resolve("ads.txt"), "0.0.0.0 ads.example\n");
        Files.createDirectories(folder.resolve("blocked"));
        Files.writeString(folder.resolve("blocked/own.txt"), "ads.example\n");
        String users = Files.readAllLines(folder.resolve("users.htpasswd")).stream()
                .filter(line -> line.contains(":"))
                .map(line -> line.substring(0, line.indexOf(':')))
                .collect(Collectors.joining(" "));
        writePrivate(folder.resolve("jmx/access"), "control: " + users + "\n");
        return new ExampleFiles(folder);
    }

    private static void writePrivate(Path file, String text) throws IOException {
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    /** A store of certificates that are trusted, without a key. */
    private static void makeAuthorities(Path folder) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        try (InputStream in = Files.newInputStream(folder.resolve("server.pem"))) {
            store.setCertificateEntry(
                    "clients", CertificateFactory.getInstance("X.509").generateCertificate(in));
        }
        char[] password =
                Files.readString(folder.resolve("clients.pass")).strip().toCharArray();
        try (OutputStream out = Files.newOutputStream(folder.resolve("clients.p12"))) {
            store.store(out, password);
        }
    }

    /** Of that text in a file beside them. */
    ConfigurationLoader loader(String text, Map<String, String> commandLine) throws IOException {
        Path file = Files.writeString(folder.resolve("adit.yaml"), text);
        ListStore lists =
                new ListStore(folder.resolve("lists"), ExampleFiles::download, WallClock.SYSTEM, Ticker.SYSTEM);
        return new ConfigurationLoader(Optional.of(file), Map.of(), commandLine, lists);
    }

    /** Whatever is asked for is a short list. */
    private static Optional<Validators> download(URI uri, Validators known, Path into, long most, Duration within) {
        try {
            Files.writeString(into, "0.0.0.0 ads.example\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Optional.of(known);
    }
}
