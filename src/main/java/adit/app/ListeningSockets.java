package adit.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Who listens where, read from Linux's {@code /proc} so that it needs no other program. */
final class ListeningSockets {
    private static final Path PROC = Path.of("/proc");
    private static final String LISTEN = "0A";

    private ListeningSockets() {}

    /** The process that listens at a port, on whatever address; empty where the system does not say, as of other users. */
    static Optional<Long> holderOf(int port) {
        Map<String, InetSocketAddress> sockets = listening();
        sockets.values().removeIf(other -> other.getPort() != port);
        return ProcessHandle.allProcesses()
                .map(ProcessHandle::pid)
                .filter(pid -> !held(pid, sockets).isEmpty())
                .findFirst();
    }

    /** The ports that the process listens at; none where the system does not say. */
    static Set<Integer> portsOf(long pid) {
        return held(pid, listening()).stream().map(InetSocketAddress::getPort).collect(Collectors.toSet());
    }

    /** Whether there are sockets in the way of one that would listen on the address, and all are those of the process. */
    static boolean areHeldBy(long pid, InetSocketAddress address) {
        Map<String, InetSocketAddress> inTheWay = listening();
        inTheWay.values().removeIf(other -> !meet(other, address));
        return !inTheWay.isEmpty() && held(pid, inTheWay).size() == inTheWay.size();
    }

    private static boolean meet(InetSocketAddress one, InetSocketAddress other) {
        return one.getPort() == other.getPort()
                && (one.getAddress().isAnyLocalAddress()
                        || other.getAddress().isAnyLocalAddress()
                        || one.getAddress().equals(other.getAddress()));
    }

    private static Map<String, InetSocketAddress> listening() {
        Map<String, InetSocketAddress> sockets = new HashMap<>();
        Stream.of("net/tcp", "net/tcp6")
                .flatMap(table -> listening(PROC.resolve(table)).stream())
                .forEach(column -> sockets.put("socket:[" + column[9] + "]", address(column[1])));
        return sockets;
    }

    /** Such as {@code 0100007F:1F90}: words of four bytes in the order of the machine, and the port. */
    private static InetSocketAddress address(String text) {
        int colon = text.lastIndexOf(':');
        ByteBuffer words = ByteBuffer.allocate(colon / 2).order(ByteOrder.nativeOrder());
        for (int i = 0; i < colon; i += 8) {
            words.putInt(Integer.parseUnsignedInt(text.substring(i, i + 8), 16));
        }
        try {
            // An IPv4 address in the form of IPv6 becomes one of IPv4.
            return new InetSocketAddress(
                    InetAddress.getByAddress(words.array()), Integer.parseInt(text.substring(colon + 1), 16));
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Columns: slot, local address, remote address, state, queues, timer, retransmits, uid, timeout, inode. */
    private static List<String[]> listening(Path table) {
        // Those that listen come before all others, of which there may be very many.
        try (Stream<String> lines = Files.lines(table, StandardCharsets.ISO_8859_1)) {
            return lines.skip(1)
                    .map(line -> line.strip().split("\\s+", 11))
                    .takeWhile(column -> column.length > 9 && column[3].equals(LISTEN))
                    .toList();
        } catch (IOException | UncheckedIOException e) {
            return List.of();
        }
    }

    private static List<InetSocketAddress> held(long pid, Map<String, InetSocketAddress> sockets) {
        List<InetSocketAddress> addresses = new ArrayList<>();
        try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(PROC.resolve(pid + "/fd"))) {
            for (Path descriptor : descriptors) {
                InetSocketAddress address = sockets.get(target(descriptor));
                if (address != null) {
                    addresses.add(address);
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            return List.of();
        }
        return addresses;
    }

    /** What a descriptor stands for; empty for one that was closed meanwhile. */
    private static String target(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (IOException e) {
            return "";
        }
    }
}
