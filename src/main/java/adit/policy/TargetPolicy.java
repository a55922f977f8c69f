package adit.policy;

import adit.http.IpAddress;
import adit.http.Target;
import adit.lists.BlockList;
import adit.lists.BlockLists;
import java.net.InetAddress;
import java.util.Optional;

/**
 * One immutable generation of the rules about targets. Safe for use by any thread.
 *
 * <p>A target is reached only where {@link #screen}, {@link #decide} and, for the very address that is dialled,
 * {@link #judge} all allow it. A reason names the target and the rule that decided, and nothing else of the rules. Nor
 * does it tell a name's address: the client may not be able to look that up.
 *
 * @param mode what becomes of what block lists and rules deny
 * @param blocked asked first
 * @param rules asked next, and of the address once more where any of them depends on that
 * @param addresses asked of every address a name resolves to, and of every literal, whatever the mode
 */
public record TargetPolicy(PolicyMode mode, BlockLists blocked, RuleSet rules, AddressRules addresses) {
    /** Id of the rule that the purpose of an address decides. */
    public static final String ALLOWED_ADDRESSES = "allowed_addresses";

    /** Id that stands for the block lists where no entry of theirs matches. */
    public static final String BLOCK_LISTS = "block_lists";

    /** Id that stands for the mode where it decides alone. */
    public static final String MODE = "mode";

    private static final Decision SCREENED = allowed(BLOCK_LISTS, "no block list names the target");
    private static final Decision ADDRESS_ALLOWED = allowed(ALLOWED_ADDRESSES, "the address is allowed");
    private static final Decision OPEN = allowed(MODE, "the policy is open");

    /** The same rules, with the given list in the place of that from the same source. */
    public TargetPolicy with(BlockList next) {
        return new TargetPolicy(mode, blocked.with(next), rules, addresses);
    }

    /** Whether a block list names the target. */
    public Decision screen(Target target) {
        return mode == PolicyMode.OPEN ? OPEN : carriedOut(blocked(target));
    }

    private Decision blocked(Target target) {
        return blocked.match(target)
                .map(entry -> new Decision(Verdict.BLOCKED, entry, target + " is on a block list of this proxy"))
                .orElse(SCREENED);
    }

    /** Whether the rules allow the request; denied at once only where they do so for every address. */
    public Decision decide(AccessRequest request) {
        return mode == PolicyMode.OPEN
                ? OPEN
                : carriedOut(rules.decide(request, request.target().literal().orElse(null)));
    }

    /**
     * As {@link #decide} of a listener's fixed target, before anybody has asked: denied only where nobody at all is
     * allowed.
     */
    public Decision forecast(Target target, String listener) {
        return mode == PolicyMode.OPEN ? OPEN : carriedOut(rules.forecast(target, listener));
    }

    /**
     * Whether anybody who reaches the listener, without being asked for a name or an address of their own, may reach
     * something through it.
     */
    public boolean isOpenTo(String listener) {
        return mode != PolicyMode.ENFORCE || rules.isOpenTo(listener);
    }

    boolean dependsOnAddresses() {
        return mode == PolicyMode.REPORT || (mode == PolicyMode.ENFORCE && rules.askForAddresses());
    }

    /** Whether this very address may be dialled for the request: by block lists, rules and its purpose. */
    public Decision judge(AccessRequest request, InetAddress address) {
        Decision said = mode == PolicyMode.OPEN ? OPEN : carriedOut(decide(request, address));
        Decision guarded = guard(request.target(), address);
        return said.allowed() && !guarded.allowed() ? guarded : said;
    }

    private Decision decide(AccessRequest request, InetAddress address) {
        Optional<String> entry = blocked.match(address);
        if (entry.isPresent()) {
            String reason = request.target() + " leads to an address on a block list of this proxy";
            return new Decision(Verdict.BLOCKED, entry.get(), reason);
        }
        return rules.askForAddresses() ? rules.decide(request, address) : ADDRESS_ALLOWED;
    }

    /** Whether the purpose of the address allows it to be dialled for the target. */
    public Decision guard(Target target, InetAddress address) {
        return addresses
                .denial(address)
                .map(block -> new Decision(Verdict.ADDRESS_DENIED, ALLOWED_ADDRESSES, denial(target, address, block)))
                .orElse(ADDRESS_ALLOWED);
    }

    private Decision carriedOut(Decision decision) {
        return decision.allowed() || mode == PolicyMode.ENFORCE ? decision : decision.lifted();
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
