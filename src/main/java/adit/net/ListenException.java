package adit.net;

import adit.config.ListenAddress;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;

/** An address that cannot be listened on. The message is for the operator: the listener, the address and why, in one line. */
public final class ListenException extends IOException {
    private static final long serialVersionUID = 1;

    private static final int FIRST_UNPRIVILEGED_PORT = 1024;

    private final InetSocketAddress address;
    private final boolean inUse;

    /** @param what is to listen there, such as {@code listener main} */
    public ListenException(String what, InetSocketAddress address, Exception cause) {
        super(what + ": " + explain(address, root(cause)), cause);
        this.address = address;
        this.inUse = isInUse(root(cause));
    }

    /** Where it was to listen. */
    public InetSocketAddress address() {
        return address;
    }

    /** Whether another socket listens there. */
    public boolean isInUse() {
        return inUse;
    }

    private static String explain(InetSocketAddress address, Throwable cause) {
        String where = ListenAddress.text(address);
        if (isInUse(cause)) {
            return where + " is in use";
        }
        if (cause instanceof BindException && isElsewhere(address.getAddress())) {
            return where + " is not an address of this machine";
        }
        String privilege = cause instanceof BindException && address.getPort() < FIRST_UNPRIVILEGED_PORT
                ? "; a port below " + FIRST_UNPRIVILEGED_PORT + " needs the capability CAP_NET_BIND_SERVICE"
                : "";
        return "cannot listen on " + where + ": " + cause.getMessage() + privilege;
    }

    /** MINA wraps what the system said, and says less. */
    private static Throwable root(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }

    private static boolean isInUse(Throwable cause) {
        return cause instanceof BindException
                && String.valueOf(cause.getMessage()).startsWith("Address already in use");
    }

    private static boolean isElsewhere(InetAddress address) {
        try {
            return !address.isAnyLocalAddress()
                    && !address.isLoopbackAddress()
                    && NetworkInterface.getByInetAddress(address) == null;
        } catch (SocketException e) {
            return false;
        }
    }
}
