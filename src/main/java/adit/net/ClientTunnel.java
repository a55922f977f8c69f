package adit.net;

import adit.auth.Realm;
import adit.config.Settings;
import adit.http.Target;
import adit.policy.AccessRequest;
import adit.policy.Decision;
import adit.policy.Evaluation;
import adit.policy.Identity;
import adit.policy.Purpose;
import adit.policy.Requester;
import adit.tunnel.Event;
import adit.tunnel.Phase;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import org.apache.mina.core.buffer.IoBuffer;

/** What a tunnel knows of its client: who it is, what it asks for, and which settings that is decided by. */
abstract class ClientTunnel extends VisibleTunnel {
    /** Who speaks with the client at present. */
    ClientSide clientSide;

    /** What applies to this tunnel; taken when its target is decided on. */
    private Settings settings;

    /** Whether other settings hold than those by which an address may have been chosen. */
    private boolean judgedAnew;

    private boolean decided;

    /** What the policy would have denied the request for; null where it would not. */
    private Decision wouldDeny;

    ClientTunnel(TunnelContext context, TunnelProcessor processor, ClientSide clientSide) {
        super(context, processor);
        this.clientSide = clientSide;
        this.settings = context.settings().get();
    }

    /** The client's connection is secured, or needs no securing. */
    void secured() {
        advance(Event.SECURED);
    }

    /** The client has proved who it is by other means than its requests, once and for all of them. */
    void identify(Identity identity) {
        clientSide.identity().certified(identity);
    }

    /** The client has named its target; the settings of now hold to the end. Returns whether the request still counts. */
    boolean requested(TunnelRequest request) {
        if (advance(Event.REQUESTED)) {
            times.requested(processor.now());
            settings = context.settings().get();
            destination = request.target();
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
        return phase == Phase.AUTHORISING;
    }

    /** Who asks, as far as that is known by now. */
    Requester requester() {
        return clientSide.identity().requester(context.listener());
    }

    Settings settings() {
        return settings;
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
        if (!decided && (isLastStep || !decision.allowed() || wouldDeny != null)) {
            decided = true;
            String policy = settings.listener(context.listener()).policy();
            context.decisions().decided(evaluation.request(), policy, decision);
        }
        return decision;
    }

    /** The id of the rule that would have denied the request if its policy did more than report; empty where none. */
    @Override
    final String wouldDeny() {
        return wouldDeny == null ? "" : wouldDeny.rule();
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
