package adit.change;

/** An operation that was not carried out. The message tells the operator why, in short lines. */
public final class RefusedException extends Exception {
    private static final long serialVersionUID = 1;

    RefusedException(String message) {
        super(message);
    }
}
