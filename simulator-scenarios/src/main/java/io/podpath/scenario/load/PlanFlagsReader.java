package io.podpath.scenario.load;

import io.podpath.plan.MaxSurge;
import io.podpath.scenario.load.PlanFlags.OfPool;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Reads the flags that only planning needs: autoscaler, surge, number of outbound addresses. Flags that other readers
 * judge are read again without a word.
 *
 * <p><i>Source:</i> az aks create and az aks nodepool add; agentPoolProfiles of az aks show.
 */
final class PlanFlagsReader {

    private static final int MOST_NODES = 1_000;
    private static final int MOST_MANAGED_IPS = 100;
    private static final int MOST_MAX_PODS = 250;
    private static final int LEAST_MAX_PODS = 10;

    private final Problems problems;
    private final Fields quiet;

    private PlanFlagsReader(Fields flags) {
        this.problems = flags.problems();
        this.quiet = new Fields(flags.node(), problems.scratch());
    }

    /** The flags of a cluster. */
    static PlanFlags read(Fields flags) {
        PlanFlagsReader reader = new PlanFlagsReader(flags);
        OptionalInt autoscalerMost = autoscalerMost(flags);
        Map<String, OfPool> pools = new HashMap<>();
        for (Fields pool : reader.quiet.objects("nodePools")) {
            Fields heard = new Fields(pool.node(), reader.problems);
            OptionalInt own = autoscalerMost(heard);
            OptionalInt most = heard.has("enableClusterAutoscaler") ? own : autoscalerMost;
            OfPool read = reader.pool(pool, most, surge(heard));
            pool.text("name").ifPresent(name -> pools.put(name, read));
        }
        if (pools.isEmpty()) {
            String name = reader.quiet.text("nodepoolName", "nodepool1");
            pools.put(name, reader.pool(reader.quiet, autoscalerMost, Optional.empty()));
        }
        return new PlanFlags(pools, reader.publicIps());
    }

    private OfPool pool(Fields pool, OptionalInt autoscalerMost, Optional<MaxSurge> surge) {
        OptionalInt maxPods = pool.integer("maxPods", LEAST_MAX_PODS, MOST_MAX_PODS);
        return new OfPool(
                autoscalerMost,
                maxPods.isPresent() ? maxPods : quiet.integer("maxPods", LEAST_MAX_PODS, MOST_MAX_PODS),
                surge);
    }

    private static OptionalInt autoscalerMost(Fields pool) {
        OptionalInt least = pool.integer("minCount", 0, MOST_NODES);
        OptionalInt most = pool.integer("maxCount", 1, MOST_NODES);
        boolean isOn = pool.flag("enableClusterAutoscaler");
        if (isOn && most.isEmpty() && !pool.has("maxCount")) {
            pool.mismatch("enableClusterAutoscaler", "the cluster autoscaler needs 'minCount' and 'maxCount'");
        }
        if (!isOn && most.isPresent()) {
            pool.mismatch("maxCount", "'maxCount' goes with 'enableClusterAutoscaler: true'");
        }
        if (least.isPresent() && most.isPresent() && least.getAsInt() > most.getAsInt()) {
            pool.mismatch("minCount", "'minCount' " + least.getAsInt() + " is above 'maxCount' " + most.getAsInt());
        }
        return isOn ? most : OptionalInt.empty();
    }

    private static Optional<MaxSurge> surge(Fields pool) {
        Optional<String> text = pool.word("maxSurge");
        Optional<MaxSurge> surge = text.flatMap(MaxSurge::tryParse);
        if (text.isPresent() && surge.isEmpty()) {
            pool.error(
                    "maxSurge",
                    "'maxSurge' must be a number of nodes or a percentage such as 33%, not "
                            + Texts.quoted(text.get()));
        }
        return surge;
    }

    /** As many as are listed or managed, by default one; prefixes and gateways of one's own do not say how many. */
    private OptionalInt publicIps() {
        String outboundType = quiet.text("outboundType", "loadBalancer");
        if (outboundType.startsWith("managedNATGateway")) {
            return OptionalInt.of(quiet.integer("natGatewayManagedOutboundIpCount", 1, 16, 1));
        }
        if (!outboundType.equals("loadBalancer") || quiet.has("loadBalancerOutboundIpPrefixes")) {
            return OptionalInt.empty();
        }
        List<String> listed = quiet.texts("loadBalancerOutboundIps");
        return listed.isEmpty()
                ? OptionalInt.of(quiet.integer("loadBalancerManagedOutboundIpCount", 1, MOST_MANAGED_IPS, 1))
                : OptionalInt.of(listed.size());
    }
}
