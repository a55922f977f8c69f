package adit.config;

import adit.config.Scalar.Style;
import adit.http.BadTargetException;
import adit.http.Target;
import adit.policy.Cidr;
import adit.policy.HostPattern;
import adit.policy.PortSet;
import adit.policy.PortSet.Range;
import adit.policy.TargetPattern;
import adit.policy.Times.Hours;
import com.google.re2j.PatternSyntaxException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** The types of values, each with its range. */
final class Types {
    private Types() {}

    static Type<String> text(String allowed) {
        return text(allowed, ".+");
    }

    static Type<String> text(String allowed, String pattern) {
        return new Scalar<>(Style.TEXT, allowed, text -> checked(text, text.matches(pattern)));
    }

    static Type<Boolean> flag() {
        return new Scalar<>(Style.LITERAL, "true or false", text -> {
            checked(text, text.equals("true") || text.equals("false"));
            return text.equals("true");
        });
    }

    /** @param most not above the range of an int */
    static Type<Integer> number(int least, int most) {
        return new Scalar<>(Style.LITERAL, "a whole number from " + least + " to " + most, text -> {
            long value = Units.number(text);
            return (int) (long) checked(value, least <= value && value <= most);
        });
    }

    /** @param least {@code 0} where none is allowed, too */
    static Type<Duration> duration(String least, String most) {
        Duration from = Units.duration(least);
        Duration to = Units.duration(most);
        return new Scalar<>(Style.QUANTITY, range("duration", least, most, "250ms, 10s, 5m, 1h or 7d"), text -> {
            Duration value = Units.duration(text);
            return checked(value, value.compareTo(from) >= 0 && value.compareTo(to) <= 0);
        });
    }

    /** As {@link #duration}, without a fraction of a second. */
    static Type<Duration> seconds(String least, String most) {
        Duration from = Units.duration(least);
        Duration to = Units.duration(most);
        return new Scalar<>(Style.QUANTITY, range("number of whole seconds", least, most, "10s, 5m or 1h"), text -> {
            Duration value = Units.duration(text);
            return checked(value, value.toNanosPart() == 0 && value.compareTo(from) >= 0 && value.compareTo(to) <= 0);
        });
    }

    /** @param least {@code 0} where none is allowed, too */
    static Type<Long> bytes(String least, String most) {
        long from = Units.bytes(least);
        long to = Units.bytes(most);
        return new Scalar<>(Style.QUANTITY, range("number of bytes", least, most, "1000, 16kb or 100mb"), text -> {
            long value = Units.bytes(text);
            return checked(value, from <= value && value <= to);
        });
    }

    /** One of the constants, in lower case. */
    static <E extends Enum<E>> Type<E> choice(Class<E> type) {
        Function<E, String> name = e -> e.name().toLowerCase(Locale.ROOT);
        List<E> constants = List.of(type.getEnumConstants());
        String allowed = constants.stream().map(name).collect(Collectors.joining(", "));
        return new Scalar<>(Style.TEXT, allowed, text -> constants.stream()
                .filter(e -> name.apply(e).equals(text))
                .findFirst()
                .orElseThrow(IllegalArgumentException::new));
    }

    static Type<InetSocketAddress> listenAddress() {
        return new Scalar<>(
                Style.TEXT,
                "an address and a port from 0 (any free one) to 65535, such as 127.0.0.1:8080, [::1]:8080 or"
                        + " localhost:8080",
                ListenAddress::parse);
    }

    /** Where one address of this machine is meant, which clients are told, too. */
    static Type<InetSocketAddress> fixedAddress() {
        return new Scalar<>(
                Style.TEXT,
                "one address of this machine and a port from 1 to 65535, such as 127.0.0.1:9010 or [::1]:9010",
                text -> {
                    InetSocketAddress address = ListenAddress.parse(text);
                    InetAddress host = address.getAddress();
                    return checked(
                            address, address.getPort() > 0 && !host.isAnyLocalAddress() && !host.isMulticastAddress());
                });
    }

    static Type<Target> target() {
        return new Scalar<>(Style.TEXT, "a host and a port, such as db.example:5432", text -> {
            try {
                return Target.parse(text);
            } catch (BadTargetException e) {
                throw new IllegalArgumentException(e.getMessage(), e);
            }
        });
    }

    static Type<Cidr> cidr() {
        return new Scalar<>(Style.TEXT, "a block of addresses, such as 10.0.0.0/8 or ::1/128", Cidr::parse);
    }

    static Type<TargetPattern> targetPattern() {
        String allowed = "an RE2 regular expression, found anywhere in host:port";
        return new Scalar<>(Style.TEXT, allowed, text -> {
            checked(text, !text.isEmpty());
            try {
                return TargetPattern.compile(text);
            } catch (PatternSyntaxException e) {
                throw new IllegalArgumentException(e.getDescription(), e);
            }
        });
    }

