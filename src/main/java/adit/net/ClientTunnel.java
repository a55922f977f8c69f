package adit.net;

import adit.account.TunnelRecord.Request;
import adit.auth.Realm;
import adit.config.Settings;
import adit.http.Target;
import adit.policy.AccessRequest;
import adit.policy.Decision;
import adit.policy.Evaluation;
import adit.policy.Identity;
import adit.policy.Purpose;
import adit.policy.Requester;
import adit.relay.RelayPolicy;
import adit.tcp.TcpOptions;
import adit.tunnel.Event;
import adit.tunnel.Outcome;
import adit.tunnel.Phase;
import adit.tunnel.Rejection;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.apache.mina.core.buffer.IoBuffer;

/** What a tunnel knows of its client: who it is, what it asks for, and which settings that is decided by. */
abstract class ClientTunnel extends VisibleTunnel {
    private static final Logger LOG = LogManager.getLogger(ClientTunnel.class);

    /** Who speaks with the client at present. */
    ClientSide clientSide;

    /** What applies to this tunnel; taken when its target is decided on. */
    private Settings settings;

    /** Whose relay policies apply: the same, unless an operator has asked for others. */
    private Settings relaySettings;

    /** Whether other settings hold than those by which an address may have been chosen. */
    private boolean judgedAnew;

    private boolean decided;

    /** What the policy would have denied the request for; null where it would not. */
    private Decision wouldDeny;

    /** Bytes a second that an operator holds the tunnel to; 0 for none. */
    private long throttle;

    final TunnelShares shares;

    ClientTunnel(TunnelContext context, TunnelSession client, ClientSide clientSide) {
        super(context, client.processor(), client.getRemoteAddress().getAddress());
        this.shares =
                new TunnelShares(context, processor, client.getRemoteAddress().getAddress(), client.admission());
        this.clientSide = clientSide;
        this.settings = context.settings().get();
        this.relaySettings = settings;
    }

    /** The client's connection is secured, or needs no securing. */
    void secured() {
        advance(Event.SECURED);
    }

    /** The client has proved who it is by other means than its requests, once and for all of them. */
    void identify(Identity identity) {
        clientSide.identity().certified(identity);
        this.identity = identity;
    }

    /** The client has named its target; the settings of now hold to the end. Returns whether the request still counts. */
    boolean requested(TunnelRequest request) {
        if (advance(Event.REQUESTED)) {
            settings = context.settings().get();
            relaySettings = settings;
            destination = request.target();
            asked = request.head()
                    .map(head -> Request.of(head.method(), head.minor()))
                    .orElse(Request.NONE);
        }
        received(request.early());
        return authenticated(null);
    }

    /** Whose users may ask; empty where everybody may. */
    Optional<Realm> realm() {
        return settings.realmOf(context.listener());
    }

    /** Who makes the present request; null where it does not say. Returns whether that still counts. */
    boolean authenticated(Identity identity) {
        clientSide.identity().authenticated(identity);
        this.identity = clientSide.identity().known().orElse(null);
        return phase == Phase.AUTHORISING;
    }

    /** Who asks, as far as that is known by now. */
    Requester requester() {
        return clientSide.identity().requester(context.listener());
    }

    Settings settings() {
        return settings;
    }

    final RelayPolicy upwardPolicy() {
        return relaySettings.clientToTarget();
    }

    final RelayPolicy downwardPolicy() {
        return relaySettings.targetToClient();
    }

    /** Why its client is turned away unheard: it has as much as it may, and to say so would take a handshake or it floods. */
    final Optional<Outcome> obstacle() {
        boolean told =
                shares.mayBeTold() && !context.tls() && context.negotiator().answers();
        return shares.clientRefusal().filter(refusal -> !told).map(Rejection::outcome);
    }

    /** How long the client may take to ask: less where it will be refused. */
    final long nanosToAsk() {
        return shares.clientRefusal().isPresent()
                ? Tunnel.LINGER_NANOS
                : settings.initiationTimeout().toNanos();
    }

    /** What a client hears that does not ask in time. */
    final Rejection late() {
        return shares.clientRefusal().orElseGet(() -> Rejections.late(settings.initiationTimeout()));
    }

