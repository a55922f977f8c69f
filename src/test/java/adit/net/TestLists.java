package adit.net;

import adit.policy.BlockList;
import adit.policy.BlockListReader;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;

/** Block lists for tests. */
final class TestLists {
    private TestLists() {}

    static BlockList blocking(String name) {
        try {
            BlockListReader reader = new BlockListReader();
            reader.read("test.txt", new StringReader(name));
            return reader.blockList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
