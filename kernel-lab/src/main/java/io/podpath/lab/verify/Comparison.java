package io.podpath.lab.verify;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Compares one way of podpath's with one run of the kernel's.
 *
 * <p>Every crossing the kernel made must be one of podpath's; of podpath's, those of packets that are not repeated must
 * have been made by the kernel, since the two wait differently long before they repeat a packet.
 */
final class Comparison {

    private final Observation podpath;
    private final Observation kernel;
    private final List<Difference> differences = new ArrayList<>();

    private Comparison(Observation podpath, Observation kernel) {
        this.podpath = podpath;
        this.kernel = kernel;
    }

    /** All differences, the first along the packets' way first. */
    static List<Difference> compare(Observation podpath, Observation kernel) {
        Comparison comparison = new Comparison(podpath, kernel);
        comparison.compareCrossings();
        comparison.compareConnections();
        if (!podpath.outcome().equals(kernel.outcome())) {
            comparison.differences.add(new Difference("client", "outcome", podpath.outcome(), kernel.outcome()));
        }
        return comparison.differences;
    }

    private void compareCrossings() {
        Map<String, List<Crossing>> ofKernel =
                kernel.crossings().stream().collect(Collectors.groupingBy(Crossing::key));
        Map<String, List<Crossing>> ofPodpath =
                podpath.crossings().stream().collect(Collectors.groupingBy(Crossing::key));
        Set<String> firstSeen = new HashSet<>();
        Set<String> explained = new HashSet<>();
        for (Crossing expected : podpath.crossings()) {
            if (firstSeen.add(expected.key())) {
                List<Crossing> seen = ofKernel.getOrDefault(expected.key(), List.of());
                if (!seen.contains(expected)) {
                    differences.add(explain(expected, seen));
                    explained.add(expected.key());
                }
            }
        }
        for (Crossing seen : kernel.crossings()) {
            List<Crossing> expected = ofPodpath.getOrDefault(seen.key(), List.of());
            if (expected.isEmpty()) {
                differences.add(new Difference(
                        seen.machine(), "packet", Difference.NOTHING, seen.packet() + "; " + seen.end()));
            } else if (!expected.contains(seen) && explained.add(seen.key())) {
                differences.add(explain(expected.get(0), List.of(seen)));
            }
        }
    }

    private static Difference explain(Crossing expected, List<Crossing> seen) {
        if (seen.isEmpty()) {
            return new Difference(
                    expected.machine(), "packet", expected.packet() + "; " + expected.end(), Difference.NOTHING);
        }
        Crossing other = seen.get(0);
        String where = expected.machine() + ", " + expected.packet();
        if (expected.ttlHops() != other.ttlHops()) {
            return new Difference(where, "ttl", "" + expected.ttlHops(), "" + other.ttlHops());
        }
        if (!expected.rules().equals(other.rules())) {
            return new Difference(
                    where, "rules", String.join(", ", expected.rules()), String.join(", ", other.rules()));
        }
        return new Difference(where, "end", expected.end(), other.end());
    }

    private void compareConnections() {
        Map<String, Set<String>> machines = new TreeMap<>(kernel.connections());
        machines.keySet().retainAll(podpath.connections().keySet());
        machines.forEach((machine, tracked) -> {
            Set<String> expected = podpath.connections().getOrDefault(machine, Set.of());
            if (!expected.equals(tracked)) {
                Set<String> missing = new TreeSet<>(expected);
                missing.removeAll(tracked);
                Set<String> extra = new TreeSet<>(tracked);
                extra.removeAll(expected);
                differences.add(
                        new Difference(machine, "conntrack", String.join("; ", missing), String.join("; ", extra)));
            }
        });
    }
}
