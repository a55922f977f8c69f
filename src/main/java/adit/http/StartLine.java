package adit.http;

import java.nio.ByteBuffer;

/** The line that a head begins with. */
interface StartLine {
    /** That of a trailer section, which has none. */
    StartLine NONE = in -> true;

    /**
     * Takes bytes up to and including the end of the line.
     *
     * @return whether the line has been read
     */
    boolean read(ByteBuffer in) throws SyntaxException;
}
