package adit.limits;

import static org.assertj.core.api.Assertions.assertThat;

import adit.limits.Refusal.Reason;
import adit.relay.SharedRate;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LimitTableTest {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final long START = Long.MAX_VALUE - SECOND;

    private Allowance allowance = Allowance.UNLIMITED;
    private final LimitTable<Object> table = new LimitTable<>(() -> allowance);

    private Optional<Reason> admit(long now) {
        return table.admit("key", now).refusal().map(Refusal::reason);
    }

    @Test
    void oneTunnelTooManyIsRefusedUntilOneEnds() {
        allowance = new Allowance(2, 0, 0, 0);
        Permit first = table.admit("key", START);
        table.admit("key", START);

        assertThat(admit(START)).contains(Reason.TOO_MANY);
        assertThat(table.admit("another", START).refusal()).isEmpty();
        first.release(START);
        assertThat(admit(START)).isEmpty();
    }

    @Test
    void aPlaceIsGivenBackOnceHoweverOftenItIsReleased() {
        allowance = new Allowance(2, 0, 0, 0);
        Permit first = table.admit("key", START);
        table.admit("key", START);

        first.release(START);
        first.release(START);

        assertThat(admit(START)).isEmpty();
        assertThat(admit(START)).contains(Reason.TOO_MANY);
    }

    @Test
    void oneThatIsRefusedTakesNoPlace() {
        allowance = new Allowance(1, 0, 0, 0);
        Permit first = table.admit("key", START);
        Permit refused = table.admit("key", START);

        refused.release(START);
        assertThat(admit(START)).contains(Reason.TOO_MANY);
        first.release(START);
        assertThat(admit(START)).isEmpty();
    }

    @Test
    void tunnelsCountThatBeganBeforeThereWasALimit() {
        table.admit("key", START);
        table.admit("key", START);

        allowance = new Allowance(2, 0, 0, 0);

        assertThat(admit(START)).contains(Reason.TOO_MANY);
    }

    @Test
    void newTunnelsComeAtTheirRateAfterTheBurst() {
        allowance = new Allowance(0, 2, 3, 0);
        for (int i = 0; i < 3; i++) {
            assertThat(admit(START)).isEmpty();
        }

        assertThat(table.admit("key", START).refusal()).contains(new Refusal(Reason.TOO_FAST, SECOND / 2));
        assertThat(admit(START + SECOND / 2)).isEmpty();
        assertThat(admit(START + SECOND / 2)).contains(Reason.TOO_FAST);
        assertThat(admit(START + SECOND)).isEmpty();
    }

    @Test
    void tenSecondsOfHammeringBringTheRateAndTheBurst() {
        allowance = new Allowance(0, 5, 10, 0);
        int admitted = 0;
        for (long now = START; now - START < 10 * SECOND; now += SECOND / 1000) {
            admitted += admit(now).isEmpty() ? 1 : 0;
        }

        assertThat(admitted).isBetween(59, 60);
    }

    @Test
    void fewOfThoseThatAreRefusedMayBeToldAtATime() {
        allowance = new Allowance(1, 0, 0, 0);
        table.admit("key", START);
        List<Permit> told = new ArrayList<>();
        for (int i = 0; i < LimitTable.NOTICES; i++) {
            told.add(table.admit("key", START));
        }
        assertThat(told).allMatch(Permit::mayBeTold);

        assertThat(table.admit("key", START).mayBeTold()).isFalse();
        told.get(0).release(START);
        assertThat(table.admit("key", START).mayBeTold()).isTrue();
    }

    @Test
    void allTunnelsOfAKeyShareOneRate() {
        allowance = new Allowance(0, 0, 0, 1000);
        Permit first = table.admit("key", START);
        Permit second = table.admit("key", START);

        SharedRate rate = first.rate(START).orElseThrow();
        assertThat(second.rate(START)).contains(rate);
        assertThat(table.admit("another", START).rate(START)).isPresent().get().isNotSameAs(rate);

        allowance = new Allowance(0, 0, 0, 2000);
        assertThat(first.rate(START).orElseThrow().bytesPerSecond()).isEqualTo(2000);
        allowance = Allowance.UNLIMITED;
        assertThat(first.rate(START)).isEmpty();
    }

    @Test
    void whatIsNotInUseAndHasNothingToRememberIsForgotten() {
        table.admit("key", START).release(START);

        assertThat(table.size()).isZero();
    }

    @Test
    void whoComesBackAtOnceFindsItsRateSpent() {
        allowance = new Allowance(0, 1, 1, 0);
        table.admit("key", START).release(START);

        assertThat(table.size()).isEqualTo(1);
        assertThat(admit(START)).contains(Reason.TOO_FAST);
    }

    @Test
    void anAttackerWithAnyNumberOfAddressesDoesNotExhaustMemory() throws Exception {
        allowance = new Allowance(0, 1, 1, 0);
        LimitTable<ClientKey> clients = new LimitTable<>(() -> allowance);
        Permit inUse = clients.admit(key(new byte[16]), START);
        int most = 0;
        byte[] address = new byte[16];
        address[0] = 0x20;
        for (int i = 0; i < 1_000_000; i++) {
            address[4] = (byte) (i >> 24);
            address[5] = (byte) (i >> 16);
            address[6] = (byte) (i >> 8);
            address[7] = (byte) i;
            clients.admit(key(address), START).release(START);
            most = Math.max(most, clients.size());
        }

        assertThat(most).isLessThanOrEqualTo(2 * LimitTable.MOST_IDLE + 1);
        assertThat(inUse.refusal()).isEmpty();
        assertThat(clients.admit(key(new byte[16]), START).refusal()).isPresent();
    }

    private static ClientKey key(byte[] address) throws Exception {
        return ClientKey.of(InetAddress.getByAddress(address));
    }

    @Test
    void aNetworkOf64BitsIsOneClient() throws Exception {
        ClientKey one = ClientKey.of(InetAddress.getByName("2001:db8:1:2::1"));

        assertThat(ClientKey.of(InetAddress.getByName("2001:db8:1:2:ffff::9"))).isEqualTo(one);
        assertThat(ClientKey.of(InetAddress.getByName("2001:db8:1:3::1"))).isNotEqualTo(one);
        assertThat(ClientKey.of(InetAddress.getByName("192.0.2.1")))
                .isNotEqualTo(ClientKey.of(InetAddress.getByName("192.0.2.2")));
        assertThat(ClientKey.of(InetAddress.getByName("0.0.0.1")))
                .isNotEqualTo(ClientKey.of(InetAddress.getByName("0:0:0:1::")));
    }

    @Test
    void manyThreadsNeverGetOneTooMany() throws Exception {
        allowance = new Allowance(3, 0, 0, 0);
        ExecutorService threads = Executors.newFixedThreadPool(4);
        Callable<Integer> churn = () -> {
            int admitted = 0;
            for (int i = 0; i < 20_000; i++) {
                Permit permit = table.admit("key", START);
                admitted += permit.refusal().isEmpty() ? 1 : 0;
                permit.release(START);
            }
            return admitted;
        };
        try {
            int admitted = 0;
            for (Future<Integer> result : threads.invokeAll(List.of(churn, churn, churn, churn))) {
                admitted += result.get();
            }
            assertThat(admitted).isPositive();
        } finally {
            threads.shutdownNow();
        }
        assertThat(table.size()).isZero();
        assertThat(table.inUse()).isZero();
        for (int i = 0; i < 3; i++) {
            assertThat(admit(START)).isEmpty();
        }
        assertThat(admit(START)).contains(Reason.TOO_MANY);
    }
}
