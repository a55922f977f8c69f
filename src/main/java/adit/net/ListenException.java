package adit.net;

import java.io.IOException;
import java.net.InetSocketAddress;

/** An address that cannot be listened on. The cause says why. */
public final class ListenException extends IOException {
    private static final long serialVersionUID = 1;

    private final InetSocketAddress address;

    ListenException(InetSocketAddress address, Exception cause) {
        super("cannot listen on " + address, cause);
        this.address = address;
    }

    public InetSocketAddress address() {
        return address;
    }
}
