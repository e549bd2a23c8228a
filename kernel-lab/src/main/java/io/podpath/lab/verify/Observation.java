package io.podpath.lab.verify;

import io.podpath.model.FiveTuple;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What one side has to say of one run.
 *
 * @param outcome what the client experienced
 * @param crossings every crossing of every machine, in order
 * @param connections the connections tracked afterwards, by machine, in words
 */
record Observation(String outcome, List<Crossing> crossings, Map<String, Set<String>> connections) {

    Observation {
        crossings = List.copyOf(crossings);
        connections = Map.copyOf(connections);
    }

    /** A connection in words. */
    static String connection(FiveTuple original, FiveTuple reply, PortNames ports) {
        return ports.describe(original) + ", replies " + ports.describe(reply);
    }

    static Set<String> sorted() {
        return new TreeSet<>();
    }
}
