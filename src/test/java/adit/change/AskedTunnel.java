package adit.change;

import adit.account.StillTunnel;
import adit.http.IpAddress;
import adit.policy.AccessRequest;
import java.net.InetAddress;
import java.util.Optional;

/** A live tunnel that has asked for something, and stands still. */
record AskedTunnel(String id, AccessRequest asked, String reached) implements StillTunnel {
    @Override
    public String listener() {
        return asked.requester().listener();
    }

    @Override
    public Optional<AccessRequest> request() {
        return Optional.of(asked);
    }

    @Override
    public Optional<InetAddress> address() {
        return IpAddress.parse(reached);
    }
}
