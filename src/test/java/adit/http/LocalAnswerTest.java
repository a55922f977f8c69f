package adit.http;

import static adit.http.Messages.requestHead;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocalAnswerTest {
    /** RFC 9110, 9.3.7 and 7.6.2. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "OPTIONS * HTTP/1.1\r\nHost:\r\n",
                "OPTIONS * HTTP/1.1\r\nHost:\r\nMax-Forwards: 3\r\n",
                "OPTIONS http://a.example/ HTTP/1.1\r\nHost: a\r\nMax-Forwards: 0\r\n",
                "OPTIONS http://a.example HTTP/1.0\r\nmax-forwards: 00\r\n",
            })
    void optionsForTheProxyItselfAreAnsweredWithTheMethods(String lines) throws Exception {
        assertThat(answer(lines)).isEqualTo("""
                HTTP/1.1 200 OK\r
                Allow: CONNECT, DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT, TRACE\r
                Content-Length: 0\r
                Connection: close\r
                \r
                """);
    }

    /** RFC 9110, 9.3.8: credentials and cookies are left out of the echo. */
    @Test
    void aTraceThatEndsHereIsEchoedWithoutSecrets() throws Exception {
        String lines = "TRACE http://a.example/x HTTP/1.1\r\nHost: a\r\nMax-Forwards: 0\r\nVia: 1.1 x\r\n";
        String secrets = "Cookie: a=b\r\nauthorization: Basic eA==\r\nProxy-Authorization: Basic eA==\r\n";
        assertThat(answer(lines + secrets)).isEqualTo("""
                HTTP/1.1 200 OK\r
                Content-Type: message/http\r
                Content-Length: 75\r
                Connection: close\r
                \r
                """ + lines + "\r\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET * HTTP/1.1\r\nHost:\r\n",
                "GET http://a.example/ HTTP/1.1\r\nHost: a\r\nMax-Forwards: 0\r\n",
                "OPTIONS http://a.example HTTP/1.1\r\nHost: a\r\n",
                "OPTIONS http://a.example HTTP/1.1\r\nHost: a\r\nMax-Forwards: 1\r\n",
                "TRACE http://a.example/ HTTP/1.1\r\nHost: a\r\n",
                "TRACE / HTTP/1.1\r\nHost: a\r\n",
            })
    void everythingElseIsNotAnsweredHere(String lines) throws Exception {
        assertThat(LocalAnswer.to(requestHead(lines))).isEmpty();
    }

    @Test
    void aBadCountIsRefused() {
        assertThatExceptionOfType(BadRequestException.class)
                .isThrownBy(() -> answer("OPTIONS * HTTP/1.1\r\nHost:\r\nMax-Forwards: -1\r\n"))
                .withMessageContaining("Max-Forwards");
    }

    private static String answer(String lines) throws BadRequestException {
        return Messages.text(LocalAnswer.to(requestHead(lines)).orElseThrow());
    }
}
