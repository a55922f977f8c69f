package adit.net;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * The addresses that this proxy listens on, which no tunnel may lead to.
 *
 * @param others whether the process listens at a port for another purpose, as the JVM does for management
 */
record OwnAddresses(List<InetSocketAddress> listeners, IntPredicate others) {
    boolean include(InetAddress address, int port) {
        boolean listens = false;
        for (InetSocketAddress own : listeners) {
            if (own.getPort() == port) {
                if (reaches(address, own.getAddress())) {
                    return true;
                }
                listens = true;
            }
        }
        return !listens && others.test(port) && isLocal(address);
    }

    /** Dialling an unspecified address reaches this machine; a listener on one is reached by any of the machine's. */
    private static boolean reaches(InetAddress dialled, InetAddress own) {
        if (dialled.equals(own) || dialled.isAnyLocalAddress()) {
            return true;
        }
        return own.isAnyLocalAddress() && isLocal(dialled);
    }

    private static boolean isLocal(InetAddress address) {
        try {
            return address.isAnyLocalAddress()
                    || address.isLoopbackAddress()
                    || NetworkInterface.getByInetAddress(address) != null;
        } catch (SocketException e) {
            return true;
        }
    }
}
