package io.podpath.engine;

import io.podpath.element.Verdict;
import io.podpath.model.Packet;
import io.podpath.topology.LinkEnd;
import io.podpath.trace.RuleReference;
import java.util.List;

/**
 * One packet's crossing of one element: what came, which rules matched, what was decided.
 *
 * <p>The unit in which podpath can be compared with a real machine: a packet arrives at a network namespace on an
 * interface, or a process there sends it, and the namespace passes it on, delivers it or ends it.
 *
 * @param at the element, and the interface it came in by or {@code local}
 * @param kind what the element is
 * @param arrived the packet as it came
 * @param matched the rules that matched, in order
 * @param verdict what was decided
 */
public record Passage(LinkEnd at, String kind, Packet arrived, List<RuleReference> matched, Verdict verdict) {

    public Passage {
        matched = List.copyOf(matched);
    }
}
