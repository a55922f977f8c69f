package adit.tls;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/**
 * Reads the files that hold keys, certificates and passwords. Each method throws {@link IOException} where the file
 * cannot be read, and {@link KeyFileException} where its content cannot be used.
 */
public final class KeyFiles {
    /** Above the bundle of all public authorities. */
    private static final int MAX_BYTES = 1 << 20;

    private KeyFiles() {}

    /** The first line of a file in UTF-8. */
    public static Password password(Path file) throws IOException, KeyFileException {
        return Password.of(bytes(file));
    }

    /** Every key of a PKCS #12 key store with its certificates, in the order of the file; at least one. */
    public static List<Credential> keyStore(Path file, Optional<Password> password)
            throws IOException, KeyFileException {
        return new KeyStoreFile(bytes(file), password).credentials();
    }

    /** Every certificate of a PEM file, in the order of the file; at least one. */
    public static List<X509Certificate> certificates(Path file) throws IOException, KeyFileException {
        return new PemFile(bytes(file)).certificates();
    }

    /** The one key of a PEM file: PKCS #8, PKCS #1 or SEC 1, encrypted or not. */
    public static PrivateKey key(Path file, Optional<Password> password) throws IOException, KeyFileException {
        return new PemFile(bytes(file)).key(password);
    }

    /** The certificates of a PEM file, or those that a PKCS #12 key store holds as trusted; at least one. */
    public static List<X509Certificate> authorities(Path file, Optional<Password> password)
            throws IOException, KeyFileException {
        byte[] content = bytes(file);
        return KeyStoreFile.isOne(content)
                ? new KeyStoreFile(content, password).trusted()
                : new PemFile(content).certificates();
    }

    /** Whether anyone on this machine may read the file; {@code false} where the file system cannot tell. */
    public static boolean isReadableByOthers(Path file) {
        try {
            return Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_READ);
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }

    private static byte[] bytes(Path file) throws IOException, KeyFileException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] content = in.readNBytes(MAX_BYTES + 1);
            if (content.length > MAX_BYTES) {
                throw new KeyFileException("is larger than 1mb");
            }
            return content;
        }
    }
}
