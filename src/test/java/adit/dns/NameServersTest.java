package adit.dns;

import static org.assertj.core.api.Assertions.assertThat;

import adit.dns.NameServer.Behaviour;
import adit.tunnel.Outcome;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.xbill.DNS.Type;

/** Servers that are slow, broken or lie, and what becomes of the names that they are asked for. */
class NameServersTest extends ResolverFixture {
    private static final String NAME = "www.example";

    NameServersTest() throws IOException {
        server.has(NAME, Type.A, 30, "192.0.2.1");
        second.has(NAME, Type.A, 30, "192.0.2.2");
    }

    @ParameterizedTest
    @EnumSource(
            value = Behaviour.class,
            names = {
                "SILENT",
                "SERVFAIL",
                "REFUSED",
                "WRONG_QUESTION",
                "TRUNCATED_AND_CLOSED",
                "GARBAGE",
                "ECHO",
                "TOO_SHORT"
            })
    void theNextServerIsAskedWhereOneDoesNotAnswer(Behaviour behaviour) {
        tries(SHORT, 1, server.address(), second.address());
        server.behave(behaviour);
        assertThat(ask(NAME).addresses()).containsExactly("192.0.2.2");
        assertThat(asked(NAME + " A")).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(
            value = Behaviour.class,
            names = {"SERVFAIL", "REFUSED", "WRONG_QUESTION", "TRUNCATED_AND_CLOSED", "GARBAGE", "ECHO", "TOO_SHORT"})
    void eachServerIsAskedAsOftenAsTheSettingsSayAndThenTheNameIsNotResolved(Behaviour behaviour) {
        tries(SHORT, 3, server.address());
        server.behave(behaviour);
        Heard heard = ask(NAME);
        assertThat(heard.failure()).isEqualTo(Outcome.RESOLVE_FAILED);
        assertThat(heard.reason()).contains(NAME).doesNotContain("127.0.0.1");
        assertThat(asked(NAME + " A")).isEqualTo(3);
        assertThat(resolver.failureTotal()).isEqualTo(1);
        assertThat(resolver.cacheSize()).isZero();
    }

    @Test
    void serversThatDoNotAnswerInTimeAreATimeOut() {
        tries(SHORT, 2, server.address(), second.address());
        server.behave(Behaviour.SILENT);
        second.behave(Behaviour.SILENT);
        assertThat(ask(NAME).failure()).isEqualTo(Outcome.RESOLVE_TIMEOUT);
        assertThat(asked(NAME + " A")).isEqualTo(2);
    }

    @Test
    void aServerThatIsNotThereIsPassedOverAtOnce() throws Exception {
        InetSocketAddress absent;
        try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            absent = (InetSocketAddress) socket.getLocalSocketAddress();
        }
        tries(Duration.ofMinutes(1), 1, absent, second.address());
        assertThat(ask(NAME).addresses()).containsExactly("192.0.2.2");
    }

    @Test
    void theServerThatAnsweredIsAskedFirstFromThenOn() throws Exception {
        tries(SHORT, 1, server.address(), second.address());
        server.behave(Behaviour.SERVFAIL);
        ask(NAME).addresses();
        second.has("b.example", Type.A, 30, "192.0.2.3");
        assertThat(ask("b.example").addresses()).containsExactly("192.0.2.3");
        assertThat(asked("b.example A")).isZero();
    }

    @Test
    void oneFamilyIsEnoughWhereTheOtherCannotBeFound() {
        server.behave(Type.AAAA, Behaviour.SERVFAIL);
        assertThat(ask(NAME).addresses()).containsExactly("192.0.2.1");
        assertThat(resolver.failureTotal()).isZero();
    }

    @Test
    void aTruncatedAnswerIsAskedForAgainByTcp() {
        server.behave(Behaviour.TRUNCATED);
        assertThat(ask(NAME).addresses()).containsExactly("192.0.2.1");
        assertThat(server.questions()).contains(NAME + " A tcp");
    }

    @Test
    void ofAHugeAnswerABoundedNumberOfAddressesIsTaken() throws Exception {
        String[] many = IntStream.range(0, 1000)
                .mapToObj(i -> "10.1." + i / 250 + "." + i % 250)
                .toArray(String[]::new);
        server.has("many.example", Type.A, 30, many);
        assertThat(ask("many.example").addresses()).hasSize(100);
        assertThat(server.questions()).contains("many.example A tcp");
    }