    /** It is known who asks for what. Returns why there is no room for that. */
    final Optional<Rejection> askForShares() {
        return shares.ask(this, requester(), destination);
    }

    /** From here on this is what the tunnel is for. */
    final void carry(Traffic begun) {
        traffic = begun;
        begun.share(shares.rates());
        if (throttle != 0) {
            begun.throttle(throttle);
        }
    }

    @Override
    public final void limitsChanged() {
        processor.post(() -> {
            if (traffic != null && !traffic.isOver()) {
                traffic.share(shares.rates());
            }
        });
    }

    @Override
    public final void applyRelayPolicy() {
        processor.post(() -> {
            relaySettings = context.settings().get();
            if (traffic != null && !traffic.isOver()) {
                renew(relaySettings.tcp().client(), traffic.upward());
                renew(relaySettings.tcp().target(), traffic.downward());
                traffic.apply(upwardPolicy(), downwardPolicy());
            }
        });
    }

    private void renew(TcpOptions options, Flow flow) {
        try {
            options.renew(flow.channel());
        } catch (IOException e) {
            LOG.debug("Tunnel {}: an end took no options: {}", id, e.getMessage());
        }
    }

    @Override
    public final void throttle(long bytesPerSecond) {
        processor.post(() -> {
            throttle = bytesPerSecond;
            if (traffic != null && !traffic.isOver()) {
                traffic.throttle(bytesPerSecond);
            }
        });
    }

    /** Asks the policy of the listener; to be called once it is known who asks. */
    Evaluation evaluate(TunnelRequest request) {
        return evaluate(request.target(), request.purpose(), requester());
    }

    private Evaluation evaluate(Target target, Purpose purpose, Requester requester) {
        AccessRequest asked =
                new AccessRequest(target, purpose, requester, context.clock().now());
        evaluation = Evaluation.of(settings.policyOf(context.listener()), settings.grants(), asked);
        return evaluation;
    }

    /** Goes by the settings of now. Returns the denial where they do not allow what they are asked already. */
    Optional<Decision> evaluateAnew() {
        settings = context.settings().get();
        judgedAnew = true;
        if (evaluation == null) {
            return Optional.empty();
        }
        AccessRequest asked = evaluation.request();
        Decision verdict =
                evaluate(asked.target(), asked.purpose(), asked.requester()).verdict(address());
        return Optional.of(verdict).filter(decision -> !decision.allowed());
    }

    /** The target is reached; null where it is not any more. */
    void reachedAt(InetAddress reached) {
        address = reached;
    }

    /** Why the address that was reached may not be used, though it could be dialled. */
    Optional<Decision> denialOf(InetSocketAddress reached) {
        reachedAt(reached.getAddress());
        return judgedAnew
                ? Optional.of(evaluation.judge(address)).filter(decision -> !decision.allowed())
                : Optional.empty();
    }

    Evaluation evaluation() {
        return evaluation;
    }

    /** Takes note of what the policy says at one of its steps, and tells of the first that decides. */
    Decision heard(Decision decision, boolean isLastStep) {
        if (wouldDeny == null && decision.wouldDeny().isPresent()) {
            wouldDeny = decision.wouldDeny().get();
            context.registry().wouldDeny(context.listener());
        }
        if (decided && !decision.allowed()) {
            context.decisions().deniedAfterAll(evaluation.request(), policyName(), decision);
        } else if (!decided && (isLastStep || !decision.allowed() || wouldDeny != null)) {
            decided = true;
            context.decisions().decided(evaluation.request(), policyName(), decision);
        }
        return decision;
    }

    private String policyName() {
        return settings.listener(context.listener()).policy();
    }

    /** The id of the rule that would have denied the request if its policy did more than report; empty where none. */
    @Override
    final String wouldDeny() {
        if (wouldDeny == null) {
            return "";
        }
        return context.privacy().namesTargets() ? wouldDeny.rule() : wouldDeny.ruleOrList();
    }

    /** Bytes from a client that has no answer yet, or has been refused. */
    void received(IoBuffer bytes) {
        if (phase != Phase.REJECTING) {
            clientSide.received(bytes);
        }
    }

    ClientSide client() {
        return clientSide;
    }

    /** From here on another serves the client. */
    void serve(ClientSide next) {
        clientSide = next;
    }
}
