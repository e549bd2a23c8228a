package io.podpath;

import io.podpath.engine.Passage;
import io.podpath.engine.Simulation;
import java.util.List;

/**
 * One of the ways a probe can go, with every crossing of an element by every packet of the conversation.
 *
 * @param way how likely it is and what becomes of the probe
 * @param client the element whose process opens the connection
 * @param passages every crossing, in order of time
 * @param after the elements as the conversation left them, with what they remember
 */
public record ObservedWay(WeightedFlow way, String client, List<Passage> passages, Simulation after) {

    public ObservedWay {
        passages = List.copyOf(passages);
    }
}
