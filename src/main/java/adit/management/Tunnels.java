package adit.management;

import adit.account.Crowd;
import adit.account.LiveEntry;
import adit.account.LiveTunnel;
import adit.account.TopTarget;
import adit.account.TunnelRegistry;
import adit.policy.AccessRequest;
import adit.policy.GrantedTarget;
import adit.policy.Identity;
import adit.privacy.Dial;
import adit.privacy.Disclosure;
import adit.privacy.Privacy;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Shows the registry. Safe for use by any thread, as the registry is. */
final class Tunnels implements TunnelsMXBean {
    private final TunnelRegistry registry;
    private final Supplier<Dial> dial;
    private final Privacy privacy;
    private final Audit audit;

    /** @param dial what rows show at present */
    Tunnels(TunnelRegistry registry, Supplier<Dial> dial, Privacy privacy, Audit audit) {
        this.registry = registry;
        this.privacy = privacy;
        this.dial = dial;
        this.audit = audit;
    }

    @Override
    public int getLiveCount() {
        return registry.liveCount();
    }

    @Override
    public long getOpenedTotal() {
        return registry.openedTotal();
    }

    @Override
    public long getClosedTotal() {
        return registry.closedTotal();
    }

    @Override
    public long getBytesToClientTotal() {
        return registry.bytesToClientTotal();
    }

    @Override
    public long getBytesToTargetTotal() {
        return registry.bytesToTargetTotal();
    }

    @Override
    public List<OutcomeTotal> getOutcomeTotals() {
        return OutcomeRow.of(registry);
    }

    @Override
    public List<RelayEndTotal> getRelayEndTotals() {
        return RelayEndRow.of(registry);
    }

    @Override
    public List<LiveRow> getLive() {
        return registry.entries()
                .sorted(Comparator.comparingLong(LiveEntry::sequence))
                .limit(MAX_ROWS)
                .<LiveRow>map(TunnelRow::new)
                .toList();
    }

    @Override
    public List<TargetRow> getTopTargets() {
        if (dial.get().target() == Disclosure.NONE) {
            return List.of();
        }
        return registry.topTargets(MAX_TARGETS).stream()
                .<TargetRow>map(top -> new Top(privacy.target(top.target()), top))
                .toList();
    }

    private record Top(String target, TopTarget top) implements TargetRow {
        @Override
        public String getTarget() {
            return Text.escape(target);
        }

        @Override
        public long getTunnels() {
            return top.tunnels();
        }

        @Override
        public long getBytes() {
            return top.bytes();
        }

        @Override
        public String getClients() {
            return ">=" + Crowd.LEAST_CLIENTS;
        }
    }

    @Override
    public List<LiveRow> page(int offset, int count, String sortBy, String filter) {
        return audit.read(
                "Tunnels.page()", () -> TunnelPage.of(offset, count, orEmpty(sortBy), orEmpty(filter), dial.get())
                        .rows(rows()));
    }

    @Override
    public int matching(String filter) {
        return audit.read("Tunnels.matching()", () -> (int)
                rows().filter(TunnelFilter.parse(orEmpty(filter), dial.get())).count());
    }

    private Stream<TunnelRow> rows() {
        return registry.entries().map(TunnelRow::new);
    }

    @Override
    public String close(String id) {
        return answer(() -> closeKnown(id));
    }

    /** @throws UnknownNameException where no live tunnel has the id */
    String closeKnown(String id) {
        String wanted = given(id);
        return audit.run("Tunnels.close(" + wanted + ")", () -> kill(find(wanted)));
    }

    /** With a sentence also where there is no such tunnel. */
    private static String answer(Supplier<String> operation) {
        try {
            return operation.get();
        } catch (UnknownNameException e) {
            return e.getMessage();
        }
    }

    @Override
    public int closeByUser(String user) {
        String shown = Text.brief(privacy.user(orEmpty(user)));
        return audit.run("Tunnels.closeByUser(" + shown + ")", () -> {
            if (orEmpty(user).isEmpty()) {
                throw new IllegalArgumentException("the name of a user is needed");
            }
            return kill(asked -> asked.requester()
                    .identity()
                    .map(Identity::user)
                    .filter(user::equals)
                    .isPresent());
        });
    }

    @Override
    public int closeByTarget(String target) {
        String given = orEmpty(target).strip();
        String shown = Text.brief(privacy.target(given));
        return audit.run("Tunnels.closeByTarget(" + shown + ")", () -> {
            GrantedTarget wanted = GrantedTarget.parse(given);
            return kill(asked -> wanted.includes(asked.target()));
        });
    }

    private int kill(Predicate<AccessRequest> wanted) {
        List<LiveTunnel> tunnels = registry.entries()
                .map(LiveEntry::tunnel)
                .filter(tunnel -> tunnel.request().filter(wanted).isPresent())
                .toList();
        tunnels.forEach(LiveTunnel::kill);
        return tunnels.size();
    }

    @Override
    public String throttle(String id, long bytesPerSecond) {
        return answer(() -> throttleKnown(id, bytesPerSecond));
    }

    /** @throws UnknownNameException where no live tunnel has the id */
    String throttleKnown(String id, long bytesPerSecond) {
        String wanted = given(id);
        return audit.run("Tunnels.throttle(" + wanted + ", " + bytesPerSecond + ")", () -> {
            if (bytesPerSecond < 0) {
                return "No tunnel can be held to " + bytesPerSecond + " bytes a second: allowed is 0 or more.";
            }
            return throttle(find(wanted), bytesPerSecond);
        });
    }

    private static String given(String text) {
        return Text.brief(orEmpty(text));
    }

    /** A management client may send null, and whatever else it likes. */
    private static String orEmpty(String text) {
        return text == null ? "" : text;
    }

    private static String throttle(LiveTunnel tunnel, long bytesPerSecond) {
        tunnel.throttle(bytesPerSecond);
        return "Tunnel " + tunnel.id() + " is held to "
                + (bytesPerSecond == 0 ? "what its relay policy says." : bytesPerSecond + " bytes a second.");
    }

    @Override
    public String applyRelayPolicy() {
        return audit.run("Tunnels.applyRelayPolicy()", () -> {
            List<LiveTunnel> live = registry.live(Integer.MAX_VALUE);
            live.forEach(LiveTunnel::applyRelayPolicy);
            return "Live tunnels that go by the relay policy in force: " + live.size();
        });
    }

    private LiveTunnel find(String id) {
        return registry.find(id)
                .orElseThrow(() -> new UnknownNameException(
                        "No live tunnel has the id \"" + id + "\".\nThe attribute Live shows the ids."));
    }

    private static String kill(LiveTunnel tunnel) {
        tunnel.kill();
        return "Tunnel " + tunnel.id() + " is told to close.";
    }
}
