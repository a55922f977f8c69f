package adit.terminal;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** The text of a configuration that is to be staged. */
final class PolicyText {
    /** In bytes: as large as the server takes. */
    private static final int MAX_BYTES = 1 << 20;

    private static final String STANDARD_INPUT = "-";

    private PolicyText() {}

    /**
     * Reads all of it; blocks until the end of the file.
     *
     * @param file its name, or {@code -} for standard input
     * @throws CommandException where it cannot be read, is not UTF-8 or too large
     */
    static String read(String file) {
        try (InputStream in = file.equals(STANDARD_INPUT) ? System.in : new FileInputStream(file)) {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw failed("larger than 1 MB: " + file + "; names in great number belong into block lists");
            }
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw failed("not UTF-8: " + file);
        } catch (IOException e) {
            throw failed("cannot read: " + e.getMessage());
        }
    }

    private static CommandException failed(String message) {
        return new CommandException(ExitCodes.FAILED, message);
    }
}
