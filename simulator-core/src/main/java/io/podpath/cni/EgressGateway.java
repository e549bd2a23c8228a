package io.podpath.cni;

import io.podpath.cluster.StaticGatewayConfiguration;
import io.podpath.model.IpAddress;
import io.podpath.model.TransportAddress;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A static gateway configuration as its operator carries it out.
 *
 * @param configuration what was asked for
 * @param endpoint the frontend of the internal load balancer, and the port of this configuration
 * @param members the nodes of its pool
 */
public record EgressGateway(StaticGatewayConfiguration configuration, TransportAddress endpoint, List<Member> members) {

    public EgressGateway {
        members = List.copyOf(members);
    }

    /** The WireGuard interface in the gateway namespaces. */
    public String wireguardInterface() {
        return "wg-" + endpoint.port();
    }

    /** What it does on a node, if that is one of its gateways. */
    public Optional<Member> findMember(NodePlan node) {
        return members.stream()
                .filter(member -> member.node().equals(node.name()))
                .findFirst();
    }

    /**
     * A gateway node's part.
     *
     * @param node the node
     * @param secondaryIp the secondary address of its NIC for this configuration
     * @param publicIp the public address of that one; none if packets leave under private addresses
     */
    public record Member(
            String node, IpAddress secondaryIp, @Nullable IpAddress publicIp) {

        /** The public address, if there is one. */
        public Optional<IpAddress> findPublicIp() {
            return Optional.ofNullable(publicIp);
        }
    }
}
