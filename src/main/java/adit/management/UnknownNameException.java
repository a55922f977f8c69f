package adit.management;

/** Somebody named what there is not. The message is for the operator. */
public final class UnknownNameException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    UnknownNameException(String message) {
        super(message);
    }
}
