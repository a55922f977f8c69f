package adit.lists;

/** Why a list cannot be had. The message is one short line that goes on after the name of the list. */
public final class ListException extends Exception {
    private static final long serialVersionUID = 1;

    public ListException(String message) {
        super(message);
    }
}
