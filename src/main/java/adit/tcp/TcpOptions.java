package adit.tcp;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.channels.NetworkChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;

/**
 * What the TCP connections of one side are set to. What differs from what the system does by itself costs a system call for
 * each connection, but for what Linux hands on from a listening socket to those it accepts.
 *
 * @param nodelay whether small segments are sent at once (RFC 9293, 3.7.4)
 * @param sendBuffer bytes; 0 leaves the size to the system
 * @param receiveBuffer bytes; 0 leaves the size to the system
 * @param userTimeout how long sent bytes may go without acknowledgement (RFC 5482), in whole milliseconds; zero leaves that
 *     to the system
 */
public record TcpOptions(
        boolean nodelay, KeepAlive keepAlive, int sendBuffer, int receiveBuffer, Duration userTimeout) {

    /** Whether the JDK can set {@link #userTimeout} on this system. */
    public static boolean knowsUserTimeout() {
        return ExtendedOption.TCP_USER_TIMEOUT.isSupported();
    }

    /** Whether the JDK can set the times of {@link #keepAlive} on this system. */
    public static boolean knowsKeepAliveTimes() {
        return KeepAlive.isSupported();
    }

    /** The same options with another size, in bytes. */
    public TcpOptions withReceiveBuffer(int size) {
        return new TcpOptions(nodelay, keepAlive, sendBuffer, size, userTimeout);
    }

    /**
     * Prepares a listening socket, before it is bound or later, for the connections that it accepts from then on. The size
     * of the receive buffer decides on the window scale in the handshake (RFC 7323, 2.2), when there is no other socket yet.
     */
    public void prepare(ServerSocketChannel listener) throws IOException {
        setReceiveBuffer(listener);
        keepAlive.setTimes(listener);
        setUserTimeout(listener);
    }

    /** Sets what a connection has not taken over from the listening socket that was {@link #prepare prepared}. */
    public void accepted(SocketChannel channel) throws IOException {
        setOwn(channel);
    }

    /** Sets all of a connection that is new and not yet made. */
    public void dialled(SocketChannel channel) throws IOException {
        setOwn(channel);
        setReceiveBuffer(channel);
        keepAlive.setTimes(channel);
        if (!userTimeout.isZero()) {
            setUserTimeout(channel);
        }
    }

    /** What a new socket does not do by itself, and a JDK cannot set on a listening one. */
    private void setOwn(SocketChannel channel) throws IOException {
        if (nodelay) {
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        }
        if (keepAlive.isOn()) {
            channel.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
        }
        setSendBuffer(channel);
    }

    /** Sets a connection that was made with other options. A buffer whose size was set cannot be left to the system again. */
    public void renew(SocketChannel channel) throws IOException {
        channel.setOption(StandardSocketOptions.TCP_NODELAY, nodelay);
        channel.setOption(StandardSocketOptions.SO_KEEPALIVE, keepAlive.isOn());
        keepAlive.setTimes(channel);
        setSendBuffer(channel);
        setReceiveBuffer(channel);
        setUserTimeout(channel);
    }

    private void setSendBuffer(SocketChannel channel) throws IOException {
        if (sendBuffer > 0) {
            channel.setOption(StandardSocketOptions.SO_SNDBUF, sendBuffer);
        }
    }

    private void setReceiveBuffer(NetworkChannel channel) throws IOException {
        if (receiveBuffer > 0) {
            channel.setOption(StandardSocketOptions.SO_RCVBUF, receiveBuffer);
        }
    }

    private void setUserTimeout(NetworkChannel channel) throws IOException {
        if (knowsUserTimeout()) {
            ExtendedOption.TCP_USER_TIMEOUT.set(channel, (int) userTimeout.toMillis());
        }
    }
}
