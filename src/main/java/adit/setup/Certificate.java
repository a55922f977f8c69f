package adit.setup;

import adit.http.IpAddress;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;

/** A key and a certificate that it signs itself, by the keytool of the JDK, and what clients trust it by. */
final class Certificate {
    static final String KEY_STORE = "keystore.p12";
    static final String TRUST_STORE = "truststore.p12";

    static final String PASSWORD_FILE = "keystore.pass";

    private static final String NAME = "jmx";
    private static final String DAYS = "3650";

    private Certificate() {}

    /** @param host whom clients of newer Javas expect it to name */
    static void make(NewFolder folder, InetAddress host, String password) throws IOException, InterruptedException {
        folder.write(PASSWORD_FILE, password);
        keytool(
                "-genkeypair",
                "-alias",
                NAME,
                "-dname",
                "CN=Adit JMX",
                "-ext",
                "SAN=ip:" + IpAddress.text(host) + (host.isLoopbackAddress() ? ",dns:localhost" : ""),
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-sigalg",
                "SHA256withECDSA",
                "-validity",
                DAYS,
                "-storetype",
                "PKCS12",
                "-keystore",
                folder.file(KEY_STORE).toString(),
                "-storepass:file",
                folder.file(PASSWORD_FILE).toString());
        folder.restrict(KEY_STORE);
        trust(folder, password.toCharArray());
    }

    private static void keytool(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException("keytool failed: " + said.strip());
        }
    }

    /** Without a password, as it holds no secret: so nobody needs to write one on a command line. */
    private static void trust(NewFolder folder, char[] password) throws IOException {
        System.setProperty("keystore.pkcs12.certProtectionAlgorithm", "NONE");
        System.setProperty("keystore.pkcs12.macAlgorithm", "NONE");
        try (InputStream in = Files.newInputStream(folder.file(KEY_STORE));
                OutputStream out = Files.newOutputStream(folder.file(TRUST_STORE))) {
            KeyStore keys = KeyStore.getInstance("PKCS12");
            keys.load(in, password);
            KeyStore trusted = KeyStore.getInstance("PKCS12");
            trusted.load(null, null);
            trusted.setCertificateEntry(NAME, keys.getCertificate(NAME));
            trusted.store(out, null);
        } catch (GeneralSecurityException e) {
            throw new IOException("this Java cannot write " + TRUST_STORE, e);
        }
    }
}
