package adit.lists;

import adit.lists.ListSource.Bounds;
import adit.lists.ListSource.OnDisk;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Block lists of texts. */
public final class TestLists {
    static final Bounds BOUNDS = new Bounds(1 << 20, 10_000);
    static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

    private TestLists() {}

    /** The one list of a policy, called {@code test.txt}. */
    public static BlockLists blocking(String... lines) {
        try {
            return new BlockLists(List.of(read(source("test.txt"), String.join("\n", lines))));
        } catch (ListException e) {
            throw new IllegalStateException(e);
        }
    }

    static ListSource source(String name) {
        return new ListSource(name, new OnDisk(Path.of(name)), Optional.empty(), BOUNDS);
    }

    static ListSource source(ListFormat format) {
        return new ListSource("list", new OnDisk(Path.of("list")), Optional.of(format), BOUNDS);
    }

    static BlockList read(ListSource source, String text) throws ListException {
        return read(source, text.getBytes(StandardCharsets.UTF_8));
    }

    static BlockList read(ListSource source, byte[] bytes) throws ListException {
        try {
            return ListReader.read(source, new ByteArrayInputStream(bytes), NOW);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
