package io.podpath.nftables;

import io.podpath.model.Packet;
import java.util.Locale;

/**
 * {@code fib daddr type local}: the address belongs to the namespace.
 *
 * <p><i>Source:</i> nft(8), FIB EXPRESSIONS; Linux {@code net/ipv4/netfilter/nft_fib_ipv4.c}.
 *
 * @param side which address
 */
public record FibTypeCondition(Side side) implements Condition {

    @Override
    public boolean holds(Packet packet, Evaluation evaluation) {
        return evaluation.context().isLocal(side.of(packet));
    }

    @Override
    public String toString() {
        return "fib " + side.name().toLowerCase(Locale.ROOT).charAt(0) + "addr type local";
    }
}
