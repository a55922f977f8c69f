package adit.net;

import java.io.IOException;

/** A connection ended where its protocol says that more must come: what was read may not be the whole. */
final class TruncatedException extends IOException {
    private static final long serialVersionUID = 1;

    TruncatedException(String message) {
        super(message);
    }
}
