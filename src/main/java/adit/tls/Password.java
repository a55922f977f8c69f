package adit.tls;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** What opens a file of keys. Never shown. */
public final class Password {
    private final String text;

    private Password(String text) {
        this.text = text;
    }

    /** The first line of a password file, blanks included. */
    static Password of(byte[] content) throws KeyFileException {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(content))
                    .toString();
            return new Password(text.lines().findFirst().orElse(""));
        } catch (CharacterCodingException e) {
            throw new KeyFileException("is not UTF-8", e);
        }
    }

    char[] chars() {
        return text.toCharArray();
    }

    @Override
    public String toString() {
        return "***";
    }
}
