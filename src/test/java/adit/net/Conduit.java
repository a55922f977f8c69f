package adit.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import adit.account.LiveTunnel;
import adit.account.TunnelRecord;
import adit.config.Settings;
import adit.http.BadTargetException;
import adit.http.Target;
import adit.net.Peer.Script;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * One open tunnel between a client and a target that a test moves bytes through, whatever way the client got it. From then
 * on no time passes for the proxy but what the test skips.
 */
final class Conduit implements AutoCloseable {
    /** How clients get to targets. */
    enum Way {
        CONNECT,
        TLS,
        TCP,
        /** A request and its response whose bodies do not come to their ends. */
        HTTP
    }

    private static final String ENDLESS = "Content-Length: 1000000000000\r\n\r\n";

    final Proxy proxy;
    private final Peer peer;
    private final Client client;
    private final Socket target;
    private final LiveTunnel tunnel;
    private final long headsToTarget;
    private final long headsToClient;

    private Conduit(Way way, UnaryOperator<Settings> change) throws IOException, BadTargetException {
        peer = Peer.that(Script.MANUAL);
        proxy = Proxy.start(change.compose(listening(way))::apply);
        client = proxy.client();
        switch (way) {
            case CONNECT, TLS -> client.connect(peer.authority());
            case HTTP ->
                client.send("PUT http://" + peer.authority() + "/ HTTP/1.1\r\nHost: " + peer.authority() + "\r\n"
                        + ENDLESS);
            case TCP -> {}
        }
        target = peer.accepted();
        if (way == Way.HTTP) {
            Origin.until(target.getInputStream(), "\r\n\r\n");
            Origin.write(target, "HTTP/1.1 200 OK\r\n" + ENDLESS);
            assertThat(client.head()).startsWith("HTTP/1.1 200 ");
        }
        await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(1)).until(() -> proxy.registry.live(1).stream()
                .anyMatch(live -> live.phase().isRelaying()));
        proxy.freeze();
        tunnel = proxy.registry.live(1).get(0);
        headsToTarget = tunnel.bytesToTarget();
        headsToClient = tunnel.bytesToClient();
    }

    private UnaryOperator<Settings> listening(Way way) throws BadTargetException {
        Settings.Mode mode =
                switch (way) {
                    case CONNECT, HTTP -> Settings.Mode.HTTP;
                    case TLS -> Settings.Mode.HTTPS;
                    case TCP -> Settings.Mode.TCP;
                };
        Optional<Target> destination = way == Way.TCP ? Optional.of(Target.parse(peer.authority())) : Optional.empty();
        return SettingsChanges.listeners(Proxy.listener(mode, destination));
    }

    static Conduit open(Way way, UnaryOperator<Settings> change) throws IOException, BadTargetException {
        return new Conduit(way, change);
    }

    LiveTunnel tunnel() {
        return tunnel;
    }

    /** The proxy's end towards the client. */
    SocketChannel clientEnd() {
        return end(client.carrier().getLocalPort());
    }

    /** The proxy's end towards the target. */
    SocketChannel targetEnd() {
        return end(target.getLocalPort());
    }

    private SocketChannel end(int remotePort) {
        return proxy.server
                .sessions()
                .map(TunnelSession.class::cast)
                .filter(session -> session.getRemoteAddress().getPort() == remotePort)
                .findFirst()
                .orElseThrow()
                .getChannel();
    }

    /** Puts other settings in force, and has the tunnel go by them. */
    void reload(UnaryOperator<Settings> change) {
        proxy.settings = change.apply(proxy.settings);
        tunnel.applyRelayPolicy();
        proxy.onEachLoop(TunnelProcessor::now);
    }

    void throttle(long bytesPerSecond) {
        tunnel.throttle(bytesPerSecond);
        proxy.onEachLoop(TunnelProcessor::now);
    }

    /** Sends to the target, and waits until it has it. */
    void up(int count) throws IOException {
        client.send(new byte[count]);
        assertThat(target.getInputStream().readNBytes(count)).hasSize(count);
    }

    /** Sends to the client, and waits until it has it. */
    void down(int count) throws IOException {
        target.getOutputStream().write(new byte[count]);
        assertThat(client.in().readNBytes(count)).hasSize(count);
    }

    /** Sends to the target what may not get there. */
    void tryUp(int count) throws IOException {
        client.send(new byte[count]);
    }

    /** Has both ends send as long as they can, and take all that comes. */
    void flood() {
        daemon(() -> send(client.out()));
        daemon(() -> send(target.getOutputStream()));
        daemon(() -> client.in().transferTo(OutputStream.nullOutputStream()));
        daemon(() -> target.getInputStream().transferTo(OutputStream.nullOutputStream()));
    }

    private static void send(OutputStream out) throws IOException {
        byte[] buffer = new byte[64 * 1024];
        while (true) {
            out.write(buffer);
        }
    }

    private static void daemon(Bytes bytes) {
        Thread thread = new Thread(() -> {
            try {
                bytes.move();
            } catch (IOException e) {
                // The tunnel has ended.
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    private interface Bytes {
        void move() throws IOException;
    }

    /** Bytes that have come to the target, but for heads. */
    long movedUp() {
        return tunnel.bytesToTarget() - headsToTarget;
    }

    /** Bytes that have come to the client, but for heads. */
    long movedDown() {
        return tunnel.bytesToClient() - headsToClient;
    }

    /** Lets time pass, and asks whether the tunnel has outlived it. */
    boolean outlives(Duration time) {
        proxy.skip(time);
        proxy.onEachLoop(TunnelProcessor::now);
        return proxy.registry.liveCount() == 1;
    }

    TunnelRecord record() {
        return proxy.onlyRecord();
    }

    @Override
    public void close() throws IOException {
        // Who is held back by its rate is not read, so that the end of an endless stream would not be seen.
        tunnel.kill();
        client.close();
        target.close();
        peer.close();
        proxy.close();
    }
}
