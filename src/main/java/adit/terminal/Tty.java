package adit.terminal;

import java.util.List;

/** A terminal that shows one screenful at a time, and tells each key that is pressed. */
interface Tty {
    /** What {@link #read} says where no key was pressed. */
    int NONE = -1;

    /** In characters. */
    record Size(int rows, int columns) {}

    Size size();

    /** The next byte of the keyboard, or {@link #NONE} where there is none for about a tenth of a second. */
    int read();

    /**
     * Shows the lines instead of those before; what is too long or too much is cut.
     *
     * @param marked the index of the line that stands out; any other number for none
     */
    void show(List<String> lines, int marked);
}
