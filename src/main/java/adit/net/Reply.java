package adit.net;

/** What the proxy itself says to a client, as the last thing on its connection. */
@FunctionalInterface
interface Reply {
    /** The bytes to send; without the body where the client asked by HEAD. */
    byte[] encode(boolean withoutBody);
}
