package io.podpath.lab.router;

import io.podpath.lab.kernel.ConntrackLine;
import io.podpath.lab.trace.KernelTraversal;
import io.podpath.netfilter.ConntrackTable;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The kernel's router and podpath's, with the same rules and the same packets. */
final class RouterPair {

    private final RouterLab lab;
    private final RouterReplay replay;
    private List<KernelTraversal> latest = List.of();
    private int packets;

    /** Both routers anew, without connections. */
    RouterPair(RouterLab lab, RouterRules rules) {
        this.lab = lab;
        this.replay = new RouterReplay(rules);
        lab.load(rules);
    }

    /** Gives both routers other rules; they keep their connections. */
    void change(RouterRules rules) {
        lab.change(rules);
        replay.change(rules);
    }

    /** Lets a host do something; says where the routers differ in what followed, if they do. */
    Optional<String> send(LabPacket packet) {
        latest = lab.send(packet);
        packets += latest.size();
        Optional<String> difference = replay(latest);
        return difference.or(replay::findUnsent).map(text -> packet + "\n" + text);
    }

    private Optional<String> replay(List<KernelTraversal> traversals) {
        for (KernelTraversal traversal : traversals) {
            Optional<String> difference = replay.replay(traversal);
            if (difference.isPresent()) {
                return Optional.of("kernel: " + traversal + "\n" + difference.get());
            }
        }
        return Optional.empty();
    }

    /** What the kernel's router did since the last host was told to do something. */
    List<KernelTraversal> latest() {
        return latest;
    }

    /** How many packets the kernel's router has handled. */
    int countPackets() {
        return packets;
    }

    /** The connections of the kernel's router as {@code original | reply}, in order of their text. */
    SortedSet<String> connections() {
        return lab.connections().stream().map(RouterPair::text).collect(Collectors.toCollection(TreeSet::new));
    }

    /** Says which connections only one of the two has, if there are any. */
    Optional<String> compareConnections() {
        if (connections().equals(podpathsConnections())) {
            return Optional.empty();
        }
        // A host may have said something since, a FIN once more for example.
        Optional<String> difference = replay(lab.listen());
        SortedSet<String> kernel = connections();
        SortedSet<String> podpath = podpathsConnections();
        if (difference.isPresent() || kernel.equals(podpath)) {
            return difference;
        }
        return Optional.of("connections only of the kernel " + minus(kernel, podpath) + ", only of podpath "
                + minus(podpath, kernel));
    }

    private SortedSet<String> podpathsConnections() {
        return replay.conntrack().list().stream().map(RouterPair::text).collect(Collectors.toCollection(TreeSet::new));
    }

    private static String text(ConntrackLine line) {
        return line.original() + " | " + line.reply();
    }

    private static String text(ConntrackTable.Line line) {
        return line.original() + " | " + line.reply();
    }

    private static SortedSet<String> minus(SortedSet<String> left, SortedSet<String> right) {
        SortedSet<String> rest = new TreeSet<>(left);
        rest.removeAll(right);
        return rest;
    }
}
