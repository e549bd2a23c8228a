package io.podpath.lab.verify;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the kernel says of podpath's answer to one probe.
 *
 * @param probe the probe
 * @param judgement whether they agree
 * @param counts what was compared
 * @param notJudged what the kernel cannot judge, in words
 * @param differences what they do not agree about; of the way that comes closest
 */
public record ProbeVerdict(
        String probe, Judgement judgement, Counts counts, Set<String> notJudged, List<Difference> differences) {

    public ProbeVerdict {
        notJudged = Set.copyOf(notJudged);
        differences = List.copyOf(differences);
    }

    /** The result of a comparison. */
    public enum Judgement {
        /** No difference in anything that was compared. */
        AGREES,
        /** At least one difference. */
        DIFFERS,
        /** Nothing of this probe is for the kernel to judge. */
        NOT_JUDGED
    }

    /**
     * What was compared.
     *
     * @param waysSeen ways of podpath's that the kernel took
     * @param ways all ways of podpath's
     * @param runs how often the probe was sent
     * @param traversals crossings of machines
     * @param ruleHits rules that matched in them
     * @param rewrites crossings that changed the packet's ends
     * @param connections conntrack entries
     * @param copies copies a promiscuous bridge handed to its host, all dropped
     * @param disturbed runs that differed in a way that did not come again
     */
    public record Counts(
            int waysSeen,
            int ways,
            int runs,
            int traversals,
            int ruleHits,
            int rewrites,
            int connections,
            int copies,
            int disturbed) {

        /** Nothing at all. */
        public static final Counts NONE = new Counts(0, 0, 0, 0, 0, 0, 0, 0, 0);

        Counts plusRun(Observation run, int newCopies) {
            int hits = run.crossings().stream()
                    .mapToInt(crossing -> crossing.rules().size())
                    .sum();
            int changed =
                    (int) run.crossings().stream().filter(Crossing::translated).count();
            int entries =
                    run.connections().values().stream().mapToInt(Set::size).sum();
            return new Counts(
                    waysSeen,
                    ways,
                    runs + 1,
                    traversals + run.crossings().size(),
                    ruleHits + hits,
                    rewrites + changed,
                    connections + entries,
                    copies + newCopies,
                    disturbed);
        }

        Counts withWays(int seen, int all) {
            return new Counts(seen, all, runs, traversals, ruleHits, rewrites, connections, copies, disturbed);
        }

        Counts plusDisturbed() {
            return new Counts(waysSeen, ways, runs, traversals, ruleHits, rewrites, connections, copies, disturbed + 1);
        }
    }

    /** What the kernel cannot judge, in alphabetical order. */
    public List<String> listNotJudged() {
        return List.copyOf(new TreeSet<>(notJudged));
    }
}
