package adit.net;

import adit.http.Established;
import adit.http.Refusal;
import adit.tunnel.Outcome;
import adit.tunnel.Rejection;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import org.apache.mina.core.filterchain.IoFilterChain;
import org.apache.mina.core.session.AttributeKey;
import org.apache.mina.core.session.IoSession;
import org.apache.mina.filter.codec.ProtocolCodecFactory;
import org.apache.mina.filter.codec.ProtocolCodecFilter;
import org.apache.mina.filter.codec.ProtocolDecoder;
import org.apache.mina.filter.codec.ProtocolEncoder;

/** The negotiation by HTTP CONNECT (RFC 9110, 9.3.6). */
final class HttpConnect implements Negotiator, ProtocolCodecFactory {
    private static final ByteBuffer ESTABLISHED =
            ByteBuffer.wrap(Established.encode()).asReadOnlyBuffer();
    private static final AttributeKey DECODER = new AttributeKey(HttpConnect.class, "decoder");
    private static final String RETRY_AFTER_SECONDS = "5";

    private final int headSize;
    private final ProtocolCodecFilter codec = new ProtocolCodecFilter(this);
    private final ProtocolEncoder encoder = new RefusalEncoder();

    /** @param headSize the largest request head in bytes */
    HttpConnect(int headSize) {
        this.headSize = headSize;
    }

    @Override
    public void addTo(IoFilterChain chain) {
        chain.addLast("codec", codec);
    }

    /** MINA asks for each message; what a session has sent so far must not be forgotten. */
    @Override
    public ProtocolDecoder getDecoder(IoSession session) {
        ProtocolDecoder decoder = (ProtocolDecoder) session.getAttribute(DECODER);
        if (decoder == null) {
            decoder = new ConnectDecoder(headSize);
            session.setAttribute(DECODER, decoder);
        }
        return decoder;
    }

    @Override
    public ProtocolEncoder getEncoder(IoSession session) {
        return encoder;
    }

    @Override
    public void opened(IoSession session) {
        // The client speaks first.
    }

    @Override
    public ByteBuffer greeting() {
        return ESTABLISHED.duplicate();
    }

    @Override
    public Optional<Object> answer(Rejection rejection, String tunnelId) {
        Outcome outcome = rejection.outcome();
        if (!outcome.hasReply()) {
            return Optional.empty();
        }
        return Optional.of(new Refusal(
                outcome.status(),
                outcome.proxyError(),
                rejection.reason(),
                rejection.explain(tunnelId),
                fields(outcome)));
    }

    private static Map<String, String> fields(Outcome outcome) {
        return switch (outcome.status()) {
            case 405 -> Map.of("Allow", "CONNECT");
            case 429, 503 -> Map.of("Retry-After", RETRY_AFTER_SECONDS);
            default -> Map.of();
        };
    }
}
