package adit.clients;

import static org.assertj.core.api.Assertions.assertThat;

import adit.clients.Program.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** curl, which knows more ways to use a proxy than any other client. */
class CurlIT {
    private static final int FAILED_PROXY_HANDSHAKE = 56;
    private static final int UNTRUSTED = 60;

    private static String[] repeat(int times, String argument) {
        return Collections.nCopies(times, argument).toArray(String[]::new);
    }

    @Nested
    class Tunnel {
        @RegisterExtension
        static final Testbed bed = Testbed.plain();

        private final Curl curl = new Curl(bed);

        @Test
        void aPageIsReadOverHttps() throws Exception {
            assertThat(curl.get(bed.origin.https("/hello"))).isEqualTo(Origin.HELLO);
        }

        @Test
        void aPlainPageIsReadThroughATunnel() throws Exception {
            assertThat(curl.get("--proxytunnel", bed.origin.http(Origin.TUNNELLED)))
                    .isEqualTo(Origin.HELLO);
        }

        @Test
        void theTunnelMayBeAskedForInHttp10() throws Exception {
            String proxy = bed.proxy().replace("http://", "");
            Program http10 = bed.program("curl", "-sS", "--http1.0", "--proxytunnel", "--proxy1.0", proxy);
            assertThat(http10.and(bed.origin.http(Origin.TUNNELLED)).run().success())
                    .isEqualTo(Origin.HELLO);
        }

        @ParameterizedTest
        @ValueSource(strings = {"/files/large", "/streamed/large"})
        void aLargeFileIsDownloaded(String path) throws Exception {
            curl.assertDownloads(bed.origin.https(path));
        }

        @ParameterizedTest
        @ValueSource(strings = {"Expect: 100-continue", "Transfer-Encoding: chunked"})
        void aLargeFileIsUploaded(String field) throws Exception {
            curl.assertUploads(bed.origin.https(""), "-H", field);
        }

        @Test
        void http2IsSpokenInsideTheTunnel() throws Exception {
            try (Http2Origin server = new Http2Origin(bed)) {
                String answer = curl.get("--http2", "-w", "%{http_version}", server.url());
                assertThat(answer).isEqualTo("hello in HTTP/2.0\n2");
            }
        }

        @Test
        void manyTunnelsAreOpenAtOnce() throws Exception {
            String[] pages = repeat(40, bed.origin.https("/hello"));
            Program parallel = bed.program("curl", "-sSZ", "-x", bed.proxy(), "--cacert", bed.authority());
            String all =
                    parallel.and("-H", "Connection: close").and(pages).run().success();
            assertThat(all).isEqualTo(Origin.HELLO.repeat(40));
            assertThat(bed.records()).hasSize(40);
        }

        @Test
        void aTargetThatDoesNotListenIsTold() throws Exception {
            Result result = curl.run("-w", "%{http_connect}", "https://localhost:1/");
            assertThat(result).extracting(Result::code, Result::output).containsExactly(FAILED_PROXY_HANDSHAKE, "502");
            assertThat(bed.records()).singleElement().asString().contains("\"outcome\":\"connect_refused\"");
        }

        @Test
        void aTargetThatIsNotAllowedIsTold() throws Exception {
            Result result = curl.run("-w", "%{http_connect}", "https://example.com/");
            assertThat(result).extracting(Result::code, Result::output).containsExactly(FAILED_PROXY_HANDSHAKE, "403");
            assertThat(bed.records()).singleElement().asString().contains("\"outcome\":\"target_not_allowed\"");
        }
    }

    @Nested
    class Forward {
        @RegisterExtension
        static final Testbed bed = Testbed.plain();

        private final Curl curl = new Curl(bed);

        @ParameterizedTest
        @ValueSource(strings = {"--http1.0", "--http1.1"})
        void aPageIsRead(String version) throws Exception {
            assertThat(curl.get(version, bed.origin.http("/hello"))).isEqualTo(Origin.HELLO);
        }

        @Test
        void aConnectionIsKeptForMoreRequests() throws Exception {
            String[] pages = repeat(20, bed.origin.http("/hello"));
            Program all = bed.program("curl", "-sS", "-x", bed.proxy(), "-w", "%{num_connects} ");
            String output = all.and(pages).run().success();
            assertThat(output).isEqualTo(Origin.HELLO + "1 " + (Origin.HELLO + "0 ").repeat(19));
        }

        @ParameterizedTest
        @ValueSource(strings = {"/files/large", "/streamed/large"})
        void aLargeFileIsDownloaded(String path) throws Exception {
            curl.assertDownloads(bed.origin.http(path));
        }

        @Test
        void aStreamedFileIsDownloadedByAClientThatKnowsNoChunks() throws Exception {
            curl.assertDownloads(bed.origin.http("/streamed/large"), "--http1.0");
        }

        @ParameterizedTest
        @ValueSource(strings = {"Expect: 100-continue", "Expect:", "Transfer-Encoding: chunked"})
        void aLargeFileIsUploaded(String field) throws Exception {
            curl.assertUploads(bed.origin.http(""), "-H", field);
        }

        @Test
        void theHeadOfALargeFileIsRead() throws Exception {
            bed.file("large", Testbed.LARGE);
            String head = curl.get("--head", bed.origin.http("/files/large"));
            assertThat(head)
                    .startsWith("HTTP/1.1 200 ")
                    .containsIgnoringCase("\r\nContent-Length: " + Testbed.LARGE + "\r\n")
                    .containsPattern("(?i)\r\nVia: 1\\.1 [!-~]+\r\n");
        }

