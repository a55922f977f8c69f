package adit.net;

import adit.auth.Realm;
import adit.config.Settings;
import adit.policy.AccessRequest;
import adit.policy.Evaluation;
import adit.policy.Identity;
import adit.policy.Requester;
import adit.tunnel.Event;
import adit.tunnel.Phase;
import java.util.Optional;
import org.apache.mina.core.buffer.IoBuffer;

/** What a tunnel knows of its client: who it is, what it asks for, and which settings that is decided by. */
abstract class ClientTunnel extends VisibleTunnel {
    /** Who speaks with the client at present. */
    ClientSide clientSide;

    /** What applies to this tunnel; taken when its target is decided on. */
    private Settings settings;

    /** What its policy says of its request; null until that has been asked. */
    private Evaluation evaluation;

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
        AccessRequest asked = new AccessRequest(
                request.target(),
                request.purpose(),
                requester(),
                context.clock().now());
        evaluation = new Evaluation(settings.policyOf(context.listener()), asked);
        return evaluation;
    }

    Evaluation evaluation() {
        return evaluation;
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
