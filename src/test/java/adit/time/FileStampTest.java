package adit.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileStampTest {
    @TempDir
    private Path folder;

    @Test
    void aFileThatStaysAsItIsKeepsItsStamp() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "text");
        assertThat(FileStamp.of(file)).isPresent().isEqualTo(FileStamp.of(file));
    }

    @Test
    void anotherSizeAnotherTimeAndAnotherFileHaveAnotherStamp() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "text");
        FileTime time = Files.getLastModifiedTime(file);
        FileStamp before = FileStamp.of(file).orElseThrow();

        Files.setLastModifiedTime(Files.writeString(file, "longer text"), time);
        assertThat(FileStamp.of(file)).isPresent().isNotEqualTo(before);

        Files.setLastModifiedTime(Files.writeString(file, "text"), FileTime.fromMillis(time.toMillis() + 1000));
        assertThat(FileStamp.of(file)).isPresent().isNotEqualTo(before);

        Path other = Files.writeString(folder.resolve("other"), "text");
        Files.setLastModifiedTime(other, time);
        Files.move(other, file, StandardCopyOption.REPLACE_EXISTING);
        assertThat(FileStamp.of(file)).isPresent().isNotEqualTo(before);
    }

    @Test
    void whatIsNotThereHasNone() {
        assertThat(FileStamp.of(folder.resolve("missing"))).isEmpty();
    }
}
