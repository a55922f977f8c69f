package adit.accesslog;

import adit.account.TunnelRecord;
import adit.account.TunnelRecord.Direction;
import adit.account.TunnelRecord.Request;
import adit.privacy.Parties;
import adit.relay.RelayEnd;
import adit.tunnel.Outcome;
import adit.tunnel.Phase;
import java.time.Instant;

/** Records of tunnels that there never were. */
final class Records {
    static final Parties ALL = new Parties("192.0.2.7", "alice", "example.com:443", "198.51.100.1");
    static final Request CONNECT = Request.of("CONNECT", 1);
    private static final Instant ENDED = Instant.parse("2026-03-01T23:59:58.123456Z");

    private Records() {}

    static TunnelRecord established(Parties parties, Request request) {
        return new TunnelRecord(
                "0123456789abc",
                "main",
                ENDED,
                parties,
                request,
                Outcome.ESTABLISHED,
                200,
                Phase.DRAINING,
                new Direction(RelayEnd.EOF, 517),
                new Direction(RelayEnd.RESET, 3_000_000_000L),
                new TunnelRecord.Durations(1_234_567, 999, 2_000_000, 36_000_000_000_000L, 36_000_004_000_000L),
                "");
    }

    static TunnelRecord answered(int status, Parties parties, Request request) {
        TunnelRecord like = established(parties, request);
        return new TunnelRecord(
                like.tunnel(),
                like.listener(),
                like.ended(),
                parties,
                request,
                like.outcome(),
                status,
                like.phase(),
                like.toTarget(),
                like.toClient(),
                new TunnelRecord.Durations(1_000_000, 0, 1_000, 40_000_000, 41_001_000),
                "no-mail");
    }

    static TunnelRecord refused(Outcome outcome, Parties parties, Request request) {
        return new TunnelRecord(
                "0123456789abc",
                "main",
                ENDED,
                parties,
                request,
                outcome,
                outcome.status(),
                Phase.REJECTING,
                Direction.NOT_STARTED,
                Direction.NOT_STARTED,
                new TunnelRecord.Durations(1_000_000, 0, 0, 0, 1_000_000),
                "");
    }
}
