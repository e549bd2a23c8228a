package io.podpath.lab.verify;

import io.podpath.lab.kernel.ConntrackLine;
import io.podpath.lab.trace.KernelTraversal;
import io.podpath.model.FiveTuple;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Sends one probe through the lab, as often as it takes until the kernel has gone every way that podpath knows, and
 * compares each run with the way it went.
 *
 * <p>Where the fabric chooses (a load balancer), the lab's fabric is told the choice; where rules choose, the kernel
 * draws (and where IPVS does, {@link IpvsLoading}) and the run is compared with all ways. A way the kernel does not draw in {@link DrawLimit} runs is a difference;
 * a difference that does not come again in as many runs was a disturbance, and is counted.
 */
final class ProbeVerifier {

    /** A way too rare for so many runs is not waited for: the counts say it was not seen. */
    private static final int MAX_RUNS_PER_WAY = 500;

    /** With more time the JDK sends a second echo. */
    private static final int PING_MILLIS = 1_000;

    private static final int PATIENCE_MILLIS = 3_000;
    private static final int SILENCE_MILLIS = 1_300;
    private static final int SETTLE_MILLIS = 60;
    private static final int SETTLE_ATTEMPTS = 8;

    private final LabNetwork network;
    private final ProbeExpectation expected;
    private final List<Observation> ways = new ArrayList<>();
    private final Set<Integer> unseen = new TreeSet<>();
    private ProbeVerdict.Counts counts = ProbeVerdict.Counts.NONE;
    private int copies;

    ProbeVerifier(LabNetwork network, ProbeExpectation expected) {
        this.network = network;
        this.expected = expected;
        for (int way = 0; way < expected.ways(); way++) {
            ways.add(expected.observation(way));
            unseen.add(way);
        }
    }

    ProbeVerdict verify(String probe) {
        List<Difference> differences = new ArrayList<>();
        for (int way = 0; way < ways.size() && differences.isEmpty(); way++) {
            differences.addAll(look(way));
        }
        ProbeVerdict.Counts all = counts.withWays(ways.size() - unseen.size(), ways.size());
        ProbeVerdict.Judgement judgement =
                differences.isEmpty() ? ProbeVerdict.Judgement.AGREES : ProbeVerdict.Judgement.DIFFERS;
        return new ProbeVerdict(probe, judgement, all, expected.notJudged(), differences);
    }

    /** Sends the probe until the kernel has gone this way, or has gone one that podpath does not know. */
    private List<Difference> look(int way) {
        int limit = DrawLimit.runs(expected.probability(way), ways.size());
        int patience = Math.min(limit, MAX_RUNS_PER_WAY);
        for (int run = 0; run < patience && unseen.contains(way); run++) {
            List<Difference> differences = runOnce(way, network.nextClientPort());
            if (!differences.isEmpty() && comesAgain(way)) {
                return differences;
            }
        }
        boolean isMissing = unseen.contains(way) && patience == limit;
        return isMissing
                ? List.of(new Difference("client", "way", expected.describe(way), "not once in " + limit + " runs"))
                : List.of();
    }

    /**
     * Whether another run differs, too. A busy machine can stop a program for seconds, so that its connection is reset;
     * what the kernel really does otherwise comes again. If it were one more way, as likely as the others, it would be
     * drawn again in so many runs but for one chance in a thousand million.
     */
    private boolean comesAgain(int way) {
        int more = ways.size() + 1;
        int limit = Math.min(DrawLimit.runs(1.0 / more, more), MAX_RUNS_PER_WAY);
        for (int run = 0; run < limit; run++) {
            if (!runOnce(way, network.nextClientPort()).isEmpty()) {
                return true;
            }
        }
        counts = counts.plusDisturbed();
        return false;
    }

