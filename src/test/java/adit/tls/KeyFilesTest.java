package adit.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Reads what OpenSSL wrote. */
final class KeyFilesTest {
    private static final Path FOLDER = Path.of("src/test/resources/adit/tls");

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "rsa.pem, rsa-pkcs8.key", "rsa.pem, rsa-pkcs1.key",
        "ec.pem, ec-pkcs8.key", "ec.pem, ec-sec1.key",
        "ed25519.pem, ed25519-pkcs8.key"
    })
    void aKeyInTheOpenNeedsNoPassword(String certificate, String name) throws Exception {
        PrivateKey key = KeyFiles.key(FOLDER.resolve(name), Optional.empty());

        assertThatNoException().isThrownBy(() -> Credential.of(key, chain(certificate)));
    }

    @ParameterizedTest
    @CsvSource({
        "rsa.pem, rsa-pbes2.key",
        "rsa.pem, rsa-pbes2-des3.key",
        "rsa.pem, rsa-scrypt.key",
        "rsa.pem, rsa-pkcs1-aes256.key",
        "rsa.pem, rsa-pkcs1-des3.key",
        "ec.pem, ec-pbes2.key",
        "ec.pem, ec-sec1-aes128.key",
        "ed25519.pem, ed25519-pbes2.key"
    })
    void anEncryptedKeyOpensWithItsPasswordAlone(String certificate, String name) throws Exception {
        Path file = FOLDER.resolve(name);
        PrivateKey key = KeyFiles.key(file, password());

        assertThatNoException().isThrownBy(() -> Credential.of(key, chain(certificate)));
        refused("does not open with the password of the password file", () -> KeyFiles.key(file, wrongPassword()));
        refused("is encrypted and needs a password file", () -> KeyFiles.key(file, Optional.empty()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ec.p12", "rsa-old.p12"})
    void aKeyStoreOpensWithItsPasswordAlone(String name) throws Exception {
        Path file = FOLDER.resolve(name);

        assertThat(KeyFiles.keyStore(file, password())).hasSize(1);
        refused("does not open with the password of the password file", () -> KeyFiles.keyStore(file, wrongPassword()));
        refused("is encrypted and needs a password file", () -> KeyFiles.keyStore(file, Optional.empty()));
    }

    @Test
    void aKeyStoreMayHaveAnEmptyPassword() throws Exception {
        Credential credential = Certificates.authority("Test").server("a.example");
        Path file = Files.write(folder.resolve("a.p12"), Certificates.pkcs12("", credential));

        assertThat(KeyFiles.keyStore(file, Optional.empty())).containsExactly(credential);
    }

    @Test
    void everyKeyOfAKeyStoreIsRead() throws Exception {
        Certificates authority = Certificates.authority("Test");
        Credential[] credentials = {authority.server("a.example"), authority.server("b.example")};
        Path file = Files.write(folder.resolve("a.p12"), Certificates.pkcs12("secret", credentials));
        Path secret = Files.writeString(folder.resolve("a.pass"), "secret\n");

        assertThat(KeyFiles.keyStore(file, Optional.of(KeyFiles.password(secret))))
                .containsExactly(credentials);
    }

    @Test
    void keyAndChainMayShareAFile() throws Exception {
        Credential credential =
                Certificates.authority("Test").intermediate("Below").server("a.example");
        Path file = write("for humans\n"
                + Certificates.pem(
                        credential.chain().get(0),
                        credential.key(),
                        credential.chain().get(1)));

        assertThat(KeyFiles.certificates(file)).isEqualTo(credential.chain());
        assertThat(KeyFiles.key(file, Optional.empty())).isEqualTo(credential.key());
    }

    @ParameterizedTest
    @CsvSource({"'secret\n', 'secret'", "'secret\r\nmore', 'secret'", "' a b ', ' a b '", "'', ''"})
    void aPasswordIsTheFirstLine(String content, String password) throws Exception {
        assertThat(KeyFiles.password(write(content)).chars()).isEqualTo(password.toCharArray());
    }

    @Test
    void aPasswordIsInUtf8() throws Exception {
        Path latin1 = Files.write(folder.resolve("a.pass"), new byte[] {(byte) 0xE9});

        assertThat(KeyFiles.password(write("\u00e9")).chars()).containsExactly('\u00e9');
        refused("is not UTF-8", () -> KeyFiles.password(latin1));
    }

    @Test
    void secretsAreNotShown() throws Exception {
        Credential credential = Certificates.authority("Test").server("a.example");

        assertThat(KeyFiles.password(write("secret"))).hasToString("***");
        assertThat(credential.toString()).contains("CN=a.example").doesNotContain("PrivateKey", "PKCS#8");
    }

    @Test
    void whatIsNoKeyFileIsRefused() throws Exception {
        Certificates authority = Certificates.authority("Test");
        Credential credential = authority.server("a.example");
        Path empty = write("");
        Path certificate = Files.writeString(folder.resolve("c"), Certificates.pem(credential.certificate()));
        Path key = Files.writeString(folder.resolve("k"), Certificates.pem(credential.key()));
        Path two = Files.writeString(folder.resolve("two"), Certificates.pem(credential.key(), credential.key()));
        Path store = Files.write(folder.resolve("s"), Certificates.pkcs12("", credential));

        refused("has no certificate in PEM", () -> KeyFiles.certificates(empty));
        refused("has no certificate in PEM", () -> KeyFiles.certificates(key));
        refused("has no private key in PEM", () -> KeyFiles.key(empty, Optional.empty()));
        refused("has no private key in PEM", () -> KeyFiles.key(certificate, Optional.empty()));
        refused("has a second private key at line 5", () -> KeyFiles.key(two, Optional.empty()));
        refused("is no PKCS #12 key store", () -> KeyFiles.keyStore(empty, Optional.empty()));
        refused("is no PKCS #12 key store", () -> KeyFiles.keyStore(certificate, Optional.empty()));
        refused("has no trusted certificate", () -> KeyFiles.authorities(store, Optional.empty()));
        refused("has no certificate in PEM", () -> KeyFiles.authorities(key, Optional.empty()));
    }

    @Test
    void aBrokenBlockIsNamedByItsLine() throws Exception {
        String certificate = Certificates.pem(Certificates.authority("Test").certificate());
        int lines = (int) certificate.lines().count();
        String broken = certificate.replaceFirst("\nMI", "\nAA");
        Path second = write(certificate + "\n" + broken);
        Path cut = Files.writeString(folder.resolve("cut"), certificate.substring(0, certificate.length() - 30));
        Path noise = Files.writeString(folder.resolve("noise"), certificate.replaceFirst("\nM", "\n?"));

        refused("cannot be understood at line " + (lines + 2), () -> KeyFiles.certificates(second));
        refused("cannot be understood at line 1", () -> KeyFiles.certificates(cut));
        refused("cannot be understood at line 1", () -> KeyFiles.certificates(noise));
    }

    @Test
    void aKeyStoreWithoutAKeyIsRefused() throws Exception {
        Path file = Files.write(folder.resolve("a.p12"), Certificates.pkcs12(""));

        refused("has no key with a certificate", () -> KeyFiles.keyStore(file, Optional.empty()));
    }

    @Test
    void aBrokenKeyStoreIsRefused() throws Exception {
        byte[] content = Certificates.pkcs12("", Certificates.authority("Test").server("a.example"));
        Path file = Files.write(folder.resolve("a.p12"), Arrays.copyOf(content, content.length / 2));

        refused("is no PKCS #12 key store, or broken", () -> KeyFiles.keyStore(file, Optional.empty()));
    }

    @Test
    void aHugeFileIsRefused() throws Exception {
        Path file = write("#".repeat((1 << 20) + 1));

        refused("is larger than 1mb", () -> KeyFiles.certificates(file));
    }

    @Test
    void aCertificateOfAnotherKeyIsRefused() throws Exception {
        for (String algorithm : List.of("RSA", "EC", "Ed25519")) {
            Credential one = Certificates.authority("Test").serverWith(algorithm, "a.example");
            PrivateKey other = Certificates.newKey("EC").getPrivate();
            PrivateKey same = Certificates.newKey(algorithm).getPrivate();

            refused(
                    "is not for the key: its certificate is for 'CN=a.example'",
                    () -> Credential.of(other, one.chain()));
            refused(
                    "is not for the key: its certificate is for 'CN=a.example'",
                    () -> Credential.of(same, one.chain()));
        }
    }

    @Test
    void aChainOutOfOrderIsRefused() throws Exception {
        Certificates root = Certificates.authority("Root");
        Credential good = root.intermediate("Middle").intermediate("Low").server("a.example");
        X509Certificate leaf = good.chain().get(0);
        X509Certificate low = good.chain().get(1);
        X509Certificate middle = good.chain().get(2);
        X509Certificate namesake = Certificates.authority("Low").certificate();

        assertThat(Credential.of(good.key(), List.of(leaf, low, middle, root.certificate()))
                        .chain())
                .hasSize(4);
        refused(
                "has its certificates out of order: number 2, for 'CN=Middle', did not sign the one before it, for"
                        + " 'CN=a.example'",
                () -> Credential.of(good.key(), List.of(leaf, middle, low)));
        refused(
                "has its certificates out of order: number 2, for 'CN=Low', did not sign the one before it, for"
                        + " 'CN=a.example'",
                () -> Credential.of(good.key(), List.of(leaf, namesake)));
        refused(
                "does not have the certificate of the key first: that one is for 'CN=Low', the key for"
                        + " 'CN=a.example'",
                () -> Credential.of(good.key(), List.of(low, leaf)));
    }

    private interface Reading {
        void run() throws IOException, KeyFileException;
    }

    private static void refused(String message, Reading reading) {
        assertThatExceptionOfType(KeyFileException.class)
                .isThrownBy(reading::run)
                .withMessage(message);
    }

    private Path write(String content) throws IOException {
        return Files.writeString(folder.resolve("file"), content);
    }

    private static List<X509Certificate> chain(String name) throws IOException, KeyFileException {
        return KeyFiles.certificates(FOLDER.resolve(name));
    }

    private static Optional<Password> password() throws IOException, KeyFileException {
        return Optional.of(KeyFiles.password(FOLDER.resolve("password")));
    }

    private static Optional<Password> wrongPassword() throws IOException, KeyFileException {
        return Optional.of(KeyFiles.password(FOLDER.resolve("make.sh")));
    }
}
