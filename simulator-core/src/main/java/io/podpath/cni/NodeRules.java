package io.podpath.cni;

import io.podpath.model.Cidr;
import io.podpath.model.Protocol;
import io.podpath.netfilter.CommentMatch;
import io.podpath.netfilter.HeaderMatch;
import io.podpath.netfilter.PortMatch;
import io.podpath.netfilter.Rule;
import io.podpath.netfilter.Ruleset;
import io.podpath.netfilter.Table;
import io.podpath.netfilter.Target;
import java.util.List;

/**
 * The rules that AKS's provisioning writes on a node.
 *
 * <p><i>Source:</i> Azure/AgentBaker {@code block_wireserver.sh}, which inserts its two rules at the head of FORWARD
 * before kube-proxy starts; {@code ensure_imds_restriction.sh}, which kubelet's service runs and which inserts one at the
 * head of what is there then (gap GAP-IMDS-RESTRICTION-TABLE).
 */
final class NodeRules {

    private static final Cidr HOST_SERVICES = Cidr.parse("168.63.129.16/32");
    private static final Cidr METADATA_SERVICE = Cidr.parse("169.254.169.254/32");
    private static final int METADATA_PORT = 80;
    private static final CommentMatch RESTRICTION =
            new CommentMatch("AKS managed: added by AgentBaker ensureIMDSRestriction for IMDS restriction feature");
    private static final List<Integer> BLOCKED_PORTS = List.of(32_526, 80);

    private NodeRules() {}

    /** Keeps pods away from the host's service address. */
    static void blockHostServices(Ruleset.Builder rules) {
        for (int port : BLOCKED_PORTS) {
            rules.append(Table.FILTER, "FORWARD", hostServiceBlock(port));
        }
    }

    /** Keeps pods away from the metadata service; the node's own processes do not pass FORWARD. */
    static void blockMetadataService(NodePlan node, Ruleset.Builder rules) {
        HeaderMatch fromPods = HeaderMatch.to(METADATA_SERVICE, Protocol.TCP).withSource(Cidr.of(node.ip(), 32), true);
        rules.append(
                Table.FILTER,
                "FORWARD",
                Rule.of(fromPods, new Target.Drop(), PortMatch.to(Protocol.TCP, METADATA_PORT), RESTRICTION));
    }

    /** Whether a rule is one that {@link #blockMetadataService} writes. */
    static boolean isMetadataBlock(Rule rule) {
        return rule.matches().contains(RESTRICTION);
    }

    private static Rule hostServiceBlock(int port) {
        return Rule.of(
                HeaderMatch.to(HOST_SERVICES, Protocol.TCP), new Target.Drop(), PortMatch.to(Protocol.TCP, port));
    }

    /** Whether a rule is one of those that {@link #blockHostServices} writes. */
    static boolean isHostServiceBlock(Rule rule) {
        return BLOCKED_PORTS.stream().anyMatch(port -> rule.equals(hostServiceBlock(port)));
    }
}
