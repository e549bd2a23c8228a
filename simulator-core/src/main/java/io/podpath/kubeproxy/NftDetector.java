package io.podpath.kubeproxy;

import io.podpath.nftables.AddressCondition;
import io.podpath.nftables.Condition;
import io.podpath.nftables.InterfaceCondition;
import io.podpath.nftables.Side;
import java.util.Optional;

/**
 * The traffic of local pods in the words of nftables.
 *
 * <p><i>Source:</i> Kubernetes {@code pkg/proxy/util/localdetector.go}, {@code IfLocalNFT} and {@code IfNotLocalNFT}.
 */
final class NftDetector {

    private NftDetector() {}

    static Optional<Condition> ifLocal(LocalTrafficDetector detector) {
        return condition(detector, false);
    }

    static Optional<Condition> ifNotLocal(LocalTrafficDetector detector) {
        return condition(detector, true);
    }

    private static Optional<Condition> condition(LocalTrafficDetector detector, boolean negated) {
        if (detector instanceof LocalTrafficDetector.ClusterCidr cidr) {
            return Optional.of(
                    negated
                            ? AddressCondition.notIn(Side.SOURCE, cidr.range())
                            : AddressCondition.in(Side.SOURCE, cidr.range()));
        }
        if (detector instanceof LocalTrafficDetector.InInterface in) {
            String pattern = in.pattern().replace('+', '*');
            return Optional.of(new InterfaceCondition(InterfaceCondition.Direction.IN, negated, pattern));
        }
        return Optional.empty();
    }
}
