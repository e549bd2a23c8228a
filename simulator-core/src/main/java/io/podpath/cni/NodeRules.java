package io.podpath.cni;

import io.podpath.cluster.MasqueradeConfig;
import io.podpath.model.Cidr;
import io.podpath.model.Protocol;
import io.podpath.netfilter.AddressTypeMatch;
import io.podpath.netfilter.CommentMatch;
import io.podpath.netfilter.HeaderMatch;
import io.podpath.netfilter.PortMatch;
import io.podpath.netfilter.Rule;
import io.podpath.netfilter.Ruleset;
import io.podpath.netfilter.Table;
import io.podpath.netfilter.Target;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The rules of a node that kube-proxy does not write: ip-masq-agent's and those of AKS's provisioning.
 *
 * <p><i>Source:</i> Azure/ip-masq-agent-v2 {@code cmd/ip-masq-agent-v2/ip-masq-agent.go}; Azure/AgentBaker {@code
 * block_wireserver.sh}, which inserts its two rules at the head of FORWARD before kube-proxy starts.
 */
final class NodeRules {

    private static final String MASQUERADE_CHAIN = "IP-MASQ-AGENT";
    private static final Cidr LINK_LOCAL = Cidr.parse("169.254.0.0/16");
    private static final Cidr HOST_SERVICES = Cidr.parse("168.63.129.16/32");
    private static final List<Integer> BLOCKED_PORTS = List.of(32_526, 80);

    private NodeRules() {}

    /** Keeps pods away from the host's service address. */
    static void blockHostServices(Ruleset.Builder rules) {
        for (int port : BLOCKED_PORTS) {
            rules.append(Table.FILTER, "FORWARD", hostServiceBlock(port));
        }
    }

    private static Rule hostServiceBlock(int port) {
        return Rule.of(
                HeaderMatch.to(HOST_SERVICES, Protocol.TCP), new Target.Drop(), PortMatch.to(Protocol.TCP, port));
    }

    /** Whether a rule is one of those that {@link #blockHostServices} writes. */
    static boolean isHostServiceBlock(Rule rule) {
        return BLOCKED_PORTS.stream().anyMatch(port -> rule.equals(hostServiceBlock(port)));
    }

    /** What the model wants, and what ConfigMaps add to it. */
    static MasqueradeConfig merge(List<Cidr> ofModel, List<MasqueradeConfig> configured) {
        Set<Cidr> kept = new LinkedHashSet<>(ofModel);
        configured.forEach(config -> kept.addAll(config.nonMasqueradeCidrs()));
        // AKS sets masqLinkLocal itself, and several configurations are OR-ed.
        return new MasqueradeConfig(List.copyOf(kept), true);
    }

    /** ip-masq-agent's chain, behind kube-proxy's in POSTROUTING. */
    static void masquerade(Ruleset.Builder rules, MasqueradeConfig config) {
        rules.append(
                Table.NAT,
                "POSTROUTING",
                Rule.of(
                        new Target.Jump(MASQUERADE_CHAIN),
                        new CommentMatch("ip-masq-agent: ensure nat POSTROUTING directs all non-LOCAL destination"
                                + " traffic to our custom IP-MASQ-AGENT chain"),
                        new AddressTypeMatch(AddressTypeMatch.Side.DESTINATION, true)));
        CommentMatch kept = new CommentMatch("ip-masq-agent: local traffic is not subject to MASQUERADE");
        if (!config.masqLinkLocal()) {
            rules.append(Table.NAT, MASQUERADE_CHAIN, Rule.of(destination(LINK_LOCAL), new Target.Return(), kept));
        }
        for (Cidr cidr : config.nonMasqueradeCidrs()) {
            rules.append(Table.NAT, MASQUERADE_CHAIN, Rule.of(destination(cidr), new Target.Return(), kept));
        }
        rules.append(
                Table.NAT,
                MASQUERADE_CHAIN,
                Rule.of(
                        new Target.Masquerade(false),
                        new CommentMatch(
                                "ip-masq-agent: outbound traffic is subject to MASQUERADE (must be last in chain)")));
    }

    private static HeaderMatch destination(Cidr cidr) {
        return HeaderMatch.ANY.withDestination(cidr, false);
    }
}
