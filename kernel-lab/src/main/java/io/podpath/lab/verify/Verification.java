package io.podpath.lab.verify;

import io.podpath.ObservedWay;
import io.podpath.Probe;
import io.podpath.Simulator;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Sends probes through podpath and through this kernel, and compares the two packet by packet.
 *
 * <p><i>Judged:</i> every traversal of a node, pod or machine: the rules that matched, the packet as it came and left,
 * TTL, connections tracked, ICMP errors, who answered. <i>Not judged:</i> Azure's fabric, which does in the lab what
 * podpath says it does.
 */
public final class Verification {

    private Verification() {}

    /**
     * The kernel's verdict on every probe.
     *
     * @throws io.podpath.UnknownEndpointException if an end of a probe does not exist
     * @throws io.podpath.lab.kernel.LabException if this machine cannot do it
     */
    public static List<ProbeVerdict> verify(Simulator simulator, List<Probe> probes) {
        Map<Probe, List<ObservedWay>> waysByProbe = new LinkedHashMap<>();
        List<ObservedWay> all = new ArrayList<>();
        for (Probe probe : probes) {
            List<ObservedWay> ways = simulator.observeAll(probe);
            waysByProbe.put(probe, ways);
            all.addAll(ways);
        }
        List<ProbeVerdict> verdicts = new ArrayList<>();
        if (all.isEmpty()) {
            waysByProbe.keySet().forEach(probe -> verdicts.add(notWalked(probe)));
            return verdicts;
        }
        try (LabNetwork network = new LabNetwork(simulator.topology(), all)) {
            waysByProbe.forEach((probe, ways) -> verdicts.add(
                    ways.isEmpty()
                            ? notWalked(probe)
                            : new ProbeVerifier(network, new ProbeExpectation(network, simulator.topology(), ways))
                                    .verify(probe.name())));
        }
        return verdicts;
    }

    private static ProbeVerdict notWalked(Probe probe) {
        return new ProbeVerdict(
                probe.name(),
                ProbeVerdict.Judgement.NOT_JUDGED,
                ProbeVerdict.Counts.NONE,
                Set.of("everything (podpath does not walk it)"),
                List.of());
    }
}
