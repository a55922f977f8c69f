package adit.tls;

/** A file of keys or certificates that cannot be used. Its message goes on after the name of the file, on one line. */
public final class KeyFileException extends Exception {
    private static final long serialVersionUID = 1;

    static KeyFileException needsPassword() {
        return new KeyFileException("is encrypted and needs a password file");
    }

    static KeyFileException wrongPassword(Exception cause) {
        return new KeyFileException("does not open with the password of the password file", cause);
    }

    KeyFileException(String message) {
        super(message);
    }

    KeyFileException(String message, Throwable cause) {
        super(message, cause);
    }
}
