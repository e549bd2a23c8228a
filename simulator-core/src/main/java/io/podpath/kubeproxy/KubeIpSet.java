package io.podpath.kubeproxy;

import io.podpath.model.IpFamily;
import io.podpath.netfilter.CommentMatch;
import io.podpath.netfilter.SetMatch;
import io.podpath.netfilter.ipset.IpSet;
import io.podpath.netfilter.ipset.SetQuery.Side;
import io.podpath.netfilter.ipset.SetType;
import java.util.Collection;

/**
 * The sets of addresses and ports kube-proxy keeps in ipvs mode, in the order of its own table.
 *
 * <p><i>Source:</i> Kubernetes {@code pkg/proxy/ipvs/ipset.go}; {@code proxier.go}, {@code ipsetInfo}.
 */
public enum KubeIpSet {
    /** Local endpoints as destination and as source: a pod that reaches itself through a Service. */
    LOOP_BACK(
            "LOOP-BACK",
            SetType.HASH_IP_PORT_IP,
            "Kubernetes endpoints dst ip:port, source ip for solving hairpin purpose"),
    /** Cluster IPs and their ports. */
    CLUSTER_IP("CLUSTER-IP", SetType.HASH_IP_PORT, "Kubernetes service cluster ip + port for masquerade purpose"),
    /** External IPs of policy Cluster. */
    EXTERNAL_IP(
            "EXTERNAL-IP",
            SetType.HASH_IP_PORT,
            "Kubernetes service external ip + port for masquerade and filter purpose"),
    /** External IPs of policy Local. */
    EXTERNAL_IP_LOCAL(
            "EXTERNAL-IP-LOCAL",
            SetType.HASH_IP_PORT,
            "Kubernetes service external ip + port with externalTrafficPolicy=local"),
    /** Load balancer addresses. */
    LOAD_BALANCER("LOAD-BALANCER", SetType.HASH_IP_PORT, "Kubernetes service lb portal"),
    /** Load balancer addresses with source ranges. */
    LOAD_BALANCER_FW(
            "LOAD-BALANCER-FW",
            SetType.HASH_IP_PORT,
            "Kubernetes service load balancer ip + port for load balancer with sourceRange"),
    /** Load balancer addresses of policy Local. */
    LOAD_BALANCER_LOCAL(
            "LOAD-BALANCER-LOCAL",
            SetType.HASH_IP_PORT,
            "Kubernetes service load balancer ip + port with externalTrafficPolicy=local"),
    /** Load balancer addresses that may call themselves, where the node is in a source range. */
    LOAD_BALANCER_SOURCE_IP(
            "LOAD-BALANCER-SOURCE-IP",
            SetType.HASH_IP_PORT_IP,
            "Kubernetes service load balancer ip + port + source IP for packet filter purpose"),
    /** Who may use which load balancer address. */
    LOAD_BALANCER_SOURCE_CIDR(
            "LOAD-BALANCER-SOURCE-CIDR",
            SetType.HASH_IP_PORT_NET,
            "Kubernetes service load balancer ip + port + source cidr for packet filter purpose"),
    /** Node ports of TCP. */
    NODE_PORT_TCP("NODE-PORT-TCP", SetType.BITMAP_PORT, "Kubernetes nodeport TCP port for masquerade purpose"),
    /** Node ports of TCP with policy Local. */
    NODE_PORT_LOCAL_TCP(
            "NODE-PORT-LOCAL-TCP",
            SetType.BITMAP_PORT,
            "Kubernetes nodeport TCP port with externalTrafficPolicy=local"),
    /** Node ports of UDP. */
    NODE_PORT_UDP("NODE-PORT-UDP", SetType.BITMAP_PORT, "Kubernetes nodeport UDP port for masquerade purpose"),
    /** Node ports of UDP with policy Local. */
    NODE_PORT_LOCAL_UDP(
            "NODE-PORT-LOCAL-UDP",
            SetType.BITMAP_PORT,
            "Kubernetes nodeport UDP port with externalTrafficPolicy=local"),
    /** Node ports of SCTP, with the node's addresses. */
    NODE_PORT_SCTP(
            "NODE-PORT-SCTP-HASH",
            SetType.HASH_IP_PORT,
            "Kubernetes nodeport SCTP port for masquerade purpose with type 'hash ip:port'"),
    /** Node ports of SCTP with policy Local. */
    NODE_PORT_LOCAL_SCTP(
            "NODE-PORT-LOCAL-SCTP-HASH",
            SetType.HASH_IP_PORT,
            "Kubernetes nodeport SCTP port with externalTrafficPolicy=local with type 'hash ip:port'"),
    /** Health check node ports. */
    HEALTH_CHECK_NODE_PORT("HEALTH-CHECK-NODE-PORT", SetType.BITMAP_PORT, "Kubernetes health check node port"),
    /** Every address on {@code kube-ipvs0}. */
    IPVS_IPS("IPVS-IPS", SetType.HASH_IP, "Addresses on the ipvs interface");

    private final String name;
    private final SetType type;
    private final String comment;

    KubeIpSet(String name, SetType type, String comment) {
        this.name = name;
        this.type = type;
        this.comment = comment;
    }

    /** The set's name; the proxier for IPv6 has sets of its own. */
    public String setName(IpFamily family) {
        return (family == IpFamily.IPV4 ? "KUBE-" : "KUBE-6-") + name;
    }

    /** The name without the prefix of its proxier. */
    String suffix() {
        return name;
    }

    /** The set's type. */
    public SetType type() {
        return type;
    }

    /** What kube-proxy writes beside the rules that use it. */
    CommentMatch comment() {
        return new CommentMatch(comment);
    }

    /** A match for packets in the set; the parts of an entry are destination, its port, and a source. */
    SetMatch match(IpFamily family) {
        Side[] sides = switch (type) {
            case HASH_IP_PORT -> new Side[] {Side.DESTINATION, Side.DESTINATION};
            case HASH_IP_PORT_IP, HASH_IP_PORT_NET -> new Side[] {Side.DESTINATION, Side.DESTINATION, Side.SOURCE};
            default -> new Side[] {Side.DESTINATION};
        };
        return SetMatch.of(setName(family), sides);
    }

    /** The set with these entries, created as kube-proxy does. */
    IpSet of(Collection<String> entries, IpFamily family) {
        String options = type == SetType.BITMAP_PORT
                ? "range 0-65535"
                : "family " + (family == IpFamily.IPV4 ? "inet" : "inet6") + " hashsize 1024 maxelem 65536";
        IpSet.Builder set = IpSet.builder(setName(family), type, options);
        entries.forEach(set::add);
        return set.build();
    }
}
