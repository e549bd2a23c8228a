package io.podpath.lab.verify;

import io.podpath.ObservedWay;
import io.podpath.WeightedFlow;
import io.podpath.element.Verdict;
import io.podpath.engine.Passage;
import io.podpath.lab.trace.PacketKind;
import io.podpath.model.FiveTuple;
import io.podpath.netfilter.ConntrackTable;
import io.podpath.netfilter.NetworkNamespace;
import io.podpath.topology.Topology;
import io.podpath.trace.Flow;
import io.podpath.trace.Outcome;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What podpath says of a probe, way by way, in the words of the comparison. */
final class ProbeExpectation {

    static final String NO_ANSWER = "no answer";

    private static final Map<String, String> FABRIC_WORDS = Map.of(
            "nic", "NIC and security groups",
            "vnet", "virtual network",
            "load-balancer", "load balancer",
            "internet", "internet edge",
            "platform", "platform host");

    private final LabNetwork network;
    private final List<ObservedWay> ways;
    private final List<List<Journey>> journeysByWay = new ArrayList<>();
    private final PortNames ports;
    private final Set<String> unjudgedMachines = new HashSet<>();

    ProbeExpectation(LabNetwork network, Topology topology, List<ObservedWay> ways) {
        this.network = network;
        this.ways = ways;
        Set<Integer> destinationPorts = new HashSet<>();
        for (ObservedWay way : ways) {
            List<Journey> journeys = Journey.all(way.passages(), topology);
            journeysByWay.add(journeys);
            for (Journey journey : journeys) {
                if (isOpening(journey, way)) {
                    journey.passages()
                            .forEach(passage -> destinationPorts.add(
                                    passage.arrived().destination().port()));
                    last(journey).ifPresent(port -> destinationPorts.add(port));
                }
            }
        }
        this.ports = new PortNames(opening().source().port(), destinationPorts);
        for (int way = 0; way < ways.size(); way++) {
            for (Segment segment : segments(way)) {
                if (segment.isTranslated() && !SteeringRule.isTranslatable(segment, ports)) {
                    segment.findTo().filter(to -> !network.machine(to).isNode()).ifPresent(unjudgedMachines::add);
                }
            }
        }
    }

    private static Optional<Integer> last(Journey journey) {
        return journey.last().verdict() instanceof Verdict.Deliver deliver
                ? Optional.of(deliver.packet().destination().port())
                : Optional.empty();
    }

    private static boolean isOpening(Journey journey, ObservedWay way) {
        return journey.sender().equals(way.client())
                && journey.sentTuple().equals(way.way().flow().opening());
    }

    FiveTuple opening() {
        return ways.get(0).way().flow().opening();
    }

    String client() {
        return ways.get(0).client();
    }

    int ways() {
        return ways.size();
    }

    double probability(int way) {
        return ways.get(way).way().probability().doubleValue();
    }

    /** A way in the words of its random choices. */
    String describe(int way) {
        WeightedFlow flow = ways.get(way).way();
        return "probability " + flow.probability() + ": " + String.join(", ", flow.choices());
    }

    PortNames ports() {
        return ports;
    }

    /** Whether the client's answer should come soon. */
    boolean isAnswered(int way) {
        Outcome outcome = ways.get(way).way().flow().outcome();
        return outcome == Outcome.CONNECTED || outcome == Outcome.REFUSED || outcome == Outcome.RESET;
    }

    boolean isDecided(int way) {
        return ways.get(way).way().flow().outcome() != Outcome.UNDECIDED;
    }

    boolean isJudged(String machine) {
        return network.machine(machine).isJudged() && !unjudgedMachines.contains(machine);
    }

    /** The segments of a way through the fabric. */
    List<Segment> segments(int way) {
        return journeysByWay.get(way).stream()
                .flatMap(journey -> Segment.of(journey, network::isMachine).stream())
                .distinct()
                .toList();
    }

    /** What a way says of every machine that can be judged. */
    Observation observation(int way) {
        List<Crossing> crossings = new ArrayList<>();
        Map<String, Set<String>> connections = new HashMap<>();
        for (Passage passage : ways.get(way).passages()) {
            String machine = passage.at().node();
            if (network.isMachine(passage) && isJudged(machine)) {
                crossings.add(
                        Crossing.of(passage, network.machine(machine).config().ip(), ports));
            }
        }
        for (Machine machine : network.listMachines()) {
            if (machine.tracksConnections()
                    && ways.get(way).after().element(machine.id()) instanceof NetworkNamespace namespace) {
                Set<String> tracked = Observation.sorted();
                for (ConntrackTable.Line line : namespace.conntrack().list()) {
                    tracked.add(Observation.connection(line.original(), line.reply(), ports));
                }
                connections.put(machine.id(), tracked);
            }
        }
        return new Observation(outcome(way), crossings, connections);
    }

    private String outcome(int way) {
        Flow flow = ways.get(way).way().flow();
        return switch (flow.outcome()) {
            case CONNECTED -> "connected to " + answerer(way);
            // The JDK's ping does not tell an ICMP error from silence; that the error came is compared with the
            // crossings.
            case REFUSED -> opening().protocol().hasPorts() ? "refused" : NO_ANSWER;
            case RESET -> "reset";
            case TIMEOUT, ONE_WAY -> NO_ANSWER;
            case UNRESOLVED -> "unresolved";
            case UNDECIDED -> "undecided";
        };
    }

    private String answerer(int way) {
        for (Journey journey : journeysByWay.get(way)) {
            boolean delivered = journey.last().verdict() instanceof Verdict.Deliver;
            if (isOpening(journey, ways.get(way)) && delivered) {
                Verdict.Deliver deliver = (Verdict.Deliver) journey.last().verdict();
                boolean isEcho = PacketKind.of(deliver.packet()) == PacketKind.ECHO_REQUEST;
                String end = journey.last().at().node() + ":"
                        + deliver.packet().destination().port();
                return isEcho
                        ? "the kernel's echo"
                        : network.machine(journey.last().at().node()).isJudged() ? deliver.socket() : end;
            }
        }
        return "nobody";
    }

    /** What of the probe only Azure could judge. */
    Set<String> notJudged() {
        Set<String> words = new TreeSet<>();
        for (ObservedWay way : ways) {
            way.passages().stream()
                    .filter(passage -> !network.isMachine(passage)
                            || !network.machine(passage.at().node()).isJudged())
                    .forEach(passage -> words.add(FABRIC_WORDS.getOrDefault(passage.kind(), passage.kind())));
        }
        unjudgedMachines.forEach(machine -> words.add("source translation on the way to " + machine));
        if (ways.stream().anyMatch(way -> way.way().flow().outcome() == Outcome.UNDECIDED)) {
            words.add("outcome (podpath cannot tell)");
        }
        return words;
    }
}
