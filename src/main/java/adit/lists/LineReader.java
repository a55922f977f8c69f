package adit.lists;

import java.io.IOException;
import java.io.InputStream;

/** Reads a stream line by line into one {@link Line}, whose length is bounded. Not thread-safe; does not close the stream. */
final class LineReader {
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final InputStream in;
    private final byte[] buffer = new byte[64 * 1024];
    private final Line line = new Line();
    private int position;
    private int limit;
    private int number;
    private long left;

    /** @param mostBytes how long the stream may be */
    LineReader(InputStream in, long mostBytes) {
        this.in = in;
        this.left = mostBytes;
    }

    /**
     * Reads the next line; false where there is none.
     *
     * @throws ListException where the stream is too long
     */
    boolean next() throws IOException, ListException {
        line.clear();
        boolean any = false;
        boolean ended = false;
        while (!ended && fill()) {
            any = true;
            int from = position;
            while (position < limit && buffer[position] != '\n') {
                position++;
            }
            line.append(buffer, from, position);
            ended = position < limit;
            position += ended ? 1 : 0;
        }
        number += any ? 1 : 0;
        if (number == 1) {
            line.skip(BYTE_ORDER_MARK);
        }
        line.finish();
        return any;
    }

    /** The line that was read last. */
    Line line() {
        return line;
    }

    /** Its number, from 1. */
    int number() {
        return number;
    }

    private boolean fill() throws IOException, ListException {
        if (position == limit) {
            limit = Math.max(0, in.read(buffer));
            position = 0;
            left -= limit;
            if (left < 0) {
                throw new ListException("is larger than max_size allows");
            }
        }
        return position < limit;
    }
}
