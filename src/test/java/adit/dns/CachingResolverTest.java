package adit.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import adit.tunnel.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xbill.DNS.Type;

/** What is kept and for how long, what is asked for once, and where the bounds are. */
class CachingResolverTest extends ResolverFixture {
    private static final String NAME = "www.example";

    @TempDir
    private Path folder;

    CachingResolverTest() throws IOException {
        server.has(NAME, Type.A, 30, "192.0.2.1", "192.0.2.2").has(NAME, Type.AAAA, 40, "2001:db8::1");
    }

    @Test
    void bothFamiliesAreFound() {
        assertThat(ask(NAME).addresses()).containsExactly("2001:db8::1", "192.0.2.1", "192.0.2.2");
        assertThat(server.questions()).containsExactlyInAnyOrder(NAME + " A", NAME + " AAAA");
    }

    @Test
    void eachFamilyIsToldAsSoonAsItIsThere() {
        server.behave(Type.AAAA, NameServer.Behaviour.HELD);
        Heard heard = ask(NAME);
        assertThat(heard.early()).containsExactly("192.0.2.1", "192.0.2.2");
        assertThat(heard.isOver()).isFalse();
        assertThat(ask(NAME).early()).containsExactly("192.0.2.1", "192.0.2.2");
        await().until(() -> asked(NAME + " AAAA") == 1);
        server.release();
        assertThat(heard.addresses()).containsExactly("2001:db8::1", "192.0.2.1", "192.0.2.2");
    }

    @Test
    void anAnswerIsKeptForItsTtl() {
        ask(NAME).addresses();
        skip(Duration.ofSeconds(29));
        assertThat(ask(NAME).addresses()).hasSize(3);
        assertThat(server.questions()).hasSize(2);
        skip(Duration.ofSeconds(1));
        assertThat(ask(NAME).addresses()).hasSize(3);
        assertThat(server.questions()).hasSize(3);
        assertThat(asked(NAME + " A")).isEqualTo(2);
        assertThat(resolver.missTotal()).isEqualTo(2);
        assertThat(resolver.hitTotal()).isEqualTo(1);
    }

    @Test
    void aTtlIsRaisedToTheLeast() throws Exception {
        ttl(Duration.ofSeconds(50), Duration.ofSeconds(60), Duration.ZERO);
        ask(NAME).addresses();
        server.has(NAME, Type.A, 30, "192.0.2.99");
        skip(Duration.ofSeconds(49));
        assertThat(ask(NAME).addresses()).contains("192.0.2.1");
        skip(Duration.ofSeconds(1));
        assertThat(ask(NAME).addresses()).containsExactly("2001:db8::1", "192.0.2.99");
    }

    @Test
    void aTtlIsLoweredToTheMost() {
        ttl(Duration.ZERO, Duration.ofSeconds(3), Duration.ZERO);
        ask(NAME).addresses();
        skip(Duration.ofSeconds(3));
        ask(NAME).addresses();
        assertThat(server.questions()).hasSize(4);
    }

    @Test
    void withAMostOfZeroNothingIsKept() {
        ttl(Duration.ofSeconds(50), Duration.ZERO, Duration.ofSeconds(10));
        ask(NAME).addresses();
        ask(NAME).addresses();
        assertThat(server.questions()).hasSize(4);
        assertThat(resolver.cacheSize()).isZero();
    }

    @Test
    void thatANameDoesNotExistIsKeptAsLongAsItsZoneSays() {
        ttl(Duration.ofSeconds(50), Duration.ofSeconds(60), Duration.ofSeconds(10));
        assertThat(ask("no.example").failure()).isEqualTo(Outcome.RESOLVE_FAILED);
        skip(Duration.ofSeconds(NameServer.NEGATIVE_TTL - 1));
        assertThat(ask("no.example").reason()).isEqualTo("The name no.example has no address.");
        assertThat(server.questions()).hasSize(2);
        assertThat(resolver.negativeHitTotal()).isEqualTo(1);
        assertThat(resolver.failureTotal()).isZero();
        skip(Duration.ofSeconds(1));
        ask("no.example").failure();
        assertThat(server.questions()).hasSize(4);
    }

    @Test
    void thatANameDoesNotExistIsKeptNoLongerThanTheSettingsSay() {
        ttl(Duration.ZERO, Duration.ofSeconds(60), Duration.ofSeconds(2));
        ask("no.example").failure();
        skip(Duration.ofSeconds(2));
        ask("no.example").failure();
        assertThat(server.questions()).hasSize(4);
    }

    @Test
    void thatAFamilyIsMissingIsKept() throws Exception {
        server.has("four.example", Type.A, 30, "192.0.2.4");
        assertThat(ask("four.example").addresses()).containsExactly("192.0.2.4");
        assertThat(ask("four.example").addresses()).containsExactly("192.0.2.4");
        assertThat(server.questions()).hasSize(2);
    }

    @Test
    void nothingIsNotKeptWhereTheServerDoesNotSayForHowLong() {
        server.behave(NameServer.Behaviour.NOTHING);
        assertThat(ask(NAME).failure()).isEqualTo(Outcome.RESOLVE_FAILED);
        ask(NAME).failure();
        assertThat(server.questions()).hasSize(4);
    }

