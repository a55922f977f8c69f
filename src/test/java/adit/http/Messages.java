package adit.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;

/** Heads from text, for tests. Lines end with CRLF as written; each head is closed with an empty line here. */
final class Messages {
    static final int MAX_BYTES = 16 * 1024;
    static final String PSEUDONYM = "adit-test";

    private Messages() {}

    static RequestHead requestHead(String lines) throws BadRequestException {
        return new HeadParser(MAX_BYTES).feed(bytes(lines + "\r\n")).orElseThrow();
    }

    /** A request in absolute-form, to be read from what follows the Host line. */
    static ForwardRequest request(String method, String fields) throws BadRequestException {
        return ForwardRequest.of(requestHead(method + " http://a.example/ HTTP/1.1\r\nHost: a.example\r\n" + fields));
    }

    static ForwardRequest request10(String method, String fields) throws BadRequestException {
        return ForwardRequest.of(requestHead(method + " http://a.example/ HTTP/1.0\r\n" + fields));
    }

    static ResponseHead responseHead(String lines) throws BadResponseException {
        return new ResponseParser(MAX_BYTES).feed(bytes(lines + "\r\n")).orElseThrow();
    }

    static ForwardResponse response(ForwardRequest request, String lines) throws BadResponseException {
        return ForwardResponse.of(responseHead(lines), request);
    }

    static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(ISO_8859_1));
    }

    static String text(byte[] bytes) {
        return new String(bytes, ISO_8859_1);
    }
}
