package adit.config;

import adit.config.TlsKeys.CertificateKeys;
import adit.tls.Credential;
import adit.tls.KeyFiles;
import adit.tls.Password;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/** Reads the files of one certificate and its key. */
final class CertificateFiles {
    private final NamedFiles files;
    private final Problems problems;
    private final List<String> warnings;

    /** @param warnings where to put what is odd about the files */
    CertificateFiles(NamedFiles files, Problems problems, List<String> warnings) {
        this.files = files;
        this.problems = problems;
        this.warnings = warnings;
    }

    /**
     * @param section what messages call the section of the keys
     * @param allowed what the section may have
     * @return empty where a problem has been reported
     */
    List<Credential> read(String section, Location at, String allowed, CertificateKeys keys, Values values) {
        Optional<Located<String>> keyStore = values.find(keys.keyStore());
        Optional<Located<String>> certificate = values.find(keys.certificate());
        Optional<Located<String>> key = values.find(keys.key());
        boolean pem = certificate.isPresent() && key.isPresent();
        boolean half = certificate.isPresent() != key.isPresent();
        if (half || keyStore.isPresent() == pem) {
            problems.refuse(at, section, found(half, pem), allowed);
            return List.of();
        }
        int before = problems.count();
        Optional<Password> password = values.find(keys.passwordFile()).flatMap(file -> password(section, file));
        if (problems.count() > before) {
            return List.of();
        }
        return pem
                ? pem(section, certificate.get(), key.get(), password).stream().toList()
                : files.read(section + ".keystore", keyStore.orElseThrow(), file -> KeyFiles.keyStore(file, password))
                        .orElse(List.of());
    }

    private static String found(boolean half, boolean pem) {
        if (half) {
            return "one of certificate and key alone";
        }
        return pem ? "a key store and a certificate" : "no certificate";
    }

    private Optional<Password> password(String section, Located<String> name) {
        String key = section + ".password_file";
        return files.read(key, name, file -> {
            warnIfOpen(key, file);
            return KeyFiles.password(file);
        });
    }

    private Optional<Credential> pem(
            String section, Located<String> certificate, Located<String> name, Optional<Password> password) {
        String certificateKey = section + ".certificate";
        Optional<List<X509Certificate>> chain = files.read(certificateKey, certificate, KeyFiles::certificates);
        Optional<PrivateKey> key = files.read(section + ".key", name, file -> {
            if (password.isEmpty()) {
                warnIfOpen(section + ".key", file);
            }
            return KeyFiles.key(file, password);
        });
        return chain.isEmpty() || key.isEmpty()
                ? Optional.empty()
                : files.read(certificateKey, certificate, file -> Credential.of(key.get(), chain.get()));
    }

    private void warnIfOpen(String key, Path file) {
        if (KeyFiles.isReadableByOthers(file)) {
            warnings.add(key + ": every user of this machine may read " + Shown.quoted(file.toString()));
        }
    }
}