    /** The name of a listener, a policy and the like. */
    static Type<String> name() {
        return text("1 to 64 letters, digits, dots, hyphens and underscores", "[A-Za-z0-9._-]{1,64}");
    }

    static Type<HostPattern> hosts() {
        return new Scalar<>(
                Style.TEXT,
                "a name, *.name for every name below it, an IP address, or ~ and an RE2 expression found in the host",
                HostPattern::parse);
    }

    /** A day of the week, or a range of them that may go past Sunday. */
    static Type<Set<DayOfWeek>> days() {
        return new Scalar<>(
                Style.TEXT, "mon, tue, wed, thu, fri, sat, sun, or a range of them such as mon-fri", text -> {
                    int hyphen = text.indexOf('-');
                    DayOfWeek day = day(hyphen < 0 ? text : text.substring(0, hyphen));
                    DayOfWeek last = hyphen < 0 ? day : day(text.substring(hyphen + 1));
                    Set<DayOfWeek> days = EnumSet.of(day);
                    while (day != last) {
                        day = day.plus(1);
                        days.add(day);
                    }
                    return days;
                });
    }

    private static DayOfWeek day(String text) {
        return Stream.of(DayOfWeek.values())
                .filter(day ->
                        day.name().substring(0, 3).toLowerCase(Locale.ROOT).equals(text))
                .findFirst()
                .orElseThrow(IllegalArgumentException::new);
    }

    /** A part of a day. */
    static Type<Hours> hours() {
        return new Scalar<>(
                Style.TEXT,
                "two different times from 00:00 to 24:00, such as 08:00-18:00, or 22:00-06:00 across midnight",
                Hours::parse);
    }

    /** By its name in IANA's time zone database. */
    static Type<ZoneId> timeZone() {
        return new Scalar<>(Style.TEXT, "the name of a time zone, such as Europe/Zurich or UTC", text -> {
            Set<String> known = ZoneId.getAvailableZoneIds();
            if (!known.contains(text)) {
                String hint = Nearest.hint(Nearest.to(text, known, name -> name));
                throw new IllegalArgumentException("no such zone" + hint);
            }
            return ZoneId.of(text);
        });
    }

    /** A list of ports and ranges of them, or {@code any}. */
    static Type<PortSet> ports() {
        return ports(new ListOf<>(portRange()));
    }

    /** As {@link #ports}, at least one. */
    static Type<PortSet> somePorts() {
        return ports(ListOf.some(portRange()));
    }

    private static Type<Range> portRange() {
        return new Scalar<>(Style.QUANTITY, "a port from 1 to 65535, or a range of them such as 8000-8999", text -> {
            int hyphen = text.indexOf('-');
            int first = port(hyphen < 0 ? text : text.substring(0, hyphen));
            int last = hyphen < 0 ? first : port(text.substring(hyphen + 1));
            checked(text, first <= last);
            return new Range(first, last);
        });
    }

    private static int port(String digits) {
        long port = Units.number(digits);
        return (int) (long) checked(port, 1 <= port && port <= PortSet.HIGHEST);
    }

    private static Type<PortSet> ports(Type<List<Range>> list) {
        return new Type<>() {
            @Override
            public String allowed() {
                return "a list of ports from 1 to 65535, such as [443, 8000-8999], or any";
            }

            @Override
            public Optional<PortSet> read(String key, Node node, Context context) {
                if (node instanceof SequenceNode) {
                    return list.read(key, node, context).map(ranges -> new PortSet(Set.copyOf(ranges)));
                }
                boolean any =
                        node instanceof ScalarNode scalar && scalar.getValue().equals("any");
                return any ? Optional.of(PortSet.ANY) : refuse(key, node, "", context);
            }

            @Override
            public Node node(String text, Mark mark) {
                return text.equals("any") ? Type.super.node(text, mark) : list.node(text, mark);
            }
        };
    }

    /** The value together with its place, for checks that come later. */
    static <T> Type<Located<T>> located(Type<T> type) {
        return new Type<>() {
            @Override
            public String allowed() {
                return type.allowed();
            }

            @Override
            public Optional<Located<T>> read(String key, Node node, Context context) {
                Location location = Location.of(node.getStartMark());
                return type.read(key, node, context).map(value -> new Located<>(value, location));
            }
        };
    }

    private static <T> T checked(T value, boolean right) {
        if (!right) {
            throw new IllegalArgumentException();
        }
        return value;
    }

    private static String range(String what, String least, String most, String examples) {
        return least.equals("0")
                ? "0 for none, or a " + what + " up to " + most + ", such as " + examples
                : "a " + what + " from " + least + " to " + most + ", such as " + examples;
    }
}
