package io.podpath.lab.fuzz;

import io.podpath.lab.kernel.ConntrackLine;
import io.podpath.lab.trace.KernelTraversal;
import io.podpath.netfilter.ConntrackTable;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * One rule set and some packets, run on the kernel and in podpath.
 *
 * @param rules the router's rules
 * @param packets what the hosts do, in order
 */
record FuzzTrial(FuzzRules rules, List<FuzzPacket> packets) {

    /**
     * What came of a trial.
     *
     * @param packets how many packets the router handled
     * @param difference the first difference between the two, if there is one
     */
    record Outcome(int packets, Optional<String> difference) {}

    FuzzTrial {
        packets = List.copyOf(packets);
    }

    /** Runs it. */
    Outcome run(FuzzLab lab) {
        lab.load(rules);
        RouterReplay replay = new RouterReplay(rules.compile(), new KernelChoices(rules.questions()));
        int count = 0;
        for (FuzzPacket packet : packets) {
            List<KernelTraversal> traversals = lab.send(packet);
            count += traversals.size();
            for (KernelTraversal traversal : traversals) {
                Optional<String> difference = replay.replay(traversal);
                if (difference.isPresent()) {
                    return new Outcome(count, Optional.of(packet + "\n" + traversal + "\n" + difference.get()));
                }
            }
            Optional<String> unsent = replay.findUnsent();
            if (unsent.isPresent()) {
                return new Outcome(count, Optional.of(packet + "\n" + traversals + "\n" + unsent.get()));
            }
        }
        return new Outcome(count, compareConnections(lab, replay));
    }

    private static Optional<String> compareConnections(FuzzLab lab, RouterReplay replay) {
        TreeSet<String> kernel =
                lab.connections().stream().map(FuzzTrial::text).collect(Collectors.toCollection(TreeSet::new));
        TreeSet<String> podpath =
                replay.conntrack().list().stream().map(FuzzTrial::text).collect(Collectors.toCollection(TreeSet::new));
        return kernel.equals(podpath)
                ? Optional.empty()
                : Optional.of("connections only of the kernel " + minus(kernel, podpath) + ", only of podpath "
                        + minus(podpath, kernel));
    }

    private static String text(ConntrackLine line) {
        return line.original() + " | " + line.reply();
    }

    private static String text(ConntrackTable.Line line) {
        return line.original() + " | " + line.reply();
    }

    private static TreeSet<String> minus(TreeSet<String> left, TreeSet<String> right) {
        TreeSet<String> rest = new TreeSet<>(left);
        rest.removeAll(right);
        return rest;
    }
}
