package io.podpath.lab.verify;

import io.podpath.element.Verdict;
import io.podpath.engine.Passage;
import io.podpath.model.Packet;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What Azure's fabric did with a packet between two machines, according to podpath. The kernel cannot judge it; the lab's
 * fabric does as it is told, so that the machines on both sides can be judged.
 *
 * @param from the machine it left
 * @param packet as it left
 * @param to the machine it reached; none if the fabric ended it
 * @param arrived as it arrived, or as it ended
 */
record Segment(String from, Packet packet, @Nullable String to, Packet arrived) {

    /** The segments of a journey. */
    static List<Segment> of(Journey journey, Predicate<Passage> isMachine) {
        List<Segment> segments = new ArrayList<>();
        Passage from = null;
        Passage inFabric = null;
        for (Passage passage : journey.passages()) {
            if (!isMachine.test(passage)) {
                inFabric = passage;
                continue;
            }
            if (from != null && inFabric != null) {
                segments.add(new Segment(
                        from.at().node(), leaving(from), passage.at().node(), passage.arrived()));
            }
            from = passage;
            inFabric = null;
        }
        if (from != null && inFabric != null) {
            segments.add(new Segment(from.at().node(), leaving(from), null, inFabric.arrived()));
        }
        return segments;
    }

    private static Packet leaving(Passage passage) {
        return passage.verdict() instanceof Verdict.Forward forward ? forward.packet() : passage.arrived();
    }

    Optional<String> findTo() {
        return Optional.ofNullable(to);
    }

    boolean isTranslated() {
        return to != null && !packet.tuple().equals(arrived.tuple());
    }
}
