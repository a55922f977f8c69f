package adit.policy;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/**
 * Which addresses may be dialled: none of a special purpose unless the operator allows its block. Immutable.
 *
 * @param allowed blocks that the operator opened
 */
public record AddressRules(List<Cidr> allowed) {
    private static final int UNOPENED = -1;

    public AddressRules {
        allowed = List.copyOf(allowed);
    }

    /**
     * The reason not to dial the address; empty where it may be dialled. An IPv4-mapped address counts as the IPv4
     * address it stands for, and one that has an IPv4 address within must pass as that, too.
     */
    public Optional<AddressBlock> denial(InetAddress address) {
        Optional<AddressBlock> block = AddressBlock.of(address);
        int opened = block.isPresent() ? opening(address) : 0;
        if (opened == UNOPENED) {
            return block;
        }
        for (Disguise disguise : Disguise.all()) {
            Optional<AddressBlock> within = disguise.within(address, opened).flatMap(this::denial);
            if (within.isPresent()) {
                return within;
            }
        }
        return Optional.empty();
    }

    /** The longest prefix of the allowed blocks that the address belongs to: that of a translator, where it is one. */
    private int opening(InetAddress address) {
        int longest = UNOPENED;
        for (Cidr block : allowed) {
            if (block.prefix() > longest && block.contains(address)) {
                longest = block.prefix();
            }
        }
        return longest;
    }
}
