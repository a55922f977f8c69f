package adit.soak;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * An origin that keeps its connections. The path of a request names the stream that its body has to be and the one that
 * is to be answered: {@code /SEED/LENGTH/SEED/LENGTH/FRAMING}.
 */
final class HttpOrigin {
    private static final int CHUNK = 5_000;
    private static final int LONGEST_HEAD = 16 * 1024;

    /** Whatever is posted there is read and never answered. */
    static final String SINK = "/sink";

    private static final Exchange NOTHING = new Exchange(new ByteStream(0, 0), new ByteStream(0, 0), false);

    private HttpOrigin() {}

    /** What is asked and what is to be answered. */
    record Exchange(ByteStream body, ByteStream answer, boolean chunked) {
        String path() {
            return "/" + body.seed() + "/" + body.length() + "/" + answer.seed() + "/" + answer.length() + "/"
                    + (chunked ? "chunked" : "length");
        }

        static Exchange ofPath(String path) {
            String[] parts = path.split("/", 6);
            return new Exchange(
                    new ByteStream(Long.parseLong(parts[1]), Long.parseLong(parts[2])),
                    new ByteStream(Long.parseLong(parts[3]), Long.parseLong(parts[4])),
                    parts[5].equals("chunked"));
        }
    }

    static void serve(Socket socket) throws IOException {
        try (socket) {
            socket.setTcpNoDelay(true);
            InputStream in = new BufferedInputStream(socket.getInputStream());
            OutputStream out = new BufferedOutputStream(socket.getOutputStream(), 64 * 1024);
            for (String head = head(in); !head.isEmpty(); head = head(in)) {
                String path = head.split(" ", 3)[1];
                if (path.equals(SINK) && head.startsWith("POST ")) {
                    in.transferTo(OutputStream.nullOutputStream());
                    return;
                }
                Exchange exchange = path.equals(SINK) ? NOTHING : Exchange.ofPath(path);
                exchange.body().receiveFrom(in);
                answer(exchange, out);
                out.flush();
            }
        }
    }

    private static void answer(Exchange exchange, OutputStream out) throws IOException {
        ByteStream answer = exchange.answer();
        String framing = exchange.chunked() ? "Transfer-Encoding: chunked" : "Content-Length: " + answer.length();
        out.write(("HTTP/1.1 200 OK\r\n" + framing + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
        if (exchange.chunked()) {
            answer.sendTo(new Chunks(out));
            out.write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        } else {
            answer.sendTo(out);
        }
    }

    /** Up to the empty line; empty where the stream ends. */
    static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.length() < LONGEST_HEAD && head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                return "";
            }
            head.append((char) next);
        }
        return head.toString();
    }

    static boolean isChunked(String head) {
        return head.toLowerCase(Locale.ROOT).contains("\r\ntransfer-encoding: chunked\r\n");
    }

    private static final class Chunks extends OutputStream {
        private final OutputStream out;

        Chunks(OutputStream out) {
            this.out = out;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int count) throws IOException {
            for (int done = 0; done < count; done += CHUNK) {
                int size = Math.min(CHUNK, count - done);
                out.write((Integer.toHexString(size) + "\r\n").getBytes(StandardCharsets.US_ASCII));
                out.write(bytes, offset + done, size);
                out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
            }
        }
    }

    /** The content of a chunked body without trailers, up to its end. */
    static final class Dechunked extends InputStream {
        private final InputStream in;
        private long left;
        private boolean ended;

        Dechunked(InputStream in) {
            this.in = in;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int count) throws IOException {
            if (left == 0 && !ended) {
                left = Long.parseLong(line(), 16);
                ended = left == 0;
                if (ended) {
                    line();
                }
            }
            if (ended) {
                return -1;
            }
            int read = in.read(bytes, offset, (int) Math.min(count, left));
            left -= Math.max(0, read);
            if (left == 0) {
                line();
            }
            return read;
        }

        private String line() throws IOException {
            StringBuilder line = new StringBuilder();
            for (int b = in.read(); b >= 0 && b != '\n'; b = in.read()) {
                line.append((char) b);
            }
            return line.toString().strip();
        }
    }
}
