package adit.policy;

import adit.http.BadTargetException;
import adit.http.Host;
import adit.http.Target;
import com.google.re2j.PatternSyntaxException;
import java.net.InetAddress;
import java.util.Optional;

/** Hosts that a rule names: one, all below a name, or those in which an expression is found or not. Immutable. */
public sealed interface HostPattern {

    /**
     * Whether the target's host is one of them. An address is compared in its canonical form, an IPv4-mapped one as IPv4.
     *
     * @throws StackOverflowError where RE2/J recurses too deeply to tell
     */
    boolean matches(Target target);

    /**
     * Reads {@code example.com}, {@code *.example.com}, {@code 192.0.2.1}, {@code [2001:db8::1]}, or an RE2 expression
     * after a tilde.
     *
     * @throws IllegalArgumentException with a message fit for the operator
     */
    static HostPattern parse(String text) {
        try {
            if (text.startsWith("~")) {
                return Expression.of(text.substring(1));
            }
            return text.startsWith("*.") ? new Below(name(text.substring(2))) : Exactly.of(Host.parse(text));
        } catch (BadTargetException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(e.getDescription(), e);
        }
    }

    private static String name(String text) throws BadTargetException {
        Host host = Host.parse(text);
        if (host.literal().isPresent()) {
            throw new BadTargetException("nothing is below an address");
        }
        return host.text();
    }

    /**
     * One host.
     *
     * @param literal the address where it is one
     */
    record Exactly(String host, Optional<InetAddress> literal) implements HostPattern {
        private static Exactly of(Host host) {
            return new Exactly(host.comparable(), host.literal());
        }

        @Override
        public boolean matches(Target target) {
            return literal.isPresent()
                    ? literal.equals(target.literal())
                    : target.literal().isEmpty() && host.equals(target.host());
        }

        @Override
        public String toString() {
            return host;
        }
    }

    /** Every name below this one, and not itself. */
    record Below(String name) implements HostPattern {
        @Override
        public boolean matches(Target target) {
            String host = target.host();
            int dot = host.length() - name.length() - 1;
            return dot >= 0
                    && host.charAt(dot) == '.'
                    && host.endsWith(name)
                    && target.literal().isEmpty();
        }

        @Override
        public String toString() {
            return "*." + name;
        }
    }

    /** Every host in which the expression is found. */
    record Expression(TargetPattern pattern) implements HostPattern {
        private static Expression of(String text) {
            if (text.isEmpty()) {
                throw new IllegalArgumentException("the expression is empty");
            }
            return new Expression(TargetPattern.compile(text));
        }

        @Override
        public boolean matches(Target target) {
            return pattern.foundIn(target.comparableHost());
        }

        @Override
        public String toString() {
            return "~" + pattern.pattern().pattern();
        }
    }

    /** Every target in whose host:port the expression is not found: what {@code allowed_targets} denies. */
    record OtherThan(TargetPattern pattern) implements HostPattern {
        @Override
        public boolean matches(Target target) {
            return !pattern.foundIn(target.toString());
        }

        @Override
        public String toString() {
            return "other than " + pattern.pattern().pattern();
        }
    }
}
