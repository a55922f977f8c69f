package adit.net;

import adit.http.BadResponseException;
import adit.http.ForwardRequest;
import adit.http.ForwardResponse;
import adit.http.ResponseHead;
import adit.http.ResponseParser;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * The heads of the responses to one request: any number of interim ones, then the final one (RFC 9110, 15.2). Belongs to
 * the processor's thread.
 */
final class ResponseReader {
    /** The largest head of a response, in bytes. */
    private static final int MOST_BYTES = 64 * 1024;

    /** How many interim responses an origin may send before it has to answer. */
    private static final int MOST_INTERIM = 100;

    private final ForwardRequest request;
    private final String pseudonym;
    private final BooleanSupplier mayKeepClient;
    private ResponseParser parser = new ResponseParser(MOST_BYTES);
    private ForwardResponse response;
    private boolean keepsClient;
    private boolean begun;
    private int interim;

    /**
     * @param pseudonym what this proxy calls itself in Via fields
     * @param mayKeepClient whether the client may send another request, as far as others than the two messages say
     */
    ResponseReader(ForwardRequest request, String pseudonym, BooleanSupplier mayKeepClient) {
        this.request = request;
        this.pseudonym = pseudonym;
        this.mayKeepClient = mayKeepClient;
    }

    /** Whether the origin has sent anything. */
    boolean hasBegun() {
        return begun;
    }

    /** Whether the head of the final response has come. */
    boolean isKnown() {
        return response != null;
    }

    /** The final response, once it is known. */
    ForwardResponse response() {
        return response;
    }

    /** Whether the client has been told that another request may follow. */
    boolean keepsClient() {
        return keepsClient;
    }

    /**
     * Puts out each head that ends within the bytes, up to the final one.
     *
     * @throws BadResponseException where they are no response to the request
     */
    void read(ByteBuffer in, ByteBuffer out) throws BadResponseException {
        begun = true;
        while (response == null) {
            Optional<ResponseHead> head = parser.feed(in);
            if (head.isEmpty()) {
                return;
            }
            take(ForwardResponse.of(head.get(), request), out);
        }
    }

    private void take(ForwardResponse next, ByteBuffer out) throws BadResponseException {
        if (!next.interim()) {
            response = next;
            keepsClient = next.clientPersistent() && mayKeepClient.getAsBoolean();
            out.put(next.encode(pseudonym, keepsClient));
            return;
        }
        if (++interim > MOST_INTERIM) {
            throw new BadResponseException("more than " + MOST_INTERIM + " interim responses");
        }
        parser = new ResponseParser(MOST_BYTES);
        if (next.forwardable()) {
            out.put(next.encode(pseudonym, true));
        }
    }
}