    @Test
    void aHundredAskersWaitForOneLookUp() {
        server.behave(NameServer.Behaviour.HELD);
        List<Heard> askers = IntStream.range(0, 100).mapToObj(i -> ask(NAME)).toList();
        await().until(() -> server.questions().size() == 2 && resolver.missTotal() == 100);
        assertThat(resolver.pendingCount()).isEqualTo(1);
        server.release();
        assertThat(askers).allSatisfy(heard -> assertThat(heard.addresses()).hasSize(3));
        assertThat(server.questions()).hasSize(2);
        assertThat(resolver.pendingCount()).isZero();
        assertThat(resolver.latencyMillis(99)).isPositive();
    }

    @Test
    void namesOverTheBoundAreRefusedAtOnceAndTheOthersGoOn() throws Exception {
        bounds(1000, 2);
        server.behave(NameServer.Behaviour.HELD);
        Heard first = ask(NAME);
        ask("b.example");
        Heard third = ask("c.example");
        assertThat(third.failure()).isEqualTo(Outcome.RESOLVER_BUSY);
        assertThat(resolver.failureTotal()).isEqualTo(1);
        Heard same = ask(NAME);
        await().until(() -> server.questions().size() == 4);
        server.release();
        assertThat(first.addresses()).isEqualTo(same.addresses()).hasSize(3);
        server.behave(NameServer.Behaviour.ANSWER);
        assertThat(ask("c.example").failure()).isEqualTo(Outcome.RESOLVE_FAILED);
    }

    @Test
    void ofTooManyAnswersThoseGoThatWereNotAskedForLongest() throws Exception {
        bounds(4, 1000);
        for (String name : List.of("a.example", "b.example", "c.example")) {
            server.has(name, Type.A, 60, "192.0.2.7").has(name, Type.AAAA, 60, "2001:db8::7");
        }
        ask("a.example").addresses();
        ask("b.example").addresses();
        ask("a.example").addresses();
        ask("c.example").addresses();
        assertThat(resolver.cacheSize()).isEqualTo(4);
        ask("a.example").addresses();
        assertThat(server.questions()).hasSize(6);
        ask("b.example").addresses();
        assertThat(server.questions()).hasSize(8);
    }

    @Test
    void aFlushForgetsAllAnswers() {
        ask(NAME).addresses();
        assertThat(resolver.flush()).isEqualTo(2);
        ask(NAME).addresses();
        assertThat(server.questions()).hasSize(4);
    }

    @Test
    void namesOfThisMachineItselfAreNeverAskedFor() throws Exception {
        server.has("localhost", Type.A, 60, "192.0.2.66").has("a.localhost", Type.A, 60, "192.0.2.66");
        assertThat(ask("localhost").addresses()).containsExactly("::1", "127.0.0.1");
        assertThat(ask("a.localhost").addresses()).containsExactly("::1", "127.0.0.1");
        assertThat(server.questions()).isEmpty();
        assertThat(ask("notlocalhost").failure()).isEqualTo(Outcome.RESOLVE_FAILED);
    }

    @Test
    void aNameOfOneLabelIsAskedForAsItStands() throws Exception {
        server.has("intranet", Type.A, 60, "192.0.2.9");
        assertThat(ask("intranet").addresses()).containsExactly("192.0.2.9");
        assertThat(server.questions()).containsExactlyInAnyOrder("intranet A", "intranet AAAA");
    }

    @Test
    void namesOfTheHostsFileAreNotAskedForAndAChangeIsSeen() throws Exception {
        Path file = Files.writeString(folder.resolve("hosts"), "192.0.2.5 Host.example\n::1 other\n");
        hosts(file);
        assertThat(ask("host.example").addresses()).containsExactly("192.0.2.5");
        Files.writeString(file, "192.0.2.6 host.example www.example # both\n2001:db8::6 host.example\n");
        skip(Duration.ofSeconds(1));
        assertThat(ask("host.example").addresses()).containsExactly("192.0.2.6", "2001:db8::6");
        assertThat(ask(NAME).addresses()).containsExactly("192.0.2.6");
        Files.delete(file);
        skip(Duration.ofSeconds(1));
        assertThat(ask("host.example").failure()).isEqualTo(Outcome.RESOLVE_FAILED);
        assertThat(server.questions()).hasSize(2);
    }

    @Test
    void theSystemsResolverIsAskedWhereTheSettingsSaySo() {
        resolver.close();
        settings = settings.with(DnsSettings.Mode.SYSTEM);
        resolver = CachingResolver.start(() -> settings, threads(), threads(), adit.time.Ticker.SYSTEM);
        assertThat(ask("no.such.name.invalid").failure()).isEqualTo(Outcome.RESOLVE_FAILED);
        ask("no.such.name.invalid").failure();
        assertThat(resolver.missTotal()).isEqualTo(1);
        assertThat(resolver.negativeHitTotal()).isEqualTo(1);
        assertThat(resolver.servers()).isEmpty();
        assertThat(server.questions()).isEmpty();
    }
}