    @Test
    void aServerThatCannotBeAddressedFails() {
        tries(Duration.ofSeconds(10), 1, InetSocketAddress.createUnresolved("none.example", 53), server.address());
        assertThat(ask(NAME).addresses()).containsExactly("192.0.2.1");
        assertThat(resolver.pendingCount()).isZero();
    }

    @Test
    void aDatagramWithAnotherIdIsPassedOver() {
        server.behave(Behaviour.WRONG_ID);
        assertThat(ask(NAME).addresses()).containsExactly("192.0.2.1");
        assertThat(asked(NAME + " A")).isEqualTo(1);
    }

    @Test
    void anAddressOfAnotherNameCountsForNothing() {
        server.behave(Behaviour.OTHER_NAME);
        assertThat(ask(NAME).failure()).isEqualTo(Outcome.RESOLVE_FAILED);
    }

    @Test
    void aliasesAreFollowedAndTheShortestTtlHolds() throws Exception {
        server.has("a.example", Type.CNAME, 5, "b.example.").has("b.example", Type.CNAME, 60, "c.example.");
        server.has("c.example", Type.A, 60, "192.0.2.3");
        assertThat(ask("a.example").addresses()).containsExactly("192.0.2.3");
        assertThat(asked("a.example A")).isEqualTo(1);
        skip(Duration.ofSeconds(5));
        ask("a.example").addresses();
        assertThat(asked("a.example A")).isEqualTo(2);
    }

    @Test
    void anAliasThatTheServerDoesNotFollowIsAskedFor() throws Exception {
        tries(SHORT, 1, server.address(), second.address());
        server.has("a.example", Type.CNAME, 60, "far.example.");
        server.behave(Type.AAAA, Behaviour.NOTHING);
        Heard heard = ask("a.example");
        assertThat(heard.failure()).isEqualTo(Outcome.RESOLVE_FAILED);
        assertThat(asked("far.example A")).isEqualTo(1);
    }

    @Test
    void aliasesThatLeadInACircleEnd() throws Exception {
        server.has("a.example", Type.CNAME, 60, "b.example.").has("b.example", Type.CNAME, 60, "a.example.");
        Heard heard = ask("a.example");
        assertThat(heard.failure()).isEqualTo(Outcome.RESOLVE_FAILED);
        assertThat(heard.reason()).contains("aliases");
        assertThat(asked("a.example A")).isEqualTo(1);
    }

    @Test
    void tooManyAliasesEnd() throws Exception {
        for (int i = 0; i < 17; i++) {
            server.has("a" + i + ".example", Type.CNAME, 60, "a" + (i + 1) + ".example.");
        }
        server.has("a17.example", Type.A, 60, "192.0.2.17").has("a17.example", Type.AAAA, 60, "2001:db8::17");
        assertThat(ask("a0.example").failure()).isEqualTo(Outcome.RESOLVE_FAILED);
        assertThat(ask("a1.example").addresses()).hasSize(2);
    }

    @Test
    void anAnswerThatChangesIsSeenOnceItsTimeIsOver() throws Exception {
        assertThat(ask(NAME).addresses()).containsExactly("192.0.2.1");
        server.has(NAME, Type.A, 30, "127.0.0.1");
        assertThat(ask(NAME).addresses()).containsExactly("192.0.2.1");
        skip(Duration.ofSeconds(30));
        assertThat(ask(NAME).addresses()).containsExactly("127.0.0.1");
    }

    @Test
    void serversMayBeChangedWhileItRuns() {
        assertThat(ask(NAME).addresses()).containsExactly("192.0.2.1");
        tries(SHORT, 1, second.address());
        resolver.flush();
        assertThat(ask(NAME).addresses()).containsExactly("192.0.2.2");
        assertThat(resolver.servers()).containsExactly(second.address());
    }

    @Test
    void aNameThatCannotBeInDnsIsNotAskedFor() {
        assertThat(ask("a".repeat(64) + ".example").failure()).isEqualTo(Outcome.RESOLVE_FAILED);
        assertThat(server.questions()).isEmpty();
    }
}
