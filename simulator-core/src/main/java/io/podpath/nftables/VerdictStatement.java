package io.podpath.nftables;

import io.podpath.netfilter.Target;

/**
 * {@code accept}, {@code goto service-x}, {@code dnat to 10.0.0.1:80}, {@code reject}: what becomes of the packet.
 *
 * @param target the same in the words of iptables
 */
public record VerdictStatement(Target target) implements Statement {

    @Override
    public String toString() {
        return NftText.verdict(target);
    }
}