    /** One connection; gives the differences from the way that comes closest. */
    private List<Difference> runOnce(int target, int port) {
        prepare(target, port);
        String answer = network.namespace(expected.client()).tell(command(target, port));
        PortNames ports = expected.ports().withClientPort(port);
        Map<String, List<KernelTraversal>> seen = new HashMap<>();
        List<Difference> closest = List.of();
        Observation kernel = new Observation("", List.of(), Map.of());
        for (int attempt = 0; attempt < SETTLE_ATTEMPTS; attempt++) {
            pause(SETTLE_MILLIS << Math.min(attempt, 2));
            drain(seen);
            kernel = observe(seen, ports, answer);
            closest = closest(kernel);
            if (closest.isEmpty()) {
                break;
            }
        }
        counts = counts.plusRun(kernel, copies);
        return closest;
    }

    private void prepare(int target, int port) {
        List<Segment> segments = new ArrayList<>(expected.segments(target));
        for (int way = 0; way < ways.size(); way++) {
            segments.addAll(expected.segments(way));
        }
        network.fabric().steer(segments, expected.ports(), port);
        for (Machine machine : network.listMachines()) {
            network.namespace(machine.id()).drain();
            network.forgetConnections(machine);
        }
    }

    private String command(int way, int port) {
        FiveTuple opening = expected.opening();
        int patience = expected.isAnswered(way) ? PATIENCE_MILLIS : SILENCE_MILLIS;
        String destination = opening.destination().address().toString();
        if (!opening.protocol().hasPorts()) {
            return "ping " + destination + " " + PING_MILLIS;
        }
        return "connect " + opening.protocol().lowerCaseName() + " "
                + opening.source().address() + " " + port + " " + destination + " "
                + opening.destination().port() + " " + patience;
    }

    private void drain(Map<String, List<KernelTraversal>> seen) {
        for (Machine machine : network.listMachines()) {
            seen.computeIfAbsent(machine.id(), id -> new ArrayList<>())
                    .addAll(network.namespace(machine.id()).drain());
        }
    }

    private Observation observe(Map<String, List<KernelTraversal>> seen, PortNames ports, String answer) {
        List<Crossing> crossings = new ArrayList<>();
        Map<String, Set<String>> connections = new HashMap<>();
        copies = 0;
        for (Machine machine : network.listMachines()) {
            for (KernelTraversal traversal : seen.getOrDefault(machine.id(), List.of())) {
                if (isBridgeCopy(machine, traversal)) {
                    copies++;
                } else if (expected.isJudged(machine.id())) {
                    crossings.add(Crossing.of(machine.id(), traversal, ports));
                }
            }
            if (machine.tracksConnections()) {
                Set<String> tracked = Observation.sorted();
                for (ConntrackLine line : network.namespace(machine.id()).connections()) {
                    tracked.add(Observation.connection(line.original(), line.reply(), ports));
                }
                connections.put(machine.id(), tracked);
            }
        }
        return new Observation(outcome(answer), crossings, connections);
    }

    private static boolean isBridgeCopy(Machine machine, KernelTraversal traversal) {
        return machine.config()
                .ip()
                .findBridge()
                .filter(bridge -> traversal.isCopyOf(bridge.name()))
                .isPresent();
    }

    private static String outcome(String answer) {
        String[] words = answer.split(" ", -1);
        return switch (words[0]) {
            case "connected" -> "connected to " + (words.length > 1 ? words[1] : "the kernel's echo");
            case "timeout" -> ProbeExpectation.NO_ANSWER;
            case "refused", "unreachable" -> "refused";
            case "reset", "closed" -> "reset";
            default -> answer;
        };
    }

    private List<Difference> closest(Observation kernel) {
        Optional<List<Difference>> best = Optional.empty();
        for (int way = 0; way < ways.size(); way++) {
            Observation podpath = ways.get(way);
            Observation judged = expected.isDecided(way)
                    ? kernel
                    : new Observation(podpath.outcome(), kernel.crossings(), kernel.connections());
            List<Difference> differences = Comparison.compare(podpath, judged);
            if (differences.isEmpty()) {
                unseen.remove(way);
            }
            if (best.isEmpty() || differences.size() < best.get().size()) {
                best = Optional.of(differences);
            }
        }
        return best.orElse(List.of());
    }

    private static void pause(int millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
