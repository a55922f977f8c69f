package adit.net;

import adit.http.BadRequestException;
import adit.http.ConnectRequest;
import adit.http.ForwardRequest;
import adit.http.HeadParser;
import adit.http.LocalAnswer;
import adit.http.RequestHead;
import adit.tunnel.Outcome;
import adit.tunnel.Rejection;
import java.nio.ByteBuffer;
import java.util.Optional;

/** Finds one request in what a client sends, and says what the filters shall see of it. */
final class RequestReader {
    private final HeadParser parser;
    private final String pseudonym;

    /**
     * @param headSize the largest request head in bytes
     * @param pseudonym what this proxy calls itself in Via fields
     */
    RequestReader(int headSize, String pseudonym) {
        this.parser = new HeadParser(headSize);
        this.pseudonym = pseudonym;
    }

    /**
     * Takes bytes up to the end of the head.
     *
     * @return a {@link TunnelRequest}, a {@link Rejection} or a {@link Reply}; empty while more is needed
     */
    Optional<Object> read(ByteBuffer in) {
        try {
            Optional<RequestHead> head = parser.feed(in);
            return head.isEmpty() ? Optional.empty() : Optional.of(message(head.get()));
        } catch (BadRequestException e) {
            return Optional.of(Rejections.of(e));
        }
    }

    /** Whether anything of a request has come. */
    boolean hasBegun() {
        return parser.hasBegun();
    }

    /** Whether the request asks by HEAD: the answer, whatever it is, has no body (RFC 9110, 9.3.2). */
    boolean isHead() {
        return parser.method().equals("HEAD");
    }

    private Object message(RequestHead head) throws BadRequestException {
        if (ConnectRequest.is(head)) {
            return TunnelRequest.connect(ConnectRequest.target(head), head);
        }
        Optional<byte[]> answer = LocalAnswer.to(head);
        if (answer.isPresent()) {
            byte[] bytes = answer.get();
            return (Reply) withoutBody -> bytes;
        }
        ForwardRequest request = ForwardRequest.of(head);
        if (request.hasPassed(pseudonym)) {
            return new Rejection(Outcome.LOOP_DETECTED, "The request has passed this proxy before.");
        }
        return TunnelRequest.forward(request, head);
    }
}
