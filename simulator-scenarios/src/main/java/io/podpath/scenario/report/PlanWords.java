package io.podpath.scenario.report;

import io.podpath.plan.AddressSpace;
import io.podpath.plan.Limit;
import io.podpath.plan.LimitUse;
import io.podpath.plan.PlanAnswer;
import io.podpath.plan.PlanQuestion.Operation;
import io.podpath.plan.PlannedSubnet;
import io.podpath.scenario.run.PlanResult;
import java.util.Locale;
import java.util.Optional;

/** Counts of nodes, addresses and ports as a person says them. */
final class PlanWords {

    private PlanWords() {}

    /** A count with a comma between thousands. */
    static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** A count of things. */
    static String count(long number, String thing) {
        return count(number) + " " + thing + (number == 1 ? "" : "s");
    }

    /** For example {@code 8 nodes and 1 surge node}. */
    static String nodes(PlanAnswer answer) {
        String nodes = count(answer.nodes(), "node");
        return answer.question().operation() == Operation.UPGRADE
                ? nodes + " and " + count(answer.surgeNodes(), "surge node")
                : nodes;
    }

    /** For example {@code 279 of 251 addresses: needs a /23}. */
    static String needed(LimitUse use) {
        String available = use.available().isEmpty()
                ? "an unknown number of"
                : count(use.available().getAsLong());
        String words =
                count(use.needed()) + " of " + available + " " + use.limit().unit();
        return use.fits() ? words : words + sizeFor(use);
    }

    private static String sizeFor(LimitUse use) {
        return switch (use.limit()) {
            case NODE_SUBNET, POD_SUBNET -> ": needs a /" + PlannedSubnet.prefixLengthFor(use.needed());
            case POD_CIDR ->
                ": needs a /" + AddressSpace.podCidrPrefixFor((int) (use.needed() / AddressSpace.NODE_RANGE));
            case POD_BLOCKS, CLUSTER_NODES, POOL_NODES, VNET_ADDRESSES, SNAT_PORTS -> "";
        };
    }

    /** Whether a limit is a range of addresses, and not a ceiling of Azure's. */
    static boolean isOfRange(Limit limit) {
        return switch (limit) {
            case NODE_SUBNET, POD_SUBNET, POD_BLOCKS, POD_CIDR, SNAT_PORTS -> true;
            case CLUSTER_NODES, POOL_NODES, VNET_ADDRESSES -> false;
        };
    }

    /** For example {@code at most 7 full nodes that can be upgraded, limited by node-subnet}. */
    static String mostNodes(PlanResult result) {
        String operation = result.expected().question().operation() == Operation.UPGRADE ? " that can be upgraded" : "";
        return "at most " + count(result.mostNodes().nodes(), "full node") + operation + ", limited by "
                + result.mostNodes().boundBy().limit();
    }

    /** Source ports of each node, if an outbound rule gives it some. */
    static Optional<String> ports(PlanAnswer answer) {
        return answer.portsPerNode().isEmpty()
                ? Optional.empty()
                : Optional.of(count(answer.portsPerNode().getAsInt()) + " source ports for each node");
    }
}
