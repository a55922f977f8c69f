package adit.policy;

import adit.http.IpAddress;
import adit.http.Target;
import java.net.InetAddress;
import java.util.Optional;

/**
 * One immutable generation of the rules about targets. Safe for use by any thread.
 *
 * <p>A target is reached only where {@link #screen}, {@link #decide} and, for the very address that is dialled,
 * {@link #judge} all allow it. A reason names the target and the rule that decided, and nothing else of the rules. Nor
 * does it tell a name's address: the client may not be able to look that up.
 *
 * @param blocked asked first
 * @param rules the first of them that matches decides instead of {@code allowedTargets} and {@code ports}
 * @param allowedTargets empty where the operator set none: then the ports alone decide
 * @param ports empty where {@code allowedTargets} alone decides. Where neither is set for what is wanted, nothing is
 *     allowed that no rule allows
 * @param addresses asked of every address a name resolves to, and of every literal
 */
public record TargetPolicy(
        BlockList blocked,
        RuleSet rules,
        Optional<TargetPattern> allowedTargets,
        AllowedPorts ports,
        AddressRules addresses) {
    /** Id of the rule that an expression of targets decides. */
    public static final String ALLOWED_TARGETS = "allowed_targets";

    /** Id of the rule that the set of ports decides. */
    public static final String ALLOWED_PORTS = "allowed_ports";

    /** Id of the rule that the purpose of an address decides. */
    public static final String ALLOWED_ADDRESSES = "allowed_addresses";

    /** Id that stands for the rules where none of them matches. */
    public static final String RULES = "rules";

    /** Id that stands for the block lists where no entry of theirs matches. */
    public static final String BLOCK_LISTS = "block_lists";

    private static final Decision SCREENED = allowed(BLOCK_LISTS, "no block list names the target");
    private static final Decision TARGET_ALLOWED = allowed(ALLOWED_TARGETS, "the target is allowed");
    private static final Decision PORT_ALLOWED = allowed(ALLOWED_PORTS, "the port is allowed");
    private static final Decision ADDRESS_ALLOWED = allowed(ALLOWED_ADDRESSES, "the address is allowed");

    /** Whether a block list names the target. */
    public Decision screen(Target target) {
        return blocked.match(target)
                .map(entry -> new Decision(Verdict.BLOCKED, entry, target + " is on a block list of this proxy"))
                .orElse(SCREENED);
    }

    /** Whether the rules about names, ports and clients allow the target. */
    public Decision decide(Target target, Purpose purpose, Requester requester) {
        return rules.decide(target, requester).orElseGet(() -> check(target, purpose));
    }

    /**
     * As {@link #decide} of a listener's fixed target, before anybody has asked: denied only where nobody at all is
     * allowed.
     */
    public Decision forecast(Target target, String listener) {
        return rules.forecast(target, listener).orElseGet(() -> check(target, Purpose.FIXED));
    }

    /**
     * Whether anybody who reaches the listener, without being asked for a name or an address of their own, may reach
     * something through it.
     */
    public boolean isOpenTo(String listener) {
        return rules.openTo(listener).orElse(allowedTargets.isPresent() || ports.isSet());
    }

    /** What holds where no rule matches. */
    private Decision check(Target target, Purpose purpose) {
        if (allowedTargets.isPresent() && !allowedTargets.get().found(target)) {
            String reason = target + " is not among the targets that this proxy allows";
            return new Decision(Verdict.NOT_ALLOWED, ALLOWED_TARGETS, reason);
        }
        Optional<PortSet> allowed = ports.of(purpose);
        if (allowed.isPresent() && !allowed.get().contains(target.port())) {
            String reason = "port " + target.port() + " is not among the ports that "
                    + (purpose == Purpose.HTTP ? "plain HTTP" : "CONNECT") + " may reach";
            return new Decision(Verdict.PORT_NOT_ALLOWED, ALLOWED_PORTS, reason);
        }
        if (allowed.isPresent()) {
            return PORT_ALLOWED;
        }
        return allowedTargets.isPresent()
                ? TARGET_ALLOWED
                : new Decision(Verdict.NOT_ALLOWED, RULES, "no rule of this proxy allows " + target);
    }

    /** Whether this very address may be dialled for the target: by its purpose, and by the block lists. */
    public Decision judge(Target target, InetAddress address) {
        Optional<String> entry = blocked.match(address);
        if (entry.isPresent()) {
            String reason = target + " leads to an address on a block list of this proxy";
            return new Decision(Verdict.BLOCKED, entry.get(), reason);
        }
        return addresses
                .denial(address)
                .map(block -> new Decision(Verdict.ADDRESS_DENIED, ALLOWED_ADDRESSES, denial(target, address, block)))
                .orElse(ADDRESS_ALLOWED);
    }

    private static String denial(Target target, InetAddress address, AddressBlock block) {
        String subject = target.literal().isPresent()
                ? IpAddress.text(address) + " is " + block
                : target.host() + " leads to " + block.kind();
        return subject + ", which this proxy dials only where allowed_addresses names it";
    }

    private static Decision allowed(String rule, String reason) {
        return new Decision(Verdict.ALLOWED, rule, reason);
    }
}
