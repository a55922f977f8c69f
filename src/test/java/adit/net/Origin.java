package adit.net;

import adit.http.IpAddress;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** An HTTP server on a real socket that answers each request as its script says, well or badly. */
final class Origin implements AutoCloseable {
    /** How it deals with a request. */
    enum Manner {
        /** Answers with a length, and keeps the connection. */
        HELLO("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello"),
        /** Answers in chunks with a trailer, and keeps the connection. */
        CHUNKED(
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nhel\r\n2;x=y\r\nlo\r\n0\r\nX-Sum: 5\r\n\r\n"),
        /** Answers with the path and the body of the request, in its own framing, and keeps the connection. */
        ECHO(""),
        /** Answers without a body, and keeps the connection. */
        EMPTY("HTTP/1.1 204 No Content\r\n\r\n"),
        /** Answers what has no body though it tells of its length, and keeps the connection. */
        UNCHANGED("HTTP/1.1 304 Not Modified\r\nContent-Length: 5\r\nETag: \"a\"\r\n\r\n"),
        /** Hints, asks to go on, and then answers. */
        HINTS("HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\nHTTP/1.1 100 Continue\r\n\r\n"
                + "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello"),
        /** Ends its body by closing. */
        UNTIL_CLOSE("HTTP/1.1 200 OK\r\n\r\nhello", End.CLOSE),
        /** Says that it closes, and does. */
        LAST("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 5\r\n\r\nhello", End.CLOSE),
        /** Answers in order and closes without having said so. */
        STALE("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello", End.CLOSE),
        /** Closes instead of answering. */
        GONE("", End.CLOSE),
        /** Resets instead of answering. */
        RESET("", End.RESET),
        /** Closes in the middle of its head. */
        CUT_IN_HEAD("HTTP/1.1 200 OK\r\nContent-Le", End.CLOSE),
        /** Closes before its body is as long as it said. */
        CUT_IN_BODY("HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\nhello", End.CLOSE),
        /** Closes in the middle of a chunk. */
        CUT_IN_CHUNK("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n500\r\nhello", End.CLOSE),
        /** Closes before the last chunk. */
        NO_LAST_CHUNK("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n", End.CLOSE),
        /** Resets in the middle of a body that its close would end. */
        RESET_IN_BODY("HTTP/1.1 200 OK\r\n\r\nhello", End.RESET),
        /** Sends what is no chunk, long after its head. */
        BAD_CHUNK("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + "5\r\nhello\r\n".repeat(20_000)
                + "nonsense\r\n"),
        /** Sends what is no chunk at once behind its head. */
        NO_CHUNK("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nnonsense\r\n"),
        /** Sends what is no head. */
        NO_HTTP("220 ready\r\n"),
        /** Says two lengths. */
        TWO_LENGTHS("HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello!"),
        /** Sends more than one response. */
        TALKATIVE("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhelloHTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nevil"),
        /** Hints for ever. */
        HINTS_ONLY("HTTP/1.1 103 Early Hints\r\n\r\n".repeat(101)),
        /** Switches to what the client offered, and echoes from then on. */
        SWITCH("HTTP/1.1 101 Switching Protocols\r\nUpgrade: echo\r\nConnection: Upgrade\r\n\r\nfirst"),
        /** Says nothing. */
        SILENT("");

        private enum End {
            KEEP,
            CLOSE,
            RESET
        }

        private final String answer;
        private final End end;

        Manner(String answer) {
            this(answer, End.KEEP);
        }

        Manner(String answer, End end) {
            this.answer = answer;
            this.end = end;
        }
    }

    /**
     * A request as it came.
     *
     * @param head with the empty line
     * @param body the content, chunks undone
     * @param trailers the trailer section of a chunked body
     * @param connection the number of the connection it came by, from 1
     */
    record Request(String head, String body, String trailers, int connection) {
        String line() {
            return head.lines().findFirst().orElse("");
        }
    }

    private final ServerSocket listener = new ServerSocket();
    private final List<Manner> manners;
    private final AtomicInteger served = new AtomicInteger();
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger ended = new AtomicInteger();
    private final BlockingQueue<Request> requests = new LinkedBlockingQueue<>();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    private Origin(List<Manner> manners) throws IOException {
        this.manners = manners;
        listener.bind(new InetSocketAddress(IpAddress.parse("127.0.0.1").orElseThrow(), 0), 500);
        daemon(this::acceptAll);
    }

    /** Deals with one request after the other in these manners, and with all that follow in the last. */
    static Origin that(Manner... manners) throws IOException {
        return new Origin(List.of(manners));
    }

    String authority() {
        return "127.0.0.1:" + listener.getLocalPort();
    }

