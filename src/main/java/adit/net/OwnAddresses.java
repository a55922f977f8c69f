package adit.net;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.List;

/** The addresses that this proxy listens on, which no tunnel may lead to. Immutable. */
record OwnAddresses(List<InetSocketAddress> listeners) {

    boolean include(InetAddress address, int port) {
        return listeners.stream().anyMatch(own -> own.getPort() == port && reaches(address, own.getAddress()));
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
            return address.isLoopbackAddress() || NetworkInterface.getByInetAddress(address) != null;
        } catch (SocketException e) {
            return true;
        }
    }
}
