package adit.dns;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;

/** Asks name servers one by one, apart from all tunnels. Blocks. */
public final class DnsCheck {
    private static final Path RESOLV_CONF = Path.of("/etc/resolv.conf");
    private static final int LARGEST_ANSWER = 65_535;

    private DnsCheck() {}

    /** Those of the settings, or else of {@code /etc/resolv.conf}; none where the system looks names up. */
    public static List<InetSocketAddress> servers(DnsSettings settings) throws IOException {
        if (settings.resolver() == DnsSettings.Mode.SYSTEM) {
            return List.of();
        }
        return settings.servers().isEmpty()
                ? ResolvConf.read(Files.readAllLines(RESOLV_CONF, StandardCharsets.ISO_8859_1))
                : settings.servers();
    }

    /**
     * Why the server does not answer a question for the root of all names; empty where it does, whatever it says.
     *
     * @param timeout longest wait; at least a millisecond
     */
    public static Optional<String> problem(InetSocketAddress server, Duration timeout) {
        Message question = Message.newQuery(Record.newRecord(Name.root, Type.NS, DClass.IN));
        try (DatagramSocket socket = new DatagramSocket()) {
            // Connected, it hears of a port that is closed, and nobody else can answer.
            socket.connect(server);
            socket.setSoTimeout(Math.toIntExact(timeout.toMillis()));
            byte[] asked = question.toWire();
            socket.send(new DatagramPacket(asked, asked.length));
            DatagramPacket answer = new DatagramPacket(new byte[LARGEST_ANSWER], LARGEST_ANSWER);
            socket.receive(answer);
            byte[] said = answer.getData();
            return answer.getLength() > 1 && said[0] == asked[0] && said[1] == asked[1]
                    ? Optional.empty()
                    : Optional.of("answers something else");
        } catch (SocketTimeoutException e) {
            return Optional.of("does not answer within " + timeout.toMillis() + " ms");
        } catch (IOException e) {
            return Optional.of("cannot be reached: " + e.getMessage());
        }
    }
}
