package io.podpath.lab.verify;

import io.podpath.ObservedWay;
import io.podpath.Probe;
import io.podpath.ProbePayload;
import io.podpath.Simulator;
import io.podpath.aks.AksCluster;
import io.podpath.aks.KubeProxySetup;
import io.podpath.aks.NodeKernel;
import io.podpath.element.TwoWayHost;
import io.podpath.element.WireGuardHost;
import io.podpath.lab.kernel.IpvsTools;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Sends probes through podpath and through this kernel, and compares the two packet by packet.
 *
 * <p><i>Judged:</i> every traversal of a node, pod or machine: the rules that matched, the packet as it came and left,
 * TTL, connections tracked, ICMP errors, who answered. <i>Not judged:</i> Azure's fabric, which does in the lab what
 * podpath says it does. IPVS's own steps either: no tracer shows them, but the packets before and behind them, and the
 * connections, are compared as everywhere.
 */
public final class Verification {

    private static final String ONLY_SMALL_PACKETS =
            "everything (the lab's programs send small packets, and this probe says how large its are)";
    private static final String NOT_WALKED = "everything (podpath does not walk it)";
    private static final String NO_TUNNELS = "everything (the lab has no tunnels)";
    private static final int LINEAR_SYN_MAJOR = 6;
    private static final int LINEAR_SYN_MINOR = 5;

    private Verification() {}

    /**
     * The kernel's verdict on every probe.
     *
     * @throws io.podpath.UnknownEndpointException if an end of a probe does not exist
     * @throws io.podpath.lab.kernel.LabException if this machine cannot do it
     */
    public static List<ProbeVerdict> verify(Simulator simulator, List<Probe> probes) {
        AksCluster cluster = simulator.plan().cluster();
        Optional<String> obstacle = findObstacle(cluster.networking()).or(() -> findIpvsObstacle(cluster));
        if (obstacle.isPresent()) {
            String words = "everything (" + obstacle.get() + ")";
            return probes.stream().map(probe -> notJudged(probe, words)).toList();
        }
        Map<Probe, List<ObservedWay>> waysByProbe = new LinkedHashMap<>();
        List<ObservedWay> all = new ArrayList<>();
        Map<Probe, String> obstacles = new HashMap<>();
        for (Probe probe : probes) {
            List<ObservedWay> observed = hasUsualSize(probe) ? simulator.observeAll(probe) : List.of();
            findObstacle(observed).ifPresent(words -> obstacles.put(probe, words));
            List<ObservedWay> ways = obstacles.containsKey(probe) ? List.of() : observed;
            waysByProbe.put(probe, ways);
            all.addAll(ways);
        }
        List<ProbeVerdict> verdicts = new ArrayList<>();
        if (all.isEmpty()) {
            waysByProbe.keySet().forEach(probe -> verdicts.add(notJudged(probe, whyNot(probe, obstacles))));
            return verdicts;
        }
        try (LabNetwork network = new LabNetwork(simulator.topology(), all)) {
            waysByProbe.forEach((probe, ways) -> verdicts.add(
                    ways.isEmpty()
                            ? notJudged(probe, whyNot(probe, obstacles))
                            : new ProbeVerifier(network, new ProbeExpectation(network, simulator.topology(), ways))
                                    .verify(probe.name())));
        }
        return verdicts;
    }

    private static Optional<String> findObstacle(AksCluster.Networking networking) {
        NodeKernel ofNodes = networking.nodeKernel();
        return ofNodes == ofThisMachine()
                ? Optional.empty()
                : Optional.of("nodeKernel " + ofNodes.label() + ", and this machine runs Linux "
                        + System.getProperty("os.version"));
    }

    private static Optional<String> findIpvsObstacle(AksCluster cluster) {
        if (cluster.networking().kubeProxy().mode() != KubeProxySetup.Mode.IPVS) {
            return Optional.empty();
        }
        Optional<String> obstacle = cluster.ranges().findIpv6().isPresent()
                ? Optional.of("the lab loads virtual servers of one family only")
                : IpvsTools.findObstacle();
        return obstacle.map(why -> "kube-proxy's ipvs mode: " + why);
    }

    private static boolean hasUsualSize(Probe probe) {
        return probe.payload().equals(ProbePayload.USUAL);
    }

    private static Optional<String> findObstacle(List<ObservedWay> ways) {
        return ways.stream().anyMatch(Verification::hasTunnels) ? Optional.of(NO_TUNNELS) : Optional.empty();
    }

    /** Some machine on the way is an end of a tunnel, whether or not the packet takes it. */
    private static boolean hasTunnels(ObservedWay way) {
        return way.passages().stream()
                .map(passage -> way.after().element(passage.at().node()))
                .anyMatch(element -> element instanceof WireGuardHost || element instanceof TwoWayHost);
    }

    private static String whyNot(Probe probe, Map<Probe, String> obstacles) {
        return obstacles.getOrDefault(probe, hasUsualSize(probe) ? NOT_WALKED : ONLY_SMALL_PACKETS);
    }

    /** Which of podpath's kernels this one is; stable releases between the two are taken for the newer. */
    private static NodeKernel ofThisMachine() {
        String[] parts = System.getProperty("os.version").split("[.-]", -1);
        int major = Integer.parseInt(parts[0]);
        int minor = Integer.parseInt(parts[1]);
        return major < LINEAR_SYN_MAJOR || (major == LINEAR_SYN_MAJOR && minor < LINEAR_SYN_MINOR)
                ? NodeKernel.BEFORE_2024
                : NodeKernel.CURRENT;
    }

    private static ProbeVerdict notJudged(Probe probe, String words) {
        return new ProbeVerdict(
                probe.name(), ProbeVerdict.Judgement.NOT_JUDGED, ProbeVerdict.Counts.NONE, Set.of(words), List.of());
    }
}
