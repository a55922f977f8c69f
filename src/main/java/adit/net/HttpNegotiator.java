package adit.net;

import adit.auth.BasicScheme;
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

/** The negotiation by HTTP: CONNECT (RFC 9110, 9.3.6), or a request in absolute-form (RFC 9112, 3.2.2). */
final class HttpNegotiator implements Negotiator, ProtocolCodecFactory {
    private static final ByteBuffer ESTABLISHED =
            ByteBuffer.wrap(Established.encode()).asReadOnlyBuffer();
    private static final AttributeKey DECODER = new AttributeKey(HttpNegotiator.class, "decoder");
    private static final long RETRY_AFTER_SECONDS = 5;

    private final int headSize;
    private final String pseudonym;
    private final ProtocolCodecFilter codec = new ProtocolCodecFilter(this);
    private final ProtocolEncoder encoder = new ReplyEncoder();

    /**
     * @param headSize the largest request head in bytes
     * @param pseudonym what this proxy calls itself in Via fields
     */
    HttpNegotiator(int headSize, String pseudonym) {
        this.headSize = headSize;
        this.pseudonym = pseudonym;
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
            decoder = new RequestDecoder(new RequestReader(headSize, pseudonym));
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
    public boolean answers() {
        return true;
    }

    @Override
    public Optional<Reply> answer(Rejection rejection, String tunnelId) {
        Outcome outcome = rejection.outcome();
        if (!outcome.hasReply()) {
            return Optional.empty();
        }
        Refusal refusal = new Refusal(
                outcome.status(),
                outcome.proxyError(),
                rejection.reason(),
                rejection.explain(tunnelId),
                fields(rejection));
        return Optional.of(refusal::encode);
    }

    private static Map<String, String> fields(Rejection rejection) {
        return switch (rejection.outcome().status()) {
            case 407 -> Map.of(BasicScheme.CHALLENGE_FIELD, rejection.challenge());
            case 429, 503 -> {
                long seconds = rejection.retrySeconds();
                yield Map.of("Retry-After", Long.toString(seconds > 0 ? seconds : RETRY_AFTER_SECONDS));
            }
            default -> Map.of();
        };
    }
}