    /** The beginning of a request that is to be forwarded here, up to and with its Host. */
    String start(String method, String path) {
        return method + " http://" + authority() + path + " HTTP/1.1\r\nHost: " + authority() + "\r\n";
    }

    String get(String path) {
        return start("GET", path) + "\r\n";
    }

    String post(String path, String body) {
        return start("POST", path) + "Content-Length: " + body.length() + "\r\n\r\n" + body;
    }

    /** The next request that came. */
    Request request() throws IOException {
        try {
            Request request = requests.poll(10, TimeUnit.SECONDS);
            if (request == null) {
                throw new IOException("no request came");
            }
            return request;
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    boolean hasRequests() {
        return !requests.isEmpty();
    }

    int connections() {
        return connections.get();
    }

    /** How many connections are over. */
    int ended() {
        return ended.get();
    }

    private static void daemon(Runnable body) {
        Thread thread = new Thread(body, "origin");
        thread.setDaemon(true);
        thread.start();
    }

    private void acceptAll() {
        try {
            while (true) {
                Socket socket = listener.accept();
                open.add(socket);
                int number = connections.incrementAndGet();
                daemon(() -> serve(socket, number));
            }
        } catch (IOException e) {
            // Closed by the test.
        }
    }

    private void serve(Socket socket, int number) {
        try (socket) {
            socket.setTcpNoDelay(true);
            boolean goesOn = true;
            while (goesOn) {
                Request request = read(socket, number);
                if (request == null) {
                    break;
                }
                requests.add(request);
                goesOn = answer(socket, request);
            }
        } catch (IOException e) {
            // The proxy left: for an origin that is no fault.
        } finally {
            ended.incrementAndGet();
        }
    }

    private boolean answer(Socket socket, Request request) throws IOException {
        Manner manner = manners.get(Math.min(served.getAndIncrement(), manners.size() - 1));
        OutputStream out = socket.getOutputStream();
        String answer = manner == Manner.ECHO ? echo(request) : manner.answer;
        out.write(answer.getBytes(StandardCharsets.ISO_8859_1));
        if (manner == Manner.SWITCH) {
            socket.getInputStream().transferTo(out);
        } else if (manner.end == Manner.End.RESET) {
            socket.setSoLinger(true, 0);
        }
        return manner.end == Manner.End.KEEP && manner != Manner.SWITCH;
    }

    private static String echo(Request request) {
        String content = request.line() + "\n" + request.body();
        if (request.head().contains("Transfer-Encoding: chunked")) {
            return "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + Integer.toHexString(content.length())
                    + "\r\n" + content + "\r\n0\r\n\r\n";
        }
        return "HTTP/1.1 200 OK\r\nContent-Length: " + content.length() + "\r\n\r\n" + content;
    }

    private static Request read(Socket socket, int number) throws IOException {
        InputStream in = socket.getInputStream();
        String head = until(in, "\r\n\r\n");
        if (head.isEmpty()) {
            return null;
        }
        String length = field(head, "Content-Length");
        if (!length.isEmpty()) {
            return new Request(head, text(in, Integer.parseInt(length)), "", number);
        }
        if (field(head, "Transfer-Encoding").isEmpty()) {
            return new Request(head, "", "", number);
        }
        StringBuilder body = new StringBuilder();
        for (int size = chunkSize(in); size > 0; size = chunkSize(in)) {
            body.append(text(in, size));
            until(in, "\r\n");
        }
        StringBuilder trailers = new StringBuilder();
        for (String line = until(in, "\r\n"); !line.equals("\r\n"); line = until(in, "\r\n")) {
            trailers.append(line);
        }
        return new Request(head, body.toString(), trailers.toString(), number);
    }

    private static int chunkSize(InputStream in) throws IOException {
        return Integer.parseInt(until(in, "\r\n").split("[;\r]", 2)[0], 16);
    }

    private static String text(InputStream in, int count) throws IOException {
        byte[] bytes = in.readNBytes(count);
        if (bytes.length < count) {
            throw new IOException("the request broke off");
        }
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** All up to and with the mark; empty at the end of the stream. */
    static String until(InputStream in, String mark) throws IOException {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        while (!text.toString(StandardCharsets.ISO_8859_1).endsWith(mark)) {
            int b = in.read();
            if (b < 0) {
                return "";
            }
            text.write(b);
        }
        return text.toString(StandardCharsets.ISO_8859_1);
    }

    static String field(String head, String name) {
        return head.lines()
                .filter(line -> line.regionMatches(true, 0, name + ": ", 0, name.length() + 2))
                .map(line -> line.substring(name.length() + 2))
                .findFirst()
                .orElse("");
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket socket : open) {
            socket.close();
        }
    }
}
