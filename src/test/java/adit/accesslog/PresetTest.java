package adit.accesslog;

import static adit.accesslog.Records.ALL;
import static adit.accesslog.Records.CONNECT;
import static org.assertj.core.api.Assertions.assertThat;

import adit.account.TunnelRecord;
import adit.account.TunnelRecord.Request;
import adit.privacy.Parties;
import adit.tunnel.Outcome;
import org.junit.jupiter.api.Test;

class PresetTest {
    private static final Parties ORIGIN = new Parties("2001:db8::7", "", "example.com:80", "2001:db8::1");

    @Test
    void inJsonEveryMemberHasItsStableNameAndPlace() {
        assertThat(line(Preset.JSON, Records.established(ALL, CONNECT)))
                .isEqualTo("{\"time\":\"2026-03-01T23:59:58.123Z\",\"tunnel\":\"0123456789abc\",\"listener\":\"main\","
                        + "\"client\":\"192.0.2.7\",\"user\":\"alice\",\"target\":\"example.com:443\","
                        + "\"address\":\"198.51.100.1\",\"method\":\"CONNECT\",\"protocol\":\"HTTP/1.1\","
                        + "\"outcome\":\"established\",\"status\":200,\"blame\":\"nobody\",\"phase\":\"draining\","
                        + "\"client_to_target_end\":\"eof\",\"target_to_client_end\":\"reset\","
                        + "\"bytes_to_target\":517,\"bytes_to_client\":3000000000,"
                        + "\"negotiate_ms\":1.234,\"resolve_ms\":0.000,\"connect_ms\":2.000,"
                        + "\"relay_ms\":36000000.000,\"duration_ms\":36000004.000}");
    }

    @Test
    void inJsonWhatIsHiddenIsNotThereAndTheRuleThatWouldHaveDeniedIsLast() {
        assertThat(line(Preset.JSON, Records.answered(404, Parties.UNKNOWN, Request.NONE)))
                .startsWith("{\"time\":\"2026-03-01T23:59:58.123Z\",\"tunnel\":\"0123456789abc\",\"listener\":\"main\","
                        + "\"outcome\":\"established\",\"status\":404,")
                .endsWith(",\"would_deny\":\"no-mail\"}");
    }

    @Test
    void inJsonTextIsEscaped() {
        Parties odd = new Parties("", "a\"\\\n\u2028b", "", "");
        assertThat(line(Preset.JSON, Records.established(odd, CONNECT)))
                .contains("\"user\":\"a\\\"\\\\\\n")
                .doesNotContain("\n");
    }

    @Test
    void theCommonLogFormatIsThatOfApache() {
        assertThat(line(Preset.CLF, Records.established(ALL, CONNECT)))
                .isEqualTo("192.0.2.7 - alice [01/Mar/2026:23:59:58 +0000] \"CONNECT example.com:443 HTTP/1.1\" 200"
                        + " 3000000000");
        assertThat(line(Preset.CLF, Records.answered(404, ORIGIN, Request.of("GET", 0))))
                .isEqualTo("2001:db8::7 - - [01/Mar/2026:23:59:58 +0000] \"GET http://example.com/ HTTP/1.0\" 404"
                        + " 3000000000");
    }

    @Test
    void inTheCommonLogFormatWhatIsHiddenIsAHyphen() {
        assertThat(line(Preset.CLF, Records.established(Parties.UNKNOWN, CONNECT)))
                .startsWith("- - - [01/Mar/2026:23:59:58 +0000] \"CONNECT - HTTP/1.1\" 200 ");
        assertThat(line(Preset.CLF, Records.refused(Outcome.REQUEST_TIMEOUT, Parties.UNKNOWN, Request.NONE)))
                .endsWith(" \"-\" 408 0");
        assertThat(line(Preset.CLF, Records.refused(Outcome.CLIENT_GONE, Parties.UNKNOWN, Request.NONE)))
                .endsWith(" \"-\" - 0");
    }

    @Test
    void theFormatOfSquidIsItsNativeOne() {
        assertThat(line(Preset.SQUID, Records.established(ALL, CONNECT)))
                .isEqualTo("1772409598.123 36000004 192.0.2.7 TCP_TUNNEL/200 3000000000 CONNECT example.com:443 alice"
                        + " HIER_DIRECT/198.51.100.1 -");
        assertThat(line(Preset.SQUID, Records.answered(404, ORIGIN, Request.of("GET", 1))))
                .isEqualTo("1772409598.123     41 2001:db8::7 TCP_MISS/404 3000000000 GET http://example.com/ -"
                        + " HIER_DIRECT/2001:db8::1 -");
    }

    @Test
    void squidsWordForAnOutcomeTellsWhatBecameOfTheRequest() {
        assertThat(squid(Outcome.ADDRESS_DENIED, CONNECT)).contains(" TCP_DENIED/403 0 CONNECT ");
        assertThat(squid(Outcome.AUTHENTICATION_REQUIRED, CONNECT)).contains(" TCP_DENIED/407 ");
        assertThat(squid(Outcome.CONNECT_TIMEOUT, CONNECT)).contains(" TCP_TUNNEL/504 ");
        assertThat(squid(Outcome.CONNECT_TIMEOUT, Request.of("PURGE", 1))).contains(" TCP_MISS/504 0 OTHER ");
        assertThat(squid(Outcome.CLIENT_GONE, CONNECT)).contains(" TCP_TUNNEL_ABORTED/000 ");
        assertThat(squid(Outcome.MALFORMED_REQUEST, Request.NONE))
                .isEqualTo("1772409598.123      1 - NONE_NONE/400 0 - - - HIER_NONE/- -");
    }

    @Test
    void labeledValuesAreSeparatedByTabs() {
        assertThat(line(Preset.LTSV, Records.established(ALL, CONNECT)).split("\t"))
                .containsExactly(
                        "time:[01/Mar/2026:23:59:58 +0000]",
                        "host:192.0.2.7",
                        "user:alice",
                        "req:CONNECT example.com:443 HTTP/1.1",
                        "method:CONNECT",
                        "uri:example.com:443",
                        "protocol:HTTP/1.1",
                        "status:200",
                        "size:3000000000",
                        "reqsize:517",
                        "reqtime:36000.004",
                        "listener:main",
                        "tunnel:0123456789abc",
                        "outcome:established");
    }

    private static String squid(Outcome outcome, Request request) {
        return line(Preset.SQUID, Records.refused(outcome, Parties.UNKNOWN, request));
    }

    private static String line(LineFormat format, TunnelRecord tunnel) {
        StringBuilder line = new StringBuilder();
        format.append(tunnel, line);
        return line.toString();
    }
}
