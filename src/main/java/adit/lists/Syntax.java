package adit.lists;

/** Reads the lines of one list of one format, in their order. Not thread-safe. */
interface Syntax {
    /** What a line is. */
    enum Meaning {
        /** Empty, or a comment of the kind that most formats have: says nothing of the format. */
        NOTHING,

        /** Something that lists of the format have, and that blocks nothing. */
        FURNITURE,

        /** An entry or several, all of which were understood. */
        ENTRY,

        /** Anything else; there may be entries in it that were understood. */
        UNKNOWN
    }

    /** Where the entries go. */
    interface Entries {
        /**
         * Takes a host from a part of a line.
         *
         * @param says of {@link NameSet#ITSELF} and its like; of an address, whatever is below is left out
         * @return whether it is a host
         */
        boolean add(int from, int to, int says);
    }

    /** Reads one line and hands on what is in it. */
    Meaning read(Line line, Entries entries);
}
