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
    public AddressRules {
        allowed = List.copyOf(allowed);
    }

    /**
     * The reason not to dial the address; empty where it may be dialled. An IPv4-mapped address counts as the IPv4
     * address it stands for, and one that a NAT64 leads on to IPv4 must pass as that too.
     */
    public Optional<AddressBlock> denial(InetAddress address) {
        Optional<AddressBlock> block = AddressBlock.of(address);
        if (block.isPresent() && allowed.stream().noneMatch(cidr -> cidr.contains(address))) {
            return block;
        }
        return AddressBlock.behindNat64(address).flatMap(this::denial);
    }
}
