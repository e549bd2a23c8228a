package io.podpath.lab.verify;

import io.podpath.element.ElementContext;
import io.podpath.element.Verdict;
import io.podpath.engine.Passage;
import io.podpath.model.FiveTuple;
import io.podpath.topology.LinkEnd;
import io.podpath.topology.Topology;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The crossings of one packet, from the process that sent it to its end, put together from all crossings of a
 * conversation.
 *
 * @param passages in order; never empty
 */
record Journey(List<Passage> passages) {

    Journey {
        passages = List.copyOf(passages);
    }

    /** All journeys of a conversation. */
    static List<Journey> all(List<Passage> passages, Topology topology) {
        List<Journey> journeys = new ArrayList<>();
        boolean[] used = new boolean[passages.size()];
        for (int i = 0; i < passages.size(); i++) {
            if (passages.get(i).at().interfaceName().equals(ElementContext.LOCAL)) {
                journeys.add(follow(i, passages, used, topology));
            }
        }
        return journeys;
    }

    private static Journey follow(int start, List<Passage> passages, boolean[] used, Topology topology) {
        List<Passage> way = new ArrayList<>(List.of(passages.get(start)));
        Optional<Integer> next = next(start, passages, used, topology);
        while (next.isPresent()) {
            used[next.get()] = true;
            way.add(passages.get(next.get()));
            next = next(next.get(), passages, used, topology);
        }
        return new Journey(way);
    }

    private static Optional<Integer> next(int at, List<Passage> passages, boolean[] used, Topology topology) {
        if (!(passages.get(at).verdict() instanceof Verdict.Forward forward)) {
            return Optional.empty();
        }
        LinkEnd out = new LinkEnd(passages.get(at).at().node(), forward.outInterface());
        Optional<LinkEnd> end = topology.findLink(out).map(link -> link.opposite(out));
        for (int i = at + 1; end.isPresent() && i < passages.size(); i++) {
            Passage candidate = passages.get(i);
            if (!used[i]
                    && candidate.at().equals(end.get())
                    && candidate.arrived().equals(forward.packet())) {
                return Optional.of(i);
            }
        }
        return Optional.empty();
    }

    FiveTuple sentTuple() {
        return passages.get(0).arrived().tuple();
    }

    String sender() {
        return passages.get(0).at().node();
    }

    Passage last() {
        return passages.get(passages.size() - 1);
    }
}