        @ParameterizedTest
        @ValueSource(ints = {204, 304, 404, 503})
        void anAnswerWithoutABodyIsPassedOn(int status) throws Exception {
            String url = bed.origin.http("/status/" + status);
            assertThat(curl.get("-w", "%{http_code} %{num_connects}\n", url, url))
                    .isEqualTo(status + " 1\n" + status + " 0\n");
        }

        @Test
        void fieldsForTheProxyStayWithIt() throws Exception {
            curl.get("-H", "Connection: x-mine", "-H", "X-Mine: 1", "-H", "X-Other: 1", bed.origin.http("/hello"));
            assertThat(bed.origin.received()).singleElement().satisfies(request -> assertThat(request.fields())
                    .containsKey("X-other")
                    .doesNotContainKey("X-mine"));
        }

        @Test
        void whatTheOriginCannotBeAskedIsTold() throws Exception {
            String status = curl.get("-o", "refused", "-w", "%{http_code}", "http://localhost:1/");
            assertThat(status).isEqualTo("502");
            assertThat(Files.readString(bed.path("refused"))).contains("localhost:1");
        }
    }

    @Nested
    class Secure {
        @RegisterExtension
        static final Testbed bed = Testbed.secure();

        private final Curl curl = new Curl(bed);

        @Test
        void aPageIsReadOverHttps() throws Exception {
            assertThat(curl.get(bed.origin.https("/hello"))).isEqualTo(Origin.HELLO);
        }

        @Test
        void aPlainPageIsReadByAForwardedRequest() throws Exception {
            assertThat(curl.get(bed.origin.http("/hello"))).isEqualTo(Origin.HELLO);
        }

        @Test
        void aLargeFileIsDownloadedByTlsInTls() throws Exception {
            curl.assertDownloads(bed.origin.https("/files/large"));
        }

        @Test
        void aLargeFileIsUploadedByTlsInTls() throws Exception {
            curl.assertUploads(bed.origin.https(""));
        }

        @Test
        void aLargeFileIsDownloadedByAForwardedRequest() throws Exception {
            curl.assertDownloads(bed.origin.http("/files/large"));
        }

        @Test
        void aLargeFileIsUploadedByAForwardedRequest() throws Exception {
            curl.assertUploads(bed.origin.http(""), "-H", "Transfer-Encoding: chunked");
        }

        @Test
        void aClientThatDoesNotTrustTheProxySendsNothing() throws Exception {
            Program distrustful = bed.program("curl", "-sS", "-x", bed.proxy());
            Result result = distrustful.and(bed.origin.http("/hello")).run();
            assertThat(result.code()).isEqualTo(UNTRUSTED);
            assertThat(bed.origin.received()).isEmpty();
        }

        @Test
        void plainHttpToTheTlsPortHarmsNobody() throws Exception {
            String plain = bed.proxy().replace("https:", "http:");
            Result result = bed.program("curl", "-sS", "-f", "-x", plain, bed.origin.http("/hello"))
                    .run();
            assertThat(result.code()).isNotZero();
            assertThat(curl.get(bed.origin.https("/hello"))).isEqualTo(Origin.HELLO);
        }
    }

    @Nested
    class Login {
        private static final String PROPER = Testbed.USER + ":" + Testbed.PASSWORD;
        private static final String WRONG = Testbed.USER + ":wrong";

        @RegisterExtension
        static final Testbed bed = Testbed.login();

        private final Curl curl = new Curl(bed);

        @ParameterizedTest
        @ValueSource(strings = {"--proxy-basic", "--proxy-anyauth"})
        void thePasswordOpensATunnel(String scheme) throws Exception {
            assertThat(curl.get(scheme, "-U", PROPER, bed.origin.https("/hello")))
                    .isEqualTo(Origin.HELLO);
        }

        @ParameterizedTest
        @ValueSource(strings = {"--proxy-basic", "--proxy-anyauth"})
        void thePasswordLetsARequestThrough(String scheme) throws Exception {
            assertThat(curl.get(scheme, "-U", PROPER, bed.origin.http("/hello")))
                    .isEqualTo(Origin.HELLO);
        }

        @Test
        void anUploadIsLetThrough() throws Exception {
            curl.assertUploads(bed.origin.http(""), "-U", PROPER);
        }

        @Test
        void theCredentialForTheOriginReachesIt() throws Exception {
            curl.get("-U", PROPER, "-u", "bob:builder", bed.origin.http("/hello"));
            assertThat(bed.origin.received()).singleElement().satisfies(request -> assertThat(request.fields())
                    .containsEntry("Authorization", List.of("Basic Ym9iOmJ1aWxkZXI=")));
        }

        @Test
        void aWrongPasswordOpensNoTunnel() throws Exception {
            Result result = curl.run("-U", WRONG, "-w", "%{http_connect}", bed.origin.https("/hello"));
            assertThat(result).extracting(Result::code, Result::output).containsExactly(FAILED_PROXY_HANDSHAKE, "407");
            assertThat(bed.origin.received()).isEmpty();
        }

        @Test
        void aWrongPasswordLetsNoRequestThrough() throws Exception {
            assertThat(curl.get("-U", WRONG, "-o", "refused", "-w", "%{http_code}", bed.origin.http("/hello")))
                    .isEqualTo("407");
            assertThat(bed.origin.received()).isEmpty();
        }

        @Test
        void whoGivesNoPasswordIsAskedForIt() throws Exception {
            Path head = bed.path("asked");
            curl.get("-D", head.toString(), "-o", "refused", bed.origin.http("/hello"));
            assertThat(head)
                    .content()
                    .startsWith("HTTP/1.1 407 ")
                    .containsPattern("(?i)\r\nProxy-Authenticate: Basic realm=\"Adit\"");
            assertThat(bed.origin.received()).isEmpty();
        }
    }
}
