package adit.policy;

import adit.http.BadTargetException;
import adit.http.Host;
import adit.http.Target;
import com.google.re2j.PatternSyntaxException;

/** Hosts that a rule names: one, all below a name, or those in which an expression is found. Immutable. */
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
            return text.startsWith("*.")
                    ? new Below(name(text.substring(2)))
                    : new Exactly(BlockList.key(Host.parse(text)));
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

    /** One host. */
    record Exactly(String host) implements HostPattern {
        @Override
        public boolean matches(Target target) {
            return BlockList.key(target).equals(host);
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
            return target.literal().isEmpty() && target.host().endsWith("." + name);
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
            return pattern.foundIn(BlockList.key(target));
        }

        @Override
        public String toString() {
            return "~" + pattern.pattern().pattern();
        }
    }
}
