package adit.accesslog;

import adit.account.TunnelRecord;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What a line may tell of a tunnel, under names that stay; in the order of the members of a JSON object. */
final class Fields {
    static final List<Field> ALL = List.of(
            // When the tunnel ended, in UTC, such as 2026-03-01T12:00:00.123Z.
            safe("time", (r, out) -> TimeText.iso(r.ended(), out)),
            // The same as 01/Mar/2026:12:00:00 +0000.
            safe("clf_time", (r, out) -> TimeText.clf(r.ended(), out)),
            // The same in seconds since 1970, such as 1772366400.123.
            safe("epoch", (r, out) -> TimeText.epoch(r.ended(), out)),
            // The id of the tunnel.
            text("tunnel", TunnelRecord::tunnel),
            text("listener", TunnelRecord::listener),
            // The address of the client.
            text("client", r -> r.parties().client()),
            text("user", r -> r.parties().user()),
            // Host and port.
            text("target", r -> r.parties().target()),
            // The address that the target was reached at.
            text("address", r -> r.parties().address()),
            text("method", r -> r.request().method()),
            // The version of HTTP.
            text("protocol", r -> r.request().version()),
            // The target as a request names it; of an http URL no more than the root.
            text("url", Requests::url),
            // Method, URL and protocol as one text, each - where it is not known or hidden.
            safe("request", Requests::line),
            text("outcome", r -> r.outcome().label()),
            // What the client was answered with; 0 where that was not possible.
            number("status", (r, out) -> out.append(r.status())),
            // The same, and nothing where no answer was possible.
            text("clf_status", r -> r.status() == 0 ? "" : Integer.toString(r.status())),
            // Who has to act.
            text("blame", r -> name(r.outcome().blame())),
            // In which phase the tunnel ended.
            text("phase", r -> name(r.phase())),
            text("client_to_target_end", r -> r.toTarget().end().label()),
            text("target_to_client_end", r -> r.toClient().end().label()),
            number("bytes_to_target", (r, out) -> out.append(r.toTarget().bytes())),
            number("bytes_to_client", (r, out) -> out.append(r.toClient().bytes())),
            // From the accepted connection to a request that may be served, authentication included.
            number("negotiate_ms", (r, out) -> Durations.millis(r.durations().negotiate(), out)),
            // From there to the addresses of its target.
            number("resolve_ms", (r, out) -> Durations.millis(r.durations().resolve(), out)),
            // Spent on the connection to the target.
            number("connect_ms", (r, out) -> Durations.millis(r.durations().connect(), out)),
            // From the reply to the end.
            number("relay_ms", (r, out) -> Durations.millis(r.durations().relay(), out)),
            // From the accepted connection to the end.
            number("duration_ms", (r, out) -> Durations.millis(r.durations().total(), out)),
            // The same in seconds.
            number("duration_s", (r, out) -> Durations.seconds(r.durations().total(), out)),
            // The rule that would have denied the request if its policy did more than report.
            text("would_deny", TunnelRecord::wouldDeny),
            // The duration in whole milliseconds, six characters wide at least.
            safe("squid_elapsed", (r, out) -> Durations.padded(r.durations().total(), out)),
            // What Squid would call the outcome, and the status, such as TCP_TUNNEL/200.
            safe("squid_result", Requests::result),
            // How the target was reached, in the words of Squid, and where, such as HIER_DIRECT/192.0.2.1.
            safe("squid_hierarchy", Requests::hierarchy));

    private static final Map<String, Field> BY_NAME =
            ALL.stream().collect(Collectors.toMap(Field::name, Function.identity()));

    private Fields() {}

    static Optional<Field> find(String name) {
        return Optional.ofNullable(BY_NAME.get(name));
    }

    private static Field text(String name, Function<TunnelRecord, String> value) {
        return new Field(name, Field.Kind.TEXT, (tunnel, out) -> out.append(value.apply(tunnel)));
    }

    private static Field safe(String name, BiConsumer<TunnelRecord, StringBuilder> value) {
        return new Field(name, Field.Kind.SAFE, value);
    }

    private static Field number(String name, BiConsumer<TunnelRecord, StringBuilder> value) {
        return new Field(name, Field.Kind.NUMBER, value);
    }

    private static String name(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
