package adit.http;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Heads as browsers send them, and what becomes of them. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class HeadBenchmark {
    private static final int MOST = 16 * 1024;
    private static final String AGENT =
            "User-Agent: Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0\r\n";

    private final ByteBuffer connect = bytes("CONNECT www.example.com:443 HTTP/1.1\r\n" + AGENT
            + "Proxy-Connection: keep-alive\r\nConnection: keep-alive\r\nHost: www.example.com:443\r\n\r\n");

    private final ByteBuffer get = bytes("GET http://www.example.com/news/index.html?page=2 HTTP/1.1\r\n"
            + "Host: www.example.com\r\n" + AGENT
            + """
            Accept: text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8
            Accept-Language: en-GB,en;q=0.5
            Accept-Encoding: gzip, deflate
            Referer: http://www.example.com/news/
            DNT: 1
            Connection: keep-alive
            Cookie: session=0123456789abcdef0123456789abcdef; theme=dark
            Upgrade-Insecure-Requests: 1
            Priority: u=0, i

            """.replace("\n", "\r\n"));

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.allocateDirect(text.length())
                .put(text.getBytes(StandardCharsets.US_ASCII))
                .flip();
    }

    /** From the bytes to the target of a tunnel. */
    @Benchmark
    public Target connect() throws Exception {
        return ConnectRequest.target(parsed(connect));
    }

    /** From the bytes to those for the origin. */
    @Benchmark
    public byte[] forward() throws Exception {
        return ForwardRequest.of(parsed(get)).encode("adit-0123456789");
    }

    private static RequestHead parsed(ByteBuffer head) throws BadRequestException {
        return new HeadParser(MOST).feed(head.rewind()).orElseThrow();
    }
}
