package io.podpath.scenario.run;

import io.podpath.model.IpAddress;
import io.podpath.trace.Flow;
import java.util.Locale;
import java.util.Optional;

/**
 * Whose address the receiver of a flow sees as its source, in the words of {@code sourceSeen}.
 *
 * <p>The address is the source of the first packet as it ended, so it is defined for packets that were lost too.
 */
public enum SourceRole {
    /** A pod. */
    POD,
    /** The bridge of a kubenet node, which is the first address of the node's pod range. */
    BRIDGE,
    /** A node. */
    NODE,
    /** An application gateway. */
    APPGW,
    /** A frontend of a load balancer. */
    FRONTEND,
    /** A public address that an outbound rule or gateway lends. */
    EGRESS,
    /** The very address the client sent from, whoever owns it. */
    CLIENT;

    /** The spelling in scenarios. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The role with this spelling. */
    public static Optional<SourceRole> find(String word) {
        for (SourceRole role : values()) {
            if (role.label().equals(word)) {
                return Optional.of(role);
            }
        }
        return Optional.empty();
    }

    /** The source address that the receiver of the flow's first packet saw. */
    public static IpAddress addressSeen(Flow flow) {
        return flow.forward().last().source().address();
    }

    /** Whether the receiver saw an address of this role. */
    boolean matches(Flow flow, AddressOwners addresses) {
        IpAddress seen = addressSeen(flow);
        if (this == CLIENT) {
            return seen.equals(flow.opening().source().address());
        }
        return addresses.findOwner(seen).flatMap(SourceRole::ofOwner).equals(Optional.of(this));
    }

    private static Optional<SourceRole> ofOwner(String owner) {
        if (owner.startsWith("node/")) {
            return Optional.of(owner.endsWith(" cbr0") ? BRIDGE : NODE);
        }
        int slash = owner.indexOf('/');
        return find(slash < 0 ? owner : owner.substring(0, slash));
    }
}
