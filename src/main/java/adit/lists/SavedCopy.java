package adit.lists;

import adit.lists.Download.Validators;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;

/**
 * The last good copy of a list from the web, and what its server said of it.
 *
 * @param text the copy; there may be none
 */
record SavedCopy(Path text) {
    private static final int DIGITS = 16;
    private static final int BUFFER = 64 * 1024;

    /** For another address there is another copy. */
    static SavedCopy of(ListSource source, Path folder) {
        byte[] hash = sha256().digest(source.origin().toString().getBytes(StandardCharsets.UTF_8));
        String address = HexFormat.of().formatHex(hash).substring(0, DIGITS);
        return new SavedCopy(folder.resolve(source.name() + "-" + address));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    boolean exists() {
        return Files.exists(text);
    }

    /** A new file, where the next one may be written to. */
    Path next() throws IOException {
        Path folder = Objects.requireNonNull(text.toAbsolutePath().getParent());
        Files.createDirectories(folder);
        return Files.createTempFile(folder, text.getFileName() + "-", ".new");
    }

    /** Whether it is not what was written. Of one that has lost what its server said of it, that cannot be told. */
    boolean isDamaged() {
        List<String> said = said();
        return !said.isEmpty() && !said.get(2).equals(digest());
    }

    /** What its server said of it. */
    Validators validators() {
        List<String> said = said();
        return said.isEmpty() ? Validators.NONE : new Validators(said.get(0), said.get(1));
    }

    /** The lines of the file beside it; none where it is not whole. */
    private List<String> said() {
        try {
            List<String> lines = exists() ? Files.readAllLines(version()) : List.of();
            return lines.size() == 3 ? lines : List.of();
        } catch (IOException e) {
            return List.of();
        }
    }

    private String digest() {
        MessageDigest digest = sha256();
        try (InputStream in = Files.newInputStream(text)) {
            byte[] buffer = new byte[BUFFER];
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                digest.update(buffer, 0, count);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (IOException e) {
            return "unreadable";
        }
    }

    /** Puts the next one in the place of this one. Wherever that breaks off, no copy is taken for a newer one. */
    void replace(Path next, Validators validators) throws IOException {
        Path version = version();
        Files.deleteIfExists(version);
        Files.move(next, text, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        Files.writeString(version, validators.entityTag() + "\n" + validators.lastModified() + "\n" + digest() + "\n");
    }

    private Path version() {
        return text.resolveSibling(text.getFileName() + ".version");
    }
}
