package adit.policy;

import adit.http.IpAddress;
import adit.http.Target;
import adit.lists.BlockLists;
import adit.policy.Rule.Action;
import adit.policy.Rule.Audience;
import adit.policy.Rule.Scope;
import java.net.InetAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** A request decided on, from its name to the address that it would be dialled at, where the last rule allows it. */
@State(org.openjdk.jmh.annotations.Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class PolicyBenchmark {
    /** How many rules are asked. */
    @Param({"1", "100", "1000"})
    public int rules;

    /** What the rules name: one host, all names below one, or what an expression finds. */
    @Param({"site%d.example.net", "*.site%d.example.net", "~^site%d-[0-9]+\\.example\\.net$"})
    public String hosts;

    private Evaluation evaluation;
    private InetAddress address;

    @Setup
    public void build() throws Exception {
        List<Rule> others = IntStream.range(1, rules)
                .mapToObj(i -> rule("r" + i, Action.DENY, List.of(HostPattern.parse(hosts.replace("%d", "" + i)))))
                .toList();
        List<Rule> all = new ArrayList<>(others);
        all.add(rule("rest", Action.ALLOW, List.of()));
        TargetPolicy policy =
                new TargetPolicy(PolicyMode.ENFORCE, BlockLists.EMPTY, new RuleSet(all), new AddressRules(List.of()));
        address = IpAddress.parse("198.41.0.4").orElseThrow();
        Requester requester = new Requester(IpAddress.parse("192.0.2.7").orElseThrow(), "main", Optional.empty());
        AccessRequest request =
                new AccessRequest(Target.parse("www.example.com:443"), Purpose.CONNECT, requester, Instant.EPOCH);
        evaluation = Evaluation.of(policy, Grants.NONE, request);
        if (!decide()) {
            throw new IllegalStateException("the request is not allowed");
        }
    }

    private static Rule rule(String id, Action action, List<HostPattern> hosts) {
        return new Rule(id, action, new Scope(hosts, Optional.empty(), Set.of()), Audience.EVERYBODY);
    }

    @Benchmark
    public boolean decide() {
        return evaluation.screen().allowed()
                && evaluation.decide().allowed()
                && evaluation.judge(address).allowed();
    }
}
