package adit.net;

/** Which requests are served. */
enum Intake {
    /** All that come. */
    ALL,
    /** Those of clients that are in already, one more of each: another process has taken the listeners over. */
    LAST,
    /** No more. */
    NONE
}
