package adit.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.PrivateKey;
import java.security.UnrecoverableKeyException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** A PKCS #12 key store (RFC 7292). The JDK reads its own older format in the same way. */
final class KeyStoreFile {
    private static final int SEQUENCE = 0x30;
    private static final int JKS = 0xFE;

    private final KeyStore store;
    private final char[] password;

    /** @param password where there is none, the store must have been written with an empty one */
    KeyStoreFile(byte[] content, Optional<Password> password) throws KeyFileException {
        this.password = password.map(Password::chars).orElse(new char[0]);
        if (!isOne(content)) {
            throw new KeyFileException("is no PKCS #12 key store");
        }
        try {
            store = KeyStore.getInstance("PKCS12");
            store.load(new ByteArrayInputStream(content), this.password);
        } catch (IOException | GeneralSecurityException e) {
            throw e.getCause() instanceof UnrecoverableKeyException
                    ? wrong(password, e)
                    : new KeyFileException("is no PKCS #12 key store, or broken", e);
        }
    }

    /** Told by the first byte, in which it differs from every PEM file. */
    static boolean isOne(byte[] content) {
        int first = content.length == 0 ? 0 : Byte.toUnsignedInt(content[0]);
        return first == SEQUENCE || first == JKS;
    }

    private static KeyFileException wrong(Optional<Password> password, Exception cause) {
        return password.isPresent() ? KeyFileException.wrongPassword(cause) : KeyFileException.needsPassword();
    }

    List<Credential> credentials() throws KeyFileException {
        List<Credential> credentials = new ArrayList<>();
        try {
            for (String alias : Collections.list(store.aliases())) {
                if (store.isKeyEntry(alias) && store.getCertificateChain(alias) != null) {
                    credentials.add(credential(alias));
                }
            }
        } catch (UnrecoverableKeyException e) {
            throw KeyFileException.wrongPassword(e);
        } catch (GeneralSecurityException e) {
            throw new KeyFileException("has a key that cannot be used", e);
        }
        if (credentials.isEmpty()) {
            throw new KeyFileException("has no key with a certificate");
        }
        return List.copyOf(credentials);
    }

    private Credential credential(String alias) throws GeneralSecurityException, KeyFileException {
        List<X509Certificate> chain = Arrays.stream(store.getCertificateChain(alias))
                .map(X509Certificate.class::cast)
                .toList();
        return Credential.of((PrivateKey) store.getKey(alias, password), chain);
    }

    List<X509Certificate> trusted() throws KeyFileException {
        List<X509Certificate> certificates = new ArrayList<>();
        try {
            for (String alias : Collections.list(store.aliases())) {
                if (store.isCertificateEntry(alias)) {
                    certificates.add((X509Certificate) store.getCertificate(alias));
                }
            }
        } catch (KeyStoreException e) {
            throw new IllegalStateException("the store is loaded", e);
        }
        if (certificates.isEmpty()) {
            throw new KeyFileException("has no trusted certificate");
        }
        return List.copyOf(certificates);
    }
}
